using Jalon.Grains;
using Jalon.Insights.Survival;
using Jalon.Silo.Projections;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>One place of a post, from a beginning to an end or to today.</summary>
public sealed record PostLine(Guid VacancyId, int Place, int Visit, Guid OrganisationId, string? Profession, Category? Category, Guid? ApplicationId, Span Span, PostOutcome Outcome, DateOnly? Promised)
{
    public bool Open => Span.To is null;
}

/// <summary>The places of posts in a perimeter, timed on one of the three clocks.</summary>
public static class Posts
{
    private const string Sql = """
        select s.vacancy_id, s.place, s.visit, s.organisation_id, s.profession, s.category, s.application_id, s.from_on, s.seen_on, s.to_on, s.outcome, s.pauses, s.promised_on
        from jalon.post_span s
        where s.clock = $1 and ($2::uuid[] is null or s.organisation_id = any ($2)) and ($3::text is null or s.profession = $3) and ($4::text is null or s.category = $4)
            and s.from_on < $6 and (s.to_on is null or s.to_on >= $5)
        order by s.vacancy_id, s.place, s.visit
        """;

    /// <summary>Every place alive on some day from <paramref name="from"/> to the end of the perimeter.</summary>
    public static async Task<List<PostLine>> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, PostClock clock, DateOnly from, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, PostSpanProjection.ClockText(clock), perimeter.Organisations, perimeter.Filters.Profession,
            perimeter.Filters.Category?.ToString(), from, perimeter.To);
        await using var row = await query.ExecuteReaderAsync(ct);
        var lines = new List<PostLine>();
        while (await row.ReadAsync(ct)) lines.Add(Line(row));
        return lines;
    }

    /// <summary>The places of these posts, on one clock, whoever may see them.</summary>
    public static async Task<List<PostLine>> OfAsync(NpgsqlDataSource database, Guid[] vacancies, PostClock clock, CancellationToken ct)
    {
        await using var query = Query.Of(database, """
            select s.vacancy_id, s.place, s.visit, s.organisation_id, s.profession, s.category, s.application_id, s.from_on, s.seen_on, s.to_on, s.outcome, s.pauses, s.promised_on
            from jalon.post_span s where s.vacancy_id = any ($1) and s.clock = $2 order by s.vacancy_id, s.place, s.visit
            """, vacancies, PostSpanProjection.ClockText(clock));
        await using var row = await query.ExecuteReaderAsync(ct);
        var lines = new List<PostLine>();
        while (await row.ReadAsync(ct)) lines.Add(Line(row));
        return lines;
    }

    private static PostLine Line(NpgsqlDataReader row)
    {
        var outcome = (PostOutcome)row.GetInt32(10);
        var span = new Span(row.GetFieldValue<DateOnly>(7), row.Day(9), (int)outcome, row.Day(8), Pauses(row.GetFieldValue<DateOnly[]>(11)));
        return new PostLine(row.GetGuid(0), row.GetInt32(1), row.GetInt32(2), row.GetGuid(3), row.Text(4), row.Text(5) is { } category ? Enum.Parse<Category>(category) : null,
            row.Id(6), span, outcome, row.Day(12));
    }

    private static List<(DateOnly From, DateOnly To)> Pauses(DateOnly[] days) => [.. days.Chunk(2).Select(pair => (pair[0], pair[1]))];
}
