using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>Filing, admitting late ones, and moving from stage to stage.</summary>
public static partial class JobApplicationGrain
{
    private static Decision FileApplication(JobApplication? state, Apply apply, ApplicationCircumstances read, Context context)
    {
        if (state is { Live: true }) return Refusals.AlreadyApplied;
        if (state is { Stage: Stage.InPost, Outcome: null }) return Refusals.AlreadyInPost;
        if (state is not null && state.Outcome!.Kind != OutcomeKind.Withdrawn) return Refusals.Closed(state.Outcome);
        if (state?.Acceptance is { Phase: AcceptancePhase.Releasing }) return Refusals.ReleaseInProgress;
        if (read.Vacancy is not { } vacancy) return Refusals.UnknownVacancy;
        if (vacancy.OrganisationId != apply.OrganisationId) return Refusals.OtherOrganisation;
        if (vacancy.Stage < VacancyStage.Published) return Refusals.NotPublished;
        if (vacancy.Ended) return Refusals.VacancyEnded;
        if (apply.FiledAt > context.At) return Refusals.InFuture;
        var filedAt = apply.FiledAt ?? context.At;
        var late = vacancy.ApplicationsUntil is { } until ? filedAt >= FrenchCalendar.EndOf(until) : vacancy.Stage == VacancyStage.Closed;
        if (state is not null && (late || vacancy.Stage != VacancyStage.Published)) return Refusals.ApplicationsClosed;
        return WithPapers(Filed(state, apply, vacancy, filedAt, late, context), apply.Papers ?? []);
    }

    private static ApplicationFiled Filed(JobApplication? state, Apply apply, VacancyView vacancy, DateTimeOffset filedAt, bool late, Context context)
    {
        var waits = apply.Status != CandidateStatus.CivilServant && vacancy is { NeedsFinding: true, FindingAt: null };
        var fresh = new JobApplication
        {
            VacancyId = apply.VacancyId,
            CandidateId = apply.CandidateId,
            OrganisationId = apply.OrganisationId,
            AwaitsFinding = waits,
            RecruiterId = vacancy.Recruiter,
            LineManagerId = vacancy.LineManager,
            Visits = state?.Visits ?? new Dictionary<string, int>(),
        };
        return new ApplicationFiled(
            apply.VacancyId, apply.CandidateId, apply.OrganisationId, apply.Status, apply.Channel, filedAt, late, (state?.Round ?? 0) + 1, waits, vacancy.Recruiter, vacancy.LineManager,
            Due(context, "news", context.At, apply.OrganisationId), Due(context, "answer-escalation", filedAt, apply.OrganisationId),
            Due(context, "implicit-refusal", filedAt, apply.OrganisationId), StepsOf(fresh, Stage.Received, context));
    }

    /// <summary>The end of the day on which a duration of the rules runs out.</summary>
    private static DateTimeOffset Due(Context context, string parameter, DateTimeOffset from, Guid organisationId)
    {
        var day = FrenchCalendar.DayOf(from);
        return FrenchCalendar.EndOf(context.Rules.On(day, parameter, organisationId).After(day));
    }

    private static Decision Admit(JobApplication state, string reason, ApplicationCircumstances read, Context context)
    {
        if (!state.Late) return Refusals.NotLate;
        if (state.LateAdmitted) return Decision.AlreadySo;
        if (read.Vacancy is null or { Ended: true }) return Refusals.VacancyEnded;
        var note = Note(state, context, "reason", reason);
        return new Accepted([new LateApplicationAdmitted(note.Id)], [note]);
    }

    private static Decision Examine(JobApplication state, ApplicationCircumstances read, Context context)
    {
        if (!state.AwaitsFinding) return Decision.AlreadySo;
        if (FindingMissing(read)) return Refusals.FindingNeeded;
        var free = state with { AwaitsFinding = false };
        return new BecameExaminable(Named(state, "finding"), StepsOf(free, state.Stage, context));
    }

    private static bool FindingMissing(ApplicationCircumstances? read) => read?.Vacancy is null or { NeedsFinding: true, FindingAt: null };

    private static Decision MoveTo(JobApplication state, Move move, ApplicationCircumstances? read, Context context)
    {
        if (move.To == state.Stage) return Decision.AlreadySo;
        if (state is { Late: true, LateAdmitted: false }) return Refusals.LateNotDecided;
        if (move.To < state.Stage) return MoveBack(state, move, context);
        if (Transitions.Next(state.Stage) != move.To) return Refusals.NotTheNextStage(state.Stage);
        return Transitions.HowForward(state.Stage) switch
        {
            Transitions.By.Acceptance => Refusals.AcceptanceNeeded,
            Transitions.By.Engagement => Refusals.AnswerNeeded,
            Transitions.By.Arrival => Refusals.ArrivalNeeded,
            _ => MayAdvance(state, move.To, read, context) is { } refusal ? refusal : Changed(state, move, context),
        };
    }

    /// <summary>The guards of a plain move forward.</summary>
    private static Refusal? MayAdvance(JobApplication state, Stage to, ApplicationCircumstances? read, Context context)
    {
        if (Undelivered(state) is { } missing) return missing;
        return to switch
        {
            Stage.Admissible when state.AwaitsFinding && FindingMissing(read) => Refusals.FindingNeeded,
            Stage.Interview => TooFewAssessors(state, read!, context),
            Stage.Confirmed when read!.Vacancy is null or { Ended: true } => Refusals.VacancyEnded,
            Stage.Confirmed when state.SecuredBy is null => Refusals.NotSecured(state.Status),
            Stage.Confirmed => RequiredMissing(state, read, sensitiveToo: true),
            _ => null,
        };
    }

    private static Decision MoveBack(JobApplication state, Move move, Context context)
    {
        if (!Transitions.LeadsBack(state.Stage, move.To)) return Refusals.NoWayBack;
        return string.IsNullOrWhiteSpace(move.Reason) ? Refusals.ReasonToGoBack : Changed(state, move, context);
    }

    /// <summary>One fact; others only where an interview is called off or a place given back.</summary>
    private static Accepted Changed(JobApplication state, Move move, Context context)
    {
        var note = NoteOrNone(state, context, "reason", move.Reason);
        var after = Entering(state, move.To);
        var changed = new StageChanged(state.Stage, move.To, note?.Id, StepsOf(after, move.To, context));
        IEnumerable<JobApplicationFact> given = move.To < state.Stage ? GivenBack(state, OpeningRelease.MovedBack) : [];
        var (calledOff, rows) = CalledOff(state, move.To);
        return new Accepted([.. calledOff, changed, .. given], [.. Rows(note), .. rows]);
    }

    /// <summary>What entering a stage sets anew: the finding is behind, a new visit to the interview asks its opinions again.</summary>
    private static JobApplication Entering(JobApplication state, Stage to) => to switch
    {
        Stage.Admissible => state with { AwaitsFinding = false },
        Stage.Interview when state.Stage < Stage.Interview => NewRound(state),
        _ => state,
    };
}
