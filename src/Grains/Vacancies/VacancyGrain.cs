using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>The only place that knows what may happen to a vacancy.</summary>
public static partial class VacancyGrain
{
    public static readonly GrainKind Kind = GrainKind.Of<Vacancy, VacancyCommand, VacancyFact, VacancyCircumstances>(
        "vacancy", Decide, Apply, (state, command) => state is not null && command is Cancel, Deadlines, fact => fact.Ball);

    private static Decision Decide(Vacancy? state, Command command, VacancyCircumstances? read, Context context) => (state, command) switch
    {
        (null, DraftVacancy draft) => Draft(draft, context),
        (_, ImportNotice import) => Import(state, import, context),
        (null, DeadlineReached) => Decision.AlreadySo,
        (null, _) => Refusals.Unknown,
        (_, DraftVacancy) => Refusals.AlreadyDrafted,
        (_, OpeningCommand opening) => Reserve(state, opening),
        (_, HoldTogether(var holds)) => ReserveTogether(state, holds),
        (_, DeadlineReached(var key)) => Reached(state, key, context.At),
        _ => state.End is not null ? AfterTheEnd(state, command) : Live(state, command, read, context),
    };

    private static Decision Live(Vacancy state, Command command, VacancyCircumstances? read, Context context) => command switch
    {
        AmendSheet amend => Amend(state, amend, context),
        Submit => SubmitNeed(state, context),
        Return back => ReturnNeed(state, back, context),
        Approve => ApproveNeed(state, context),
        Publish publish => PublishNotice(state, publish, context),
        RecordCommonSpace(var since) => CommonSpace(state, since, context),
        RecordLawfulSubstitute substitute => Substitute(state, substitute, context),
        RecordUrgency urgency => Urge(state, urgency, context),
        Close => CloseNotice(state, context),
        Extend extend => ExtendNotice(state, extend, context),
        Suspend(var reason) => SuspendPost(state, reason, context),
        RenewSuspension(var reason) => Renew(state, reason, context),
        Resume => state.Suspension is null ? Decision.AlreadySo : new VacancyResumed(),
        Cancel(var reason) => CancelPost(state, reason, read, context),
        Conclude => ConcludeRecruitment(state),
        AssignVariant assign => Assign(state, assign),
        RecordFinding(var reason) => Find(state, reason, context),
        _ => throw new InvalidOperationException($"no decision for {command.GetType().Name}"),
    };

    /// <summary>What is already so stays accepted; nothing else changes once the end is reached.</summary>
    private static Decision AfterTheEnd(Vacancy state, Command command) => command switch
    {
        Cancel when state.Stage == VacancyStage.Cancelled => Decision.AlreadySo,
        Conclude or Close when state.Stage == VacancyStage.Closed => Decision.AlreadySo,
        Resume when state.Suspension is null => Decision.AlreadySo,
        _ => Refusals.Ended,
    };

    private static IEnumerable<Deadline> Deadlines(Vacancy state)
    {
        if (state.Suspension is { } suspension) yield return new("suspension", suspension.Until);
        if (state is { Stage: VacancyStage.Published, ApplicationsUntil: { } until }) yield return new("closing", FrenchCalendar.EndOf(until));
    }

    /// <summary>A deadline that came early, or twice, or for what is no longer awaited changes nothing.</summary>
    private static Decision Reached(Vacancy state, string key, DateTimeOffset at) =>
        !Deadlines(state).Any(deadline => deadline.Key == key && deadline.Due <= at) ? Decision.AlreadySo
        : key == "closing" ? new VacancyClosed(ClosingCause.Deadline)
        : new SuspensionExpired();

    /// <summary>A side row for what a person wrote; its id follows from the command, so that a retry names the same row.</summary>
    private static NoteRow Note(Vacancy state, Context context, string kind, string text) =>
        new(DerivedId.Of("note", context.CommandId, kind), state.Id, kind, context.By.Id, text);

    private static Step Open(Vacancy state, string name, TimeKind kind, Role role, Guid? person, Context context) =>
        context.Rules.Open(name, state.Visits.GetValueOrDefault(name) + 1, kind, new Holder(role, state.OrganisationId, person), context.At);
}
