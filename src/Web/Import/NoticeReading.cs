using Jalon.Grains;
using Jalon.Grains.Vacancies;
using static Jalon.Web.Import.TalentsoftColumns;

namespace Jalon.Web.Import;

/// <summary>Makes a notice of a row. The meaning of each column is in <see cref="TalentsoftColumns"/>.</summary>
internal static class NoticeReading
{
    internal const string UnknownBranch = "Le versant n’est pas reconnu\u00A0: fonction publique de l’État, territoriale ou hospitalière.";

    internal const string UnknownCategory = "La catégorie n’est pas reconnue\u00A0: A+, A, B ou C.";

    internal const string UnknownNeed = "Le statut du poste n’est pas reconnu\u00A0: Vacant, Susceptible d’être vacant ou Création.";

    internal const string UnknownOpenness = "On ne reconnaît pas à qui l’emploi est ouvert\u00A0: titulaires, contractuels ou les deux.";

    /// <summary>The notice, or the first problem in the order of the questions below.</summary>
    public static (ParsedNotice? Notice, CellProblem? Problem) Of(Row row)
    {
        var notice = Read(row);
        if (notice.EndsBeforeItBegins) row.Fail(PublishedUntil, "La publication finirait avant d’avoir commencé.");
        if (notice.Organisations.Count == 0) row.Fail(Entity, "Aucune colonne ne nomme l’organisation qui recrute.");
        return row.Problem is { } problem ? (null, problem) : (notice, null);
    }

    private static ParsedNotice Read(Row row)
    {
        var reference = row.Needed(Reference);
        var status = StatusOf(row);
        var title = row.Needed(Title);
        var place = Wording.Place(row.Line(Address), row.Line(City), row.Line(Department), row.Line(Region));
        var employer = row.Text(Employer);
        var employerName = Wording.EmployerName(employer);
        row.Needed(Entity);
        return new(
            reference,
            row.Line(OfferId) ?? reference,
            Wording.Title(title),
            LongTitle(row.Text(TitleLong), title),
            BranchOf(row),
            CategoryOf(row),
            row.Line(Corps),
            OrganisationKey.Tree([row.Line(Entity3), row.Line(Entity4), row.Line(Entity5), row.Line(Entity)], employerName, place.DepartmentCode),
            row.Line(Profession) is { } label ? Wording.Profession(label) : null,
            row.Text(Missions),
            row.Text(Profile),
            row.Text(Conditions),
            Paragraphs(employerName == employer ? null : employer, row.Text(EmployerText), row.Text(TeamText)),
            place,
            row.Number(Latitude, -90, 90),
            row.Number(Longitude, -180, 180),
            NeedOf(row),
            OpennessOf(row),
            row.Moment(VacantFrom)?.Day,
            Start(row),
            row.Moment(PublishedUntil),
            row.Moment(FirstPublication),
            row.Moment(Modified),
            row.Line(WorkTime),
            row.Line(EducationLevel),
            status);
    }

    private static string StatusOf(Row row)
    {
        var status = row.Needed(Status);
        if (status != "Diffusée")
            row.Fail(Status, "Seules les offres à l’état «\u00A0Diffusée\u00A0» entrent\u00A0: celle-ci est suspendue, archivée ou en préparation.");
        return status;
    }

    /// <summary>The export's long title when it says something else than the short one; else the short one as written, when its ending was changed.</summary>
    private static string? LongTitle(string? longTitle, string title) =>
        longTitle is not null && Row.Collapse(longTitle) != title ? longTitle : Wording.Title(title) != title ? title : null;

    private static Branch BranchOf(Row row)
    {
        var (said, entity) = (StateWords.BranchIn(row.Line(TalentsoftColumns.Branch)), StateWords.BranchIn(row.Line(BranchEntity)));
        if ((said ?? entity) is null)
            row.Fail(TalentsoftColumns.Branch, UnknownBranch);
        if (said is not null && entity is not null && said != entity)
            row.Fail(BranchEntity, $"Le versant n’est pas le même que dans la colonne {TalentsoftColumns.Branch.Name}.");
        return said ?? entity ?? default;
    }

    private static Category CategoryOf(Row row)
    {
        var category = StateWords.CategoryIn(row.Needed(TalentsoftColumns.Category));
        if (category is null) row.Fail(TalentsoftColumns.Category, UnknownCategory);
        return category ?? default;
    }

    private static NeedKind NeedOf(Row row)
    {
        var need = StateWords.NeedIn(row.Needed(TalentsoftColumns.NeedKind));
        if (need is null) row.Fail(TalentsoftColumns.NeedKind, UnknownNeed);
        return need ?? default;
    }

    private static Openness OpennessOf(Row row)
    {
        var words = row.Line(TalentsoftColumns.Openness);
        var openness = words is null ? Grains.Vacancies.Openness.CivilServantsOnly : StateWords.OpennessIn(words);
        if (openness is null) row.Fail(TalentsoftColumns.Openness, UnknownOpenness);
        return openness ?? default;
    }

    private static ParisMoment Start(Row row)
    {
        var start = row.Moment(PublishedFrom);
        if (start is null) row.Fail(PublishedFrom, "La date de début de publication manque.");
        return start ?? default;
    }

    internal static string? Paragraphs(params ReadOnlySpan<string?> texts)
    {
        var joined = string.Join("\n\n", texts.ToArray().Where(text => text is not null));
        return joined.Length == 0 ? null : joined;
    }
}
