using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>
/// The acceptance spans three grains and is driven from here: an opening is asked of the vacancy, then, on the person's own yes, their engagement of the candidate.
/// Each attempt has a number; what is not finished in time is given back.
/// </summary>
public static partial class JobApplicationGrain
{
    private static Decision OnAcceptance(JobApplication state, Command command, ApplicationCircumstances? read, Context context) => command switch
    {
        AskAcceptance => Ask(state, read!, context),
        HoldGranted(var attempt) => Held(state, attempt, context),
        HoldRefused refused => state.Acceptance is { Phase: AcceptancePhase.Asked } asked && asked.Attempt == refused.Attempt
            ? new AcceptanceRefused(refused.Attempt, refused.Code)
            : state.Acceptance is { Phase: AcceptancePhase.Released } released && released.Attempt == refused.Attempt ? Decision.AlreadySo : Refusals.StaleAttempt,
        EngagementGranted(var attempt) => Engaged(state, attempt, context),
        EngagementRefused refused => state.Acceptance is { Phase: AcceptancePhase.EngagementAsked } asked && asked.Engagement == refused.Attempt
            ? new EngagementDenied(refused.Attempt, refused.Code) : Refusals.StaleAttempt,
        ReleaseAttempt(var attempt) => GiveUp(state, attempt, context),
        _ => throw new InvalidOperationException($"no decision for {command.GetType().Name}"),
    };

    private static Decision Ask(JobApplication state, ApplicationCircumstances read, Context context)
    {
        if (state.Acceptance is { Binds: true }) return Decision.AlreadySo;
        if (state.Stage != Stage.Interview) return Refusals.NotInInterview;
        if (state.Acceptance is { Phase: AcceptancePhase.Releasing }) return Refusals.ReleaseInProgress;
        if (state is { Late: true, LateAdmitted: false }) return Refusals.LateNotDecided;
        if (MayNotAccept(state, read, context) is { } refusal) return refusal;
        return new AcceptanceAsked(state.LastAttempt + 1, AttemptEnds(context), read.Vacancy!.AcceptanceFrom, read.Vacancy.Urgency, read.Vacancy.FreeOpenings);
    }

    /// <summary>Guards 1 to 5 and 7, in the order a person can do something about them.</summary>
    private static Refusal? MayNotAccept(JobApplication state, ApplicationCircumstances read, Context context)
    {
        if (read.Vacancy is not { } vacancy) return Refusals.UnknownVacancy;
        if (vacancy.Stage < VacancyStage.Published) return Refusals.NotPublished;
        if (vacancy.FreeOpenings <= 0) return Refusals.NoFreeOpening(vacancy.Openings);
        if (vacancy.Ended) return Refusals.VacancyEnded;
        if ((read.EngagedElsewhereSince ?? state.EngagedElsewhereSince) is { } since) return Refusals.EngagedElsewhere(since);
        if (!vacancy.Urgency && (vacancy.AcceptanceFrom is not { } from || context.At < from)) return Refusals.LegalMonth(vacancy.PublicSince, vacancy.AcceptanceFrom);
        if (TooFewAssessors(state, read, context) is { } few) return few;
        if (!OpinionsAreIn(state)) return Refusals.OpinionsMissing(state.Assessors.Count(Awaited));
        if (read.UntreatedInTime > 0) return Refusals.Untreated(read.UntreatedInTime);
        return Undelivered(state) ?? RequiredMissing(state, read, sensitiveToo: false);
    }

    private static DateTimeOffset AttemptEnds(Context context) =>
        context.At.AddSeconds(context.Rules.On(FrenchCalendar.DayOf(context.At), "acceptance-attempt").Amount);

    private static Decision Held(JobApplication state, int attempt, Context context) =>
        state.Acceptance is { Phase: AcceptancePhase.Asked } asked && asked.Attempt == attempt
            ? new Accepted(new AcceptanceHeld(attempt), new StageChanged(state.Stage, Stage.Selected, null, StepsOf(state, Stage.Selected, context)))
            : Late(state, attempt);

    private static Decision Engaged(JobApplication state, int attempt, Context context) =>
        state.Acceptance is { Phase: AcceptancePhase.EngagementAsked } asked && asked.Engagement == attempt
            ? new Accepted(new EngagementRecorded(attempt), new StageChanged(state.Stage, Stage.Finalising, null, StepsOf(state, Stage.Finalising, context)))
            : Late(state, attempt);

    /// <summary>An answer already taken in is no surprise; any other comes after the attempt was given up.</summary>
    private static Decision Late(JobApplication state, int attempt) =>
        state.Acceptance is { Binds: true, Phase: not AcceptancePhase.ReleasingEngagement } known && (known.Attempt == attempt || known.Engagement == attempt)
            ? Decision.AlreadySo : Refusals.StaleAttempt;

    /// <summary>Only what is unfinished is given up this way; a person retained leaves by moving back, a rejection or a withdrawal.</summary>
    private static Decision GiveUp(JobApplication state, int attempt, Context context) => state.Acceptance switch
    {
        { Phase: AcceptancePhase.Asked } asked when asked.Attempt == attempt => new ReleaseAsked(attempt, null, OpeningRelease.Unfinished),
        { Phase: AcceptancePhase.EngagementAsked } asked when asked.Engagement == attempt => EngagementGivenUp(state, attempt, context),
        { Binds: true } bound when bound.Attempt == attempt || bound.Engagement == attempt => Refusals.NothingUnfinished,
        _ => Decision.AlreadySo,
    };

    private static EngagementReleaseAsked EngagementGivenUp(JobApplication state, int attempt, Context context) =>
        new(attempt, Named(state, "answer"), [OpenForPerson(state, "answer", context)]);

    private static Decision ConfirmRelease(JobApplication state, int attempt) => state.Acceptance switch
    {
        { Phase: AcceptancePhase.Releasing } releasing when releasing.Attempt == attempt => new AttemptReleased(attempt),
        { Phase: AcceptancePhase.ReleasingEngagement } releasing when releasing.Engagement == attempt => new AttemptReleased(attempt),
        _ => Decision.AlreadySo,
    };

    /// <summary>Leaving a place gives it back: the opening, and the engagement where there may be one.</summary>
    private static IEnumerable<JobApplicationFact> GivenBack(JobApplication state, OpeningRelease cause) =>
        state.Acceptance is { Binds: true } bound ? [new ReleaseAsked(bound.Attempt, bound.Engagement, cause)] : [];
}
