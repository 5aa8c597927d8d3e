using Jalon.Grains.Calendar;
using Jalon.Insights.Counts;
using Jalon.Insights.Survival;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>How long one administration of origin takes to let its agents go; those asked too seldom are told together.</summary>
/// <param name="Median">Days from the request to the answer; a request still open is followed until today.</param>
public sealed record ReleaseLine(string Origin, Quantile Median, long Cases)
{
    private const string Others = "Autres administrations d’origine", Untold = "Origine non renseignée";

    /// <summary>A place whose agent is asked for is held for a candidacy.</summary>
    private const string Sql = """
        select i.from_at, i.to_at, (c.state ->> 'originAdministration')::uuid from unnest($1) wanted (id)
        cross join lateral (select * from jalon.interval i where i.case_id = wanted.id and i.scope = 'step' and i.name = 'release' offset 0) i
        join jalon.job_application a on a.id = i.case_id left join jalon.candidate c on c.id = a.candidate_id
        """;

    /// <summary>The slowest first. Where somebody comes from is theirs: under five requests an administration is not named, and nothing shown elsewhere tells the total.</summary>
    public static async Task<IReadOnlyList<ReleaseLine>> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, IReadOnlyList<PostLine> posts, CancellationToken ct)
    {
        var asked = await AskedAsync(database, perimeter, [.. posts.Select(post => post.ApplicationId).OfType<Guid>().Distinct()], ct);
        var often = asked.CountBy(one => one.Origin).Where(origin => origin.Value >= Suppression.Least).Select(origin => origin.Key).ToHashSet();
        return [.. asked.GroupBy(one => often.Contains(one.Origin) ? one.Origin : Others, one => one.Seen).Where(origin => origin.Count() >= Suppression.Least)
            .Select(origin => Of(origin.Key, origin)).OrderByDescending(line => line.Median.Day ?? double.MaxValue).ThenBy(line => line.Origin, StringComparer.Ordinal)];
    }

    private static ReleaseLine Of(string origin, IEnumerable<Observation> seen)
    {
        var curve = SurvivalCurve.Of(seen);
        return new ReleaseLine(origin, curve.Median, curve.Table.Cases);
    }

    private static async Task<List<(string Origin, Observation Seen)>> AskedAsync(NpgsqlDataSource database, Perimeter perimeter, Guid[] cases, CancellationToken ct)
    {
        var asked = new List<(string, Observation)>();
        await using var query = Query.Of(database, Sql, [cases]);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var until = row.Instant(1) is { } to ? FrenchCalendar.DayOf(to) : perimeter.To;
            var days = until.DayNumber - FrenchCalendar.DayOf(row.GetFieldValue<DateTimeOffset>(0)).DayNumber;
            asked.Add((row.Id(2) is { } origin && perimeter.Tree.Has(origin) ? perimeter.Tree.Name(perimeter.Tree.Root(origin)) : Untold, new Observation(days, row.Instant(1) is null ? Observation.Open : 1)));
        }

        return asked;
    }
}
