using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>From the need to the approval.</summary>
public static partial class VacancyGrain
{
    private static Accepted Draft(DraftVacancy draft, Context context)
    {
        var today = FrenchCalendar.DayOf(context.At);
        var holder = new Holder(Role.LineManager, draft.OrganisationId, draft.Sheet.LineManager);
        var fact = new VacancyDrafted(draft.VacancyId, draft.OrganisationId, draft.Sheet.Summary(), Earlier(draft.Sheet.NeededSince ?? today, today), draft.RepublishedFrom,
            [context.Rules.Open("need", 1, TimeKind.Administration, holder, context.At)]);
        return new Accepted([fact], [new SheetRow(draft.VacancyId, 1, draft.Sheet.Written())]);
    }

    private static Decision Amend(Vacancy state, AmendSheet amend, Context context)
    {
        var sheet = amend.Sheet;
        var summary = sheet.Summary();
        if (summary.Digest == state.Sheet.Digest) return Decision.AlreadySo;
        if (amend.Revision is { } read && read != state.Revision) return Refusals.SheetChanged;
        if (state.Stage == VacancyStage.Submitted) return Refusals.UnderValidation;
        var used = state.Openings.Count(opening => opening.Status != OpeningStatus.Free);
        if (sheet.Openings < used) return Refusals.OpeningsInUse(used);
        if (sheet.Openings < state.Openings.Count && sheet.Openings == state.Openings.Count(Vacancy.Gone)) return Refusals.ConcludeInstead;
        if (state.Stage >= VacancyStage.Published && summary.Missing.Except(state.Sheet.Missing).Any()) return Refusals.ItemsLost;
        if (state.Stage >= VacancyStage.Published && !TwoGenders.Carries(sheet.Title ?? "") && TwoGenders.Carries(state.Title ?? "")) return Refusals.TitleGenders;
        var revision = state.Revision + 1;
        var needed = Earlier(sheet.NeededSince ?? state.NeededSince, state.DraftedOn);
        return new Accepted([new SheetAmended(summary, revision, needed)], [new SheetRow(state.Id, revision, sheet.Written())]);
    }

    private static Decision SubmitNeed(Vacancy state, Context context) => state.Stage switch
    {
        VacancyStage.Submitted => Decision.AlreadySo,
        VacancyStage.Draft => new VacancySubmitted([Open(state, "validation", TimeKind.Administration, Role.HrLead, null, context)]),
        _ => Refusals.WrongStage(state.Stage, VacancyStage.Draft),
    };

    private static Decision ReturnNeed(Vacancy state, Return back, Context context)
    {
        if (state.Stage != VacancyStage.Submitted) return Refusals.WrongStage(state.Stage, VacancyStage.Submitted);
        var whole = string.IsNullOrWhiteSpace(back.Remarks) ? null : Note(state, context, "remark", back.Remarks);
        var items = (back.Items ?? []).ToDictionary(one => one.Item, one => new NoteRow(DerivedId.Of("note", context.CommandId, one.Item.ToString()), state.Id, "remark", context.By.Id, one.Text));
        var need = Open(state, "need", TimeKind.Administration, Role.LineManager, state.Sheet.LineManager, context);
        return new Accepted(
            [new VacancyReturned(whole?.Id, [need], items.Count == 0 ? null : items.ToDictionary(one => one.Key, one => one.Value.Id))], [.. whole is null ? [] : (NoteRow[])[whole], .. items.Values]);
    }

    private static Decision ApproveNeed(Vacancy state, Context context) => state.Stage switch
    {
        VacancyStage.Approved => Decision.AlreadySo,
        VacancyStage.Submitted => new VacancyApproved([Open(state, "publication", TimeKind.Administration, Role.Recruiter, state.Sheet.Recruiter, context)]),
        _ => Refusals.WrongStage(state.Stage, VacancyStage.Submitted),
    };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
