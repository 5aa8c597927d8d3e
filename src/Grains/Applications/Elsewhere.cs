namespace Jalon.Grains.Applications;

/// <summary>Another post proposed to the person: their file goes there with their consent only, and what they said stays.</summary>
public static partial class JobApplicationGrain
{
    private static Decision ProposeElsewhere(JobApplication state, ProposeOtherPost propose, Context context)
    {
        if (propose.VacancyId == state.VacancyId) return Refusals.SamePost;
        // Once at work, the file has served: a wish to move is the person's own, told in their profile. A trial that ended gives it back its use.
        if (state.Stage == Stage.InPost && state.Trial != TrialEnd.Ended) return Refusals.AlreadyInPost;
        if (state.OtherPosts.Any(other => other.VacancyId == propose.VacancyId && other.Agreed is null)) return Decision.AlreadySo;
        var note = NoteOrNone(state, context, "reason", propose.Text);
        return new Accepted([new OtherPostProposed(propose.VacancyId, note?.Id)], Rows(note));
    }

    private static Decision AnswerElsewhere(JobApplication state, AnswerOtherPost answer, Context context)
    {
        if (state.OtherPosts.LastOrDefault(other => other.VacancyId == answer.VacancyId) is not { } proposed) return Refusals.NotProposedElsewhere;
        if (proposed.Agreed is not null) return proposed.Agreed == answer.Agrees ? Decision.AlreadySo : Refusals.AnsweredElsewhere;
        var note = NoteOrNone(state, context, "reason", answer.Text);
        return new Accepted([new OtherPostAnswered(answer.VacancyId, answer.Agrees, note?.Id)], Rows(note));
    }

    private static IReadOnlyList<OtherPost> Answered(IReadOnlyList<OtherPost> posts, OtherPostAnswered fact) =>
        [.. posts.Select(other => other.VacancyId == fact.VacancyId && other.Agreed is null ? other with { Agreed = fact.Agrees } : other)];
}
