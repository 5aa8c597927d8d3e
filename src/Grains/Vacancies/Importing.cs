using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>Notices published elsewhere come in as they are; the same content twice changes nothing, another content is one fact.</summary>
public static partial class VacancyGrain
{
    private static Decision Import(Vacancy? state, ImportNotice import, Context context)
    {
        var sheet = import.Sheet.Summary();
        var digest = DerivedId.Of("notice", sheet.Digest, import.Reference, import.PublishedOn ?? default, import.From ?? default, import.Until ?? default).ToString("N");
        if (state is null) return BringIn(import, sheet, digest, context);
        if (state.ImportDigest is null) return Refusals.BornHere;
        if (state.ImportDigest == digest) return Decision.AlreadySo;
        return state.End is not null ? Refusals.Ended : BringUpToDate(state, import, sheet, digest, context);
    }

    private static Accepted BringIn(ImportNotice import, SheetSummary sheet, string digest, Context context)
    {
        var today = FrenchCalendar.DayOf(context.At);
        var needed = Earlier(import.Sheet.NeededSince ?? import.PublishedOn ?? import.From ?? today, today);
        var over = import.Until < today;
        var holder = new Holder(Role.Recruiter, import.OrganisationId, sheet.Recruiter);
        IReadOnlyList<Step> opened = over ? [] : [context.Rules.Open("legal-month", 1, TimeKind.LegalWait, holder, context.At)];
        var fact = new NoticeImported(
            import.VacancyId, import.OrganisationId, sheet, 1, import.Reference, needed, import.PublishedOn, import.From, import.Until, over, digest, opened);
        return new Accepted([fact], [new SheetRow(import.VacancyId, 1, import.Sheet.Written())]);
    }

    private static Accepted BringUpToDate(Vacancy state, ImportNotice import, SheetSummary sheet, string digest, Context context)
    {
        var stage = import.Until < FrenchCalendar.DayOf(context.At) ? VacancyStage.Closed : VacancyStage.Published;
        VacancyStage? becomes = stage == state.Stage ? null : stage;
        IReadOnlyList<Step> opened = becomes == VacancyStage.Published ? [LegalWait(state, context)] : [];
        var revision = state.Revision + 1;
        if (state.Openings.Any(opening => opening.Status != OpeningStatus.Free)) sheet = sheet with { Openings = Math.Max(sheet.Openings, state.Openings.Count) };
        var fact = new NoticeUpdated(sheet, revision, import.Reference, import.PublishedOn, import.From, import.Until, becomes, digest, opened);
        return new Accepted([fact], [new SheetRow(state.Id, revision, import.Sheet.Written())]);
    }
}
