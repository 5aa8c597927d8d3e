using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>Suspension, cancellation, conclusion, and the finding that no civil servant could be recruited.</summary>
public static partial class VacancyGrain
{
    private static Accepted SuspendPost(Vacancy state, string reason, Context context)
    {
        if (state.Suspension is not null) return Decision.AlreadySo;
        var note = Note(state, context, "suspension", reason);
        return new Accepted([new VacancySuspended(note.Id, SuspendedUntil(state, context))], [note]);
    }

    private static Decision Renew(Vacancy state, string reason, Context context)
    {
        if (state.Suspension is null) return Refusals.NotSuspended;
        var note = Note(state, context, "suspension", reason);
        return new Accepted([new SuspensionRenewed(note.Id, SuspendedUntil(state, context))], [note]);
    }

    private static DateTimeOffset SuspendedUntil(Vacancy state, Context context)
    {
        var today = FrenchCalendar.DayOf(context.At);
        return FrenchCalendar.EndOf(context.Rules.On(today, "suspension", state.OrganisationId).After(today));
    }

    /// <summary>Refused once somebody is confirmed, even where the opening has not been told yet.</summary>
    private static Decision CancelPost(Vacancy state, string reason, VacancyCircumstances? read, Context context)
    {
        if (read is { SomeoneConfirmed: true } || state.Openings.Any(Vacancy.Gone)) return Refusals.SomeoneConfirmed;
        var note = Note(state, context, "cancellation", reason);
        return new Accepted([new VacancyCancelled(note.Id)], [note]);
    }

    private static Decision ConcludeRecruitment(Vacancy state)
    {
        if (state.Stage != VacancyStage.Closed) return Refusals.WrongStage(state.Stage, VacancyStage.Closed);
        return state.Openings.Any(opening => opening.Status == OpeningStatus.Held) ? Refusals.OpeningHeld : new RecruitmentConcluded();
    }

    private static Decision Find(Vacancy state, string reason, Context context)
    {
        if (state.Finding is not null) return Decision.AlreadySo;
        if (state.Stage is not (VacancyStage.Published or VacancyStage.Closed)) return Refusals.WrongStage(state.Stage, VacancyStage.Published, VacancyStage.Closed);
        var note = Note(state, context, "finding", reason);
        return new Accepted([new FindingRecorded(note.Id)], [note]);
    }
}
