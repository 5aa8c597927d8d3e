using static Jalon.Web.Import.OpenDataColumns;

namespace Jalon.Web.Import;

/// <summary>Makes a notice of a row of the open data. The meaning of each column is in <see cref="OpenDataColumns"/>.</summary>
internal static class OpenDataReading
{
    /// <summary>The notice, or the first problem.</summary>
    public static (ParsedNotice? Notice, CellProblem? Problem) Of(Row row)
    {
        var notice = Read(row);
        if (notice.EndsBeforeItBegins) row.Fail(PublishedUntil, "La publication finirait avant d’avoir commencé.");
        if (notice.Organisations.Count == 0) row.Fail(Organisation, "Ni l’organisme de rattachement ni l’employeur ne sont nommés.");
        return row.Problem is { } problem ? (null, problem) : (notice, null);
    }

    private static ParsedNotice Read(Row row)
    {
        var (reference, title) = (row.Needed(Reference), row.Needed(Title));
        var place = Wording.Place(row.Line(Address), row.Line(AddressText), row.Line(Department), null);
        var employer = row.Text(Employer);
        var employerName = Wording.EmployerName(employer);
        return new(
            reference,
            reference,
            Wording.Title(title),
            Wording.Title(title) != title ? title : null,
            Known(row, OpenDataColumns.Branch, row.Needed(OpenDataColumns.Branch), StateWords.BranchIn, NoticeReading.UnknownBranch) ?? default,
            Known(row, OpenDataColumns.Category, row.Line(OpenDataColumns.Category), StateWords.CategoryIn, NoticeReading.UnknownCategory),
            null,
            OrganisationKey.Tree([row.Line(Organisation)], employerName, place.DepartmentCode),
            row.Line(Profession) is { } label ? Wording.Profession(label) : null,
            null,
            row.Text(Skills),
            ConditionsOf(row),
            employerName == employer ? null : employer,
            place,
            null,
            null,
            Known(row, OpenDataColumns.NeedKind, row.Line(OpenDataColumns.NeedKind), StateWords.NeedIn, NoticeReading.UnknownNeed),
            Known(row, OpenDataColumns.Openness, row.Line(OpenDataColumns.Openness), StateWords.OpennessIn, NoticeReading.UnknownOpenness),
            row.Moment(VacantFrom)?.Day,
            row.Moment(PublishedFrom),
            row.Moment(PublishedUntil),
            row.Moment(FirstPublication),
            null,
            row.Line(WorkTime),
            row.Line(EducationLevel),
            "Diffusée")
        {
            Documents = row.Text(OpenDataColumns.Documents),
        };
    }

    private static T? Known<T>(Row row, Column column, string? words, Func<string, T?> reading, string unknown) where T : struct
    {
        if (words is null) return null;
        if (reading(words) is { } known) return known;
        row.Fail(column, unknown);
        return null;
    }

    /// <summary>« Télétravail : Oui », a line each: short answers that mean something only beside their question.</summary>
    private static string? ConditionsOf(Row row)
    {
        var said = OpenDataColumns.Conditions.Select(column => (column.Name, Text: row.Line(column))).Where(one => one.Text is not null).ToList();
        return said.Count == 0 ? null : string.Join('\n', said.Select(one => $"{one.Name}\u00A0: {one.Text}"));
    }
}
