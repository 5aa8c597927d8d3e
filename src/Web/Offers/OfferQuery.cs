using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;
using Jalon.Web.Search;
using Npgsql;

namespace Jalon.Web.Offers;

/// <summary>The open notices, and those that answer a search: accents, capitals and one letter forgiven, as in the search of people.</summary>
public static class OfferQuery
{
    /// <summary>The newest; past so many a visitor filters.</summary>
    private const int Most = 5_000;

    private const string Sql = """
        with open as (
            select v.* from jalon.vacancy v where v.stage = 'Published' and (v.applications_until is null or v.applications_until >= $1)
            order by v.state ->> 'publishedOn' desc nulls last, v.id limit $2),
        recursive_roots as (
            select own.id as own_id, root.id, root.name from (select distinct organisation_id as id from open) own
            cross join lateral (
                with recursive up as (
                    select o.id, o.parent_id, o.name, 1 as depth from jalon.organisation o where o.id = own.id
                    union all select o.id, o.parent_id, o.name, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
                select id, name from up order by depth desc limit 1) root)
        select v.id, coalesce(v.title, 'Poste sans intitulé'), v.reference, o.name, r.id, r.name, v.state ->> 'place', v.state ->> 'profession', v.state ->> 'category', v.state -> 'sheet' ->> 'openness',
            greatest(jsonb_array_length(v.state -> 'openings'), (v.state -> 'sheet' ->> 'openings')::int), v.applications_until, v.state ->> 'publishedOn', v.changed_at,
            jalon.name_words(concat_ws(' ', v.title, v.state ->> 'profession', v.state ->> 'place', o.name, r.name, v.reference))
        from open v left join jalon.organisation o on o.id = v.organisation_id left join recursive_roots r on r.own_id = v.organisation_id
        order by v.state ->> 'publishedOn' desc nulls last, v.id
        """;

    public static async Task<IReadOnlyList<OfferLine>> OpenAsync(Engine engine, CancellationToken ct)
    {
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow()).ToString("O", French.Culture);
        var lines = new List<OfferLine>();
        await using var query = Query.Of(engine.Database, Sql, today, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) lines.Add(Line(row));
        return lines;
    }

    /// <summary>Those that answer, the nearest spelling first where words were typed.</summary>
    public static async Task<IReadOnlyList<OfferLine>> FindAsync(Engine engine, IReadOnlyList<OfferLine> open, OfferFilter filter, CancellationToken ct)
    {
        var kept = open.Where(filter.Takes);
        if (filter.Text is null || SearchText.Read(filter.Text).Text is not { } text) return [.. kept];
        await using var query = Query.Of(engine.Database, "select jalon.words($1)", text.Kept);
        var words = new SoughtWords((string)(await query.ExecuteScalarAsync(ct))!);
        return [.. kept.Select(line => (line, likeness: words.In(line.Words))).Where(one => one.likeness != Likeness.No).OrderByDescending(one => one.likeness).Select(one => one.line)];
    }

    private static OfferLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.Text(2), row.Text(3), row.Id(4), row.Text(5), row.Text(6), row.Text(7), Member<Category>(row.Text(8)), Member<Openness>(row.Text(9)),
        row.IsDBNull(10) ? 1 : row.GetInt32(10), Day(row.Text(11)), Day(row.Text(12)), row.GetFieldValue<DateTimeOffset>(13), row.GetString(14));

    private static T? Member<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) ? value : null;

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", French.Culture);
}
