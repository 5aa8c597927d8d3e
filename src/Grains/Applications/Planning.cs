using Jalon.Grains.Calendar;

namespace Jalon.Grains.Applications;

/// <summary>When the person and the assessors meet. Who is free is read at the moment of the decision, and kept for the one who asks.</summary>
public static partial class JobApplicationGrain
{
    /// <summary>Those who have to be there.</summary>
    public static IReadOnlyList<Guid> Meeting(JobApplication state) => [.. state.Assessors.Where(Active).Select(assessor => assessor.PersonId)];

    private static Decision OnPlanning(JobApplication state, Command command, ApplicationCircumstances? read, Context context)
    {
        if (state.Stage is not (Stage.Preselected or Stage.Interview)) return Refusals.NotPreselected;
        if (state.Acceptance is { Binds: true }) return Refusals.AcceptanceInProgress;
        return command switch
        {
            ProposeInterview propose => Propose(state, propose, read!, context),
            BookInterview book => Book(state, book.From, read!, context),
            AskOtherTimes ask => OtherTimes(state, ask, context),
            TellPracticalNeeds(var text) => Needs(state, text, context),
            _ => CallOff(state, ((CancelInterview)command).Reason, context),
        };
    }

    private static Decision Propose(JobApplication state, ProposeInterview propose, ApplicationCircumstances read, Context context)
    {
        if (state.Interview is { IsBooked: true } booked) return Refusals.InterviewBooked(booked.From!.Value);
        if (state.Stage == Stage.Interview && OpinionsAreIn(state)) return Refusals.RoundOver;
        if (state.Stage == Stage.Preselected && Undelivered(state) is { } missing) return missing;
        if (TooFewAssessors(state, read, context) is { } few) return few;
        DateTimeOffset[] times = [.. propose.Times.Select(time => time.ToUniversalTime()).Distinct().Order()];
        foreach (var time in times)
            if (Unavailable(time, propose.Minutes, read, context) is { } refusal) return refusal;
        var place = NoteOrNone(state, context, "place", propose.Place);
        var planned = new Interview(state.InterviewsPlanned + 1, RoundToCome(state), propose.Mode, propose.Minutes, times, context.By.Id, place?.Id);
        var opens = StageSteps(state with { Interview = planned }, state.Stage, context);
        return new Accepted([new InterviewProposed(planned, Named(state, "convocation", "opinions", "choice", "slots"), opens)], Rows(place));
    }

    private static Decision Book(JobApplication state, DateTimeOffset asked, ApplicationCircumstances read, Context context)
    {
        if (state.Interview is not { Over: false, IsToPlan: false } planned) return Refusals.NoInterviewProposed;
        var from = asked.ToUniversalTime();
        if (planned.From == from) return Decision.AlreadySo;
        if (context.By.Id == state.CandidateId && MayNotChoose(planned, from, context.At) is { } late) return late;
        if (TooFewAssessors(state, read, context) is { } few) return context.By.Id == state.CandidateId ? Refusals.SlotGone : few;
        if (Unavailable(from, planned.Minutes, read, context) is { } refusal) return refusal;
        var booked = planned with { From = from, Sequence = planned.Sequence + 1 };
        var after = state with { Interview = booked };
        if (state.Stage == Stage.Preselected && MayAdvance(state, Stage.Interview, read, context) is null)
        {
            var entered = Entering(after, Stage.Interview);
            return Met(state, booked, [], [], new StageChanged(state.Stage, Stage.Interview, null, StepsOf(entered, Stage.Interview, context)));
        }

        return planned.IsBooked ? Met(state, booked, [], []) : Met(state, booked, Named(state, "convocation", "opinions", "slots"), StageSteps(after, state.Stage, context));
    }

    private static Accepted Met(JobApplication state, Interview booked, IReadOnlyList<string> closes, IReadOnlyList<Step> opens, params ReadOnlySpan<JobApplicationFact> then) =>
        new([new InterviewBooked(booked, Meeting(state), closes, opens), .. then], [Keep(state, booked, Meeting(state))]);

    private static InterviewHoldRow Keep(JobApplication state, Interview booked, IReadOnlyList<Guid> people) =>
        new(DerivedId.Application(state.VacancyId, state.CandidateId), booked.From!.Value, booked.Until!.Value, people);

    private static InterviewHoldRow GiveBack(JobApplication state) => new(DerivedId.Application(state.VacancyId, state.CandidateId), default, default, []);

    /// <summary>The person chooses among what is offered, and changes their mind until the day before.</summary>
    private static Refusal? MayNotChoose(Interview planned, DateTimeOffset from, DateTimeOffset now) =>
        !planned.Offered.Contains(from) ? Refusals.SlotGone
        : planned.From is { } booked && FrenchCalendar.DayOf(now) >= FrenchCalendar.DayOf(booked) ? Refusals.TooLateToRebook : null;

    private static Refusal? Unavailable(DateTimeOffset from, int minutes, ApplicationCircumstances read, Context context)
    {
        if (InterviewHours.Trouble(new Stretch(from, from.AddMinutes(minutes)), context.At) is { } trouble) return trouble;
        return read.Times?.GetValueOrDefault(from, TimeState.NotDeclared) switch { TimeState.Free => null, TimeState.Taken => Refusals.SlotTaken, _ => Refusals.SlotGone };
    }

    private static Decision OtherTimes(JobApplication state, AskOtherTimes ask, Context context)
    {
        if (state.Interview is not { IsOffered: true } offered) return Refusals.NoInterviewProposed;
        var note = NoteOrNone(state, context, MessageKind, ask.Text);
        var after = state with { Interview = offered.TakenBack() };
        return new Accepted([new OtherTimesAsked(note?.Id, Named(state, "slots"), StageSteps(after, state.Stage, context))], Rows(note));
    }

    private static Decision CallOff(JobApplication state, string? reason, Context context)
    {
        if (state.Interview is not { Over: false, IsToPlan: false } planned) return Refusals.NoInterviewProposed;
        var note = NoteOrNone(state, context, "reason", reason);
        var after = state with { Interview = planned.TakenBack() };
        var fact = new InterviewCancelled(planned with { Sequence = planned.Sequence + 1 }, Meeting(state), note?.Id, Named(state, "slots", "interview", "convocation"), StageSteps(after, state.Stage, context));
        return new Accepted([fact], [.. Rows(note), GiveBack(state)]);
    }

    private static Accepted Needs(JobApplication state, string text, Context context)
    {
        var note = Note(state, context, "needs", text);
        return new Accepted([new PracticalNeedsTold(note.Id)], [note]);
    }

    /// <summary>The hour has come and gone: the opinions are awaited from now on, not before.</summary>
    private static InterviewOver Over(JobApplication state, Context context)
    {
        var after = state with { Interview = state.Interview! with { Over = true } };
        IReadOnlyList<string> open = Named(state, "interview");
        return new InterviewOver(open, open.Count == 0 ? [] : StageSteps(after, state.Stage, context));
    }

    /// <summary>Leaving the stage before the interview leaves the interview too.</summary>
    private static (IEnumerable<JobApplicationFact> Facts, IEnumerable<SideRow> Rows) CalledOff(JobApplication state, Stage to) =>
        to < Stage.Interview && state.Interview is { Over: false, IsToPlan: false } planned
            ? ([new InterviewCancelled(planned with { Sequence = planned.Sequence + 1 }, Meeting(state), null, [], [])], [GiveBack(state)]) : ([], []);

    private static int RoundToCome(JobApplication state) => state.Stage == Stage.Interview ? state.InterviewRound : state.InterviewRound + 1;
}
