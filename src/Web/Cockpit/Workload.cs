using Jalon.Insights.Bottlenecks;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>Days that candidacies under way have already waited, by line of the life of a post: a workload. It says nothing of posts, and is never added to their days.</summary>
/// <param name="Files">Candidacies that wait there.</param>
/// <param name="Heaviest">The ministry with most of it, and its share.</param>
public sealed record Workload(string Group, ApplicationDays Waited, int Files, Guid Heaviest, double Share)
{
    private const string Sql = """
        select i.name, i.stage, v.organisation_id, count(*)::int, sum(extract(epoch from $2 - i.from_at) / 86400)::float8
        from jalon.interval i join jalon.vacancy v on v.id = i.post_id
        where i.to_at is null and i.scope = 'case' and i.case_kind = 'job_application' and i.kind <> 'LegalWait' and ($1::uuid[] is null or v.organisation_id = any ($1))
            and ($3::text is null or v.state ->> 'profession' = $3) and ($4::text is null or v.state ->> 'category' = $4)
            and ($5::text is null or exists (select from jalon.job_application a where a.id = i.case_id and a.state ->> 'channel' = $5))
        group by 1, 2, 3
        """;

    /// <summary>The heaviest first.</summary>
    public static async Task<IReadOnlyList<Workload>> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, DateTimeOffset now, CancellationToken ct)
    {
        var rows = new List<(string Group, Guid Root, int Files, ApplicationDays Days)>();
        await using var query = Query.Of(database, Sql, perimeter.Organisations, now, perimeter.Filters.Profession, perimeter.Filters.Category?.ToString(), perimeter.Filters.Channel?.ToString());
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            rows.Add((StepGroups.Of(row.GetString(0), row.Text(1) ?? ""), perimeter.Tree.Root(row.GetGuid(2)), row.GetInt32(3), new ApplicationDays(row.GetDouble(4))));
        return [.. rows.GroupBy(one => one.Group).Select(group => Of(group.Key, [.. group])).OrderByDescending(one => one.Waited.Days)];
    }

    private static Workload Of(string group, List<(string Group, Guid Root, int Files, ApplicationDays Days)> rows)
    {
        var total = Sum(rows.Select(one => one.Days));
        var heaviest = rows.GroupBy(one => one.Root).Select(root => (Root: root.Key, Days: Sum(root.Select(one => one.Days)))).MaxBy(root => root.Days.Days);
        return new Workload(group, total, rows.Sum(one => one.Files), heaviest.Root, total.Days > 0 ? heaviest.Days.Days / total.Days : 0);
    }

    private static ApplicationDays Sum(IEnumerable<ApplicationDays> days) => days.Aggregate(new ApplicationDays(), (sum, one) => sum + one);
}
