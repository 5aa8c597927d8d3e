using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>One choice of a filter: a link, so that the view is in the address.</summary>
public sealed record FilterChoice(string Label, string Url, bool Current);

/// <summary>One filter and what it may be.</summary>
/// <param name="Active">Something else than everything is chosen.</param>
public sealed record FilterMenu(string Label, bool Active, IReadOnlyList<FilterChoice> Choices)
{
    public static FilterMenu Period(Filters filters, string path) => new($"Période\u00A0: {filters.Months}\u00A0mois", false,
        [.. Filters.Periods.Select(months => new FilterChoice($"{months} derniers mois", path + filters.Query(("periode", months == Filters.Usual ? null : $"{months}")), months == filters.Months))]);

    public static FilterMenu Organisation(Perimeter perimeter, Who who, string path)
    {
        var filters = perimeter.Filters;
        var order = StringComparer.Create(French.Culture, false);
        var choices = perimeter.Choices(who).Select(id => (Id: id, Path: perimeter.Tree.Path(id))).OrderBy(one => string.Join('\u0001', one.Path.Reverse().Select(perimeter.Tree.Name)), order)
            .Select(one => new FilterChoice(string.Concat(Enumerable.Repeat("– ", one.Path.Count - 1)) + perimeter.Tree.Name(one.Id), path + filters.Query(("organisation", $"{one.Id}")), one.Id == filters.Organisation));
        return new FilterMenu($"Périmètre\u00A0: {(filters.Organisation is { } chosen ? perimeter.Tree.Name(chosen) : perimeter.Organisations is null ? "filière" : "mes organisations")}", filters.Organisation is not null,
            [new FilterChoice("Tout mon périmètre", path + filters.Query(("organisation", null)), filters.Organisation is null), .. choices]);
    }

    public static FilterMenu Profession(Filters filters, IEnumerable<string> professions, string path) => new(filters.Profession is { } chosen ? $"Métier\u00A0: {chosen}" : "Métier", filters.Profession is not null,
    [
        new FilterChoice("Tous les métiers", path + filters.Query(("metier", null)), filters.Profession is null),
        .. professions.Select(one => new FilterChoice(one, path + filters.Query(("metier", one)), one == filters.Profession)),
    ]);

    public static FilterMenu Category(Filters filters, string path) => new(filters.Category is { } chosen ? $"Catégorie\u00A0: {chosen.Label()}" : "Catégorie", filters.Category is not null,
    [
        new FilterChoice("Toutes les catégories", path + filters.Query(("categorie", null)), filters.Category is null),
        .. Enum.GetValues<Category>().Select(one => new FilterChoice(one.Label(), path + filters.Query(("categorie", $"{one}")), one == filters.Category)),
    ]);

    public static FilterMenu Channel(Filters filters, string path) => new(filters.Channel is { } chosen ? $"Canal\u00A0: {chosen.Label()}" : "Canal", filters.Channel is not null,
    [
        new FilterChoice("Tous les canaux", path + filters.Query(("canal", null)), filters.Channel is null),
        .. Enum.GetValues<Channel>().Select(one => new FilterChoice(one.Label(), path + filters.Query(("canal", $"{one}")), one == filters.Channel)),
    ]);

    /// <summary>The professions that posts name, for the menu: the index is asked for the next one, as many times as there are.</summary>
    public static async Task<IReadOnlyList<string>> ProfessionsAsync(NpgsqlDataSource database, Perimeter perimeter, CancellationToken ct)
    {
        await using var query = Query.Of(database, """
            with recursive named as (
                (select profession from jalon.post_span where profession is not null order by profession limit 1)
                union all
                select (select s.profession from jalon.post_span s where s.profession > n.profession order by s.profession limit 1) from named n where n.profession is not null)
            select n.profession from named n
            where n.profession is not null and ($1::uuid[] is null or exists (select from jalon.post_span s where s.profession = n.profession and s.organisation_id = any ($1)))
            order by n.profession collate "fr-x-icu" limit 200
            """, [perimeter.Organisations]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var all = new List<string>();
        while (await row.ReadAsync(ct)) all.Add(row.GetString(0));
        return all;
    }
}
