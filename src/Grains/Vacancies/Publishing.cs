using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>The notice and its legal month: publication, publicity, urgency, closing, extension.</summary>
public static partial class VacancyGrain
{
    private static Decision PublishNotice(Vacancy state, Publish publish, Context context)
    {
        if (state.Stage == VacancyStage.Published && state.Reference == publish.Reference && state.ApplicationsUntil == publish.ApplicationsUntil) return Decision.AlreadySo;
        if (state.Stage != VacancyStage.Approved) return Refusals.WrongStage(state.Stage, VacancyStage.Approved);
        if (state.Suspension is not null) return Refusals.SuspendedNow;
        if (state.Sheet.Missing.Count > 0) return Refusals.Missing(state.Sheet.Missing);
        if (!TwoGenders.Carries(state.Title ?? "")) return Refusals.TitleGenders;
        var today = FrenchCalendar.DayOf(context.At);
        if (publish.OnCommonSpaceSince > today) return Refusals.InFuture;
        if (publish.ApplicationsUntil < today) return Refusals.DeadlinePast;
        var since = publish.OnCommonSpaceSince ?? state.PublicSince ?? today;
        var ends = context.Rules.On(since, "legal-month", state.OrganisationId).After(since);
        if (state.Urgency is null && publish.ApplicationsUntil < ends.AddDays(-1)) return Refusals.DeadlineInMonth(since, ends);
        return new VacancyPublished(publish.Reference, publish.ApplicationsUntil, publish.OnCommonSpaceSince, [LegalWait(state, context)]);
    }

    /// <summary>Once, when the notice is out: a post never changes variant.</summary>
    private static Decision Assign(Vacancy state, AssignVariant assign) =>
        state.Experiment is { } held ? held == new ExperimentSeat(assign.ExperimentId, assign.Variant) ? Decision.AlreadySo : Refusals.InExperiment
        : state.Stage == VacancyStage.Published ? new VariantAssigned(assign.ExperimentId, assign.Variant) : Refusals.WrongStage(state.Stage, VacancyStage.Published);

    private static Decision CommonSpace(Vacancy state, DateOnly since, Context context)
    {
        if (state.OnCommonSpaceSince == since) return Decision.AlreadySo;
        if (!CanBePublic(state)) return Refusals.WrongStage(state.Stage, VacancyStage.Published, VacancyStage.Closed);
        if (since > FrenchCalendar.DayOf(context.At)) return Refusals.InFuture;
        return new CommonSpaceRecorded(since, Pushed(state, since, context));
    }

    private static Decision Substitute(Vacancy state, RecordLawfulSubstitute substitute, Context context)
    {
        if (state.LawfulSubstituteSince == substitute.Since) return Decision.AlreadySo;
        if (!CanBePublic(state)) return Refusals.WrongStage(state.Stage, VacancyStage.Published, VacancyStage.Closed);
        if (substitute.Since > FrenchCalendar.DayOf(context.At)) return Refusals.InFuture;
        var note = Note(state, context, "substitute", substitute.What);
        var since = state.OnCommonSpaceSince ?? substitute.Since;
        return new Accepted([new LawfulSubstituteRecorded(substitute.Since, note.Id, Pushed(state, since, context))], [note]);
    }

    private static bool CanBePublic(Vacancy state) => state.Stage is VacancyStage.Approved or VacancyStage.Published or VacancyStage.Closed;

    /// <summary>The application deadline of an open notice, pushed to the last day of the legal month where it was earlier.</summary>
    private static DateOnly? Pushed(Vacancy state, DateOnly since, Context context)
    {
        var last = context.Rules.On(since, "legal-month", state.OrganisationId).After(since).AddDays(-1);
        return state is { Stage: VacancyStage.Published, Urgency: null } && state.ApplicationsUntil < last ? last : state.ApplicationsUntil;
    }

    private static Decision Urge(Vacancy state, RecordUrgency urgency, Context context)
    {
        if (state.Sheet.Recruiter is { } recruiter && recruiter == context.By.Id) return Refusals.UrgencyByRecruiter;
        if (state.Urgency is not null) return Decision.AlreadySo;
        var note = Note(state, context, "urgency", $"{urgency.Authority}\n{urgency.Reason}");
        return new Accepted([new UrgencyRecorded(note.Id)], [note]);
    }

    private static Decision CloseNotice(Vacancy state, Context context)
    {
        if (state.Stage == VacancyStage.Closed) return Decision.AlreadySo;
        if (state.Stage != VacancyStage.Published) return Refusals.WrongStage(state.Stage, VacancyStage.Published);
        return state.Urgency is null && MayNotClose(state, context) is { } refusal ? refusal : new VacancyClosed(ClosingCause.Person);
    }

    /// <summary>Guard 1: neither before the end of the legal month, nor before the deadline announced to everybody.</summary>
    private static Refusal? MayNotClose(Vacancy state, Context context)
    {
        var today = FrenchCalendar.DayOf(context.At);
        if (state.LegalMonthEnds(context.Rules) is not { } ends) return Refusals.MonthNotStarted;
        var last = state.ApplicationsUntil is { } until && until >= ends ? until : ends.AddDays(-1);
        return today <= last ? Refusals.StillOpen(today < ends, last) : null;
    }

    private static Decision ExtendNotice(Vacancy state, Extend extend, Context context)
    {
        if (state.Stage is not (VacancyStage.Published or VacancyStage.Closed)) return Refusals.WrongStage(state.Stage, VacancyStage.Published, VacancyStage.Closed);
        if (extend.Until < FrenchCalendar.DayOf(context.At) || extend.Until <= state.ApplicationsUntil) return Refusals.NotLater;
        var note = Note(state, context, "extension", extend.Reason);
        return new Accepted(
            [state.Stage == VacancyStage.Published ? new ApplicationsProlonged(extend.Until, note.Id) : new VacancyExtended(extend.Until, note.Id, [LegalWait(state, context)])], [note]);
    }

    /// <summary>While the notice is open nobody is late; the step ends with the closing.</summary>
    private static Step LegalWait(Vacancy state, Context context) => Open(state, "legal-month", TimeKind.LegalWait, Role.Recruiter, state.Sheet.Recruiter, context);
}
