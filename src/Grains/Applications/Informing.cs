namespace Jalon.Grains.Applications;

/// <summary>Guard 8: nobody stays without an answer. And the instants a case waits for.</summary>
public static partial class JobApplicationGrain
{
    private static Accepted Add(JobApplication state, string text, Context context)
    {
        var note = Note(state, context, "note", text);
        return new Accepted([new NoteAdded(note.Id)], [note]);
    }

    private static Decision Inform(JobApplication state, Information what, Context context)
    {
        if (what != Information.Outcome)
            return state.Live ? new PersonInformed(what, Due(context, "news", context.At, state.OrganisationId)) : state.Outcome is { } over ? Refusals.Closed(over) : Refusals.AlreadyInPost;
        if (state.Outcome is null) return Refusals.NoOutcome;
        return state.Outcome.ToldAt is null ? new OutcomeTold() : Decision.AlreadySo;
    }

    private static IEnumerable<Deadline> Deadlines(JobApplication state)
    {
        if (state.Acceptance is { Until: { } until }) yield return new("acceptance", until);
        if (state is { Live: true, NewsDue: { } news }) yield return new("news", news);
        if (state is { Live: true, Interview: { IsBooked: true, Until: { } end } }) yield return new("interview", end);
        if (!Unanswered(state)) yield break;
        if (state.EscalationDue is { } escalation) yield return new("escalation", escalation);
        if (state.ImplicitRefusalDue is { } refusal) yield return new("implicit-refusal", refusal);
    }

    /// <summary>Neither retained nor told how it ended; whoever left needs no answer.</summary>
    private static bool Unanswered(JobApplication state) =>
        state.Outcome is { } outcome ? outcome is { ToldAt: null, Kind: not OutcomeKind.Withdrawn } : state.Stage < Stage.Selected;

    /// <summary>A deadline that came early, or twice, or for what is no longer awaited changes nothing.</summary>
    private static Decision Reached(JobApplication state, string key, Context context)
    {
        if (!Deadlines(state).Any(deadline => deadline.Key == key && deadline.Due <= context.At)) return Decision.AlreadySo;
        return key switch
        {
            "acceptance" => GiveUp(state, state.Acceptance!.Engagement ?? state.Acceptance.Attempt, context),
            "news" => new NewsOverdue(Due(context, "news", context.At, state.OrganisationId)),
            "interview" => Over(state, context),
            "escalation" => new AnswerEscalated(),
            _ => new ImplicitRefusalReached(),
        };
    }
}
