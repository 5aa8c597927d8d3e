using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Projections;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>Places of a post that brings back work done outside (circulaire 6391/SG du 7 février 2023), open or over alike within the year.</summary>
/// <param name="Share">Percent of the project done outside when the sheet was written.</param>
/// <param name="Outcome">How the place ended; <see cref="PostOutcome.Open"/> while it is looked for.</param>
/// <param name="Days">Since the need, until the last of them ended or today.</param>
public sealed record Reinternalised(Guid VacancyId, string Title, Guid OrganisationId, int Share, OutsourcingMark Mark, PostOutcome Outcome, int Places, int Days)
{
    /// <summary>Lines of the page; the export has them too.</summary>
    private const int Most = 500;

    private const string Sql = """
        select s.vacancy_id, v.title, s.organisation_id, (v.state -> 'sheet' ->> 'outsourcedShare')::int, s.outcome, min(s.from_on), max(s.to_on), count(*)::int
        from jalon.post_span s join jalon.vacancy v on v.id = s.vacancy_id
        where s.clock = 'arrival' and (s.to_on is null or s.to_on >= $2) and v.state -> 'sheet' ->> 'outsourcedShare' is not null and ($1::uuid[] is null or s.organisation_id = any ($1))
        group by 1, 2, 3, 4, 5 order by s.outcome <> 0, 4 desc, 6, 1 limit $3
        """;

    /// <summary>Those looked for first, the most outsourced first. A post the reader applies to is not listed.</summary>
    public static async Task<IReadOnlyList<Reinternalised>> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, Rules rules, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, perimeter.Organisations, perimeter.To.AddMonths(-Indicators.Months), Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var places = new List<Reinternalised>();
        while (await row.ReadAsync(ct))
        {
            var (share, from) = (row.GetInt32(3), row.GetFieldValue<DateOnly>(5));
            if (!perimeter.OwnPosts.Contains(row.GetGuid(0)))
                places.Add(new Reinternalised(row.GetGuid(0), row.Text(1) ?? PostTitles.None, row.GetGuid(2), share, Reinternalisation.MarkOf(share, rules, perimeter.To), (PostOutcome)row.GetInt32(4), row.GetInt32(7), (row.Day(6) ?? perimeter.To).DayNumber - from.DayNumber));
        }

        return places;
    }
}
