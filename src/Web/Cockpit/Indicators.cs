using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Insights.Counts;
using Jalon.Insights.Survival;
using Jalon.Silo.Projections;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>A figure of the programme against what was set for a year.</summary>
/// <param name="Goal">Null where nothing is set.</param>
public sealed record Gauge(string Label, int Seen, int? Goal, string Source)
{
    public double? Share => Goal is { } goal and > 0 ? (double)Seen / goal : null;
}

/// <summary>How far applications from one channel went.</summary>
public sealed record ChannelLine(Channel Channel, int Filed, int Examined, int Retained, int InPost);

/// <summary>Applications answered, and how long the answer took.</summary>
public sealed record Answers(long Cases, Quantile Median, Quantile Ninth, int WithoutAfterTwoMonths);

/// <summary>What the programme follows over the last twelve months.</summary>
/// <param name="People">Persons who applied, by status and ministry, small counts hidden together with what would give them away.</param>
public sealed record Indicators(IReadOnlyList<Gauge> Gauges, IReadOnlyList<(PostOutcome Way, int Places)> Ways, IReadOnlyList<ReleaseLine> Releases, Answers Answers,
    IReadOnlyList<ChannelLine> Channels, IReadOnlyList<(string Reason, int Count)> Refusals, (int Places, double Days)? LateStart, IReadOnlyList<Figure> People, IReadOnlyList<string> Ministries)
{
    /// <summary>Months looked at: goals are set for a year.</summary>
    public const int Months = 12;

    private static readonly IReadOnlyList<(string Goal, string Label, string[] Words)> InTension =
    [
        ("goal.devops", "dont systèmes, réseaux et exploitation", ["exploitation", "système", "réseau", "devops"]),
        ("goal.data", "dont données", ["data", "donnée"]),
        ("goal.product", "dont chefferie de projet et de produit", ["projet", "produit"]),
        ("goal.cyber", "dont cybersécurité", ["rssi", "intrusion", "sécurité", "cyber"]),
    ];

    private const string PathSql = """
        select count(*)::int from jalon.reconversion_path p
        where p.stage in ('Placed', 'Completed') and (jalon.instant(p.state ->> 'stageSince') at time zone 'Europe/Paris')::date >= $2 and ($1::uuid[] is null or (p.state ->> 'organisationId')::uuid = any ($1))
        """;

    private const string InScope = "($1::uuid[] is null or f.organisation_id = any ($1))";

    private const string ChannelSql = $"""
        select f.channel, f.status, f.organisation_id, count(*)::int, count(*) filter (where f.stage <> 'Received')::int,
            count(*) filter (where f.stage in ('Selected', 'Finalising', 'Confirmed', 'InPost'))::int, count(*) filter (where f.stage = 'InPost')::int
        from jalon.filing f where f.filed_on >= $2 and {InScope} group by 1, 2, 3
        """;

    /// <summary>Whoever leaves first no longer waits for an answer. Alike cases are counted here, so that a year of them makes a few hundred lines.</summary>
    private const string AnswerSql = $"""
        select greatest(0, coalesce(f.answered_on, case when f.outcome = 'Withdrawn' then f.ended_on end, $3) - f.filed_on), f.answered_on is not null, count(*)::int,
            (count(*) filter (where f.answered_on is null and f.outcome is distinct from 'Withdrawn' and (f.filed_on + interval '2 months')::date < $3))::int
        from jalon.filing f where f.filed_on >= $2 and {InScope} group by 1, 2
        """;

    private const string RefusalSql = $"""
        select f.reason, count(*)::int from jalon.filing f
        where f.outcome = 'Withdrawn' and f.stage in ('Selected', 'Finalising') and f.ended_on >= $2 and {InScope} group by 1 order by 2 desc, 1
        """;

    public static async Task<Indicators> ReadAsync(NpgsqlDataSource database, Perimeter perimeter, Rules rules, CancellationToken ct)
    {
        var from = perimeter.To.AddMonths(-Months);
        object?[] asked = [perimeter.Organisations, from];
        var posts = await Posts.ReadAsync(database, perimeter, PostClock.Arrival, from, ct);
        var filled = posts.Where(post => post.Outcome is >= PostOutcome.CivilServant and <= PostOutcome.Reconversion && post.Span.To >= from).ToList();
        var (channels, people, ministries) = await PeopleAsync(database, perimeter, asked, ct);
        var late = filled.Where(post => post.Promised is not null).Select(post => (double)(post.Span.To!.Value.DayNumber - post.Promised!.Value.DayNumber)).ToList();
        return new Indicators(await GaugesAsync(database, filled, asked, rules, perimeter.To, ct),
            [.. Enum.GetValues<PostOutcome>().Skip(1).Take(3).Select(way => (way, filled.Count(post => post.Outcome == way)))],
            await ReleaseLine.ReadAsync(database, perimeter, posts, ct), await AnswersAsync(database, asked, perimeter.To, ct), channels, await RefusalsAsync(database, asked, ct),
            late.Count >= Headline.LeastPosts ? (late.Count, late.Average()) : null, people, ministries);
    }

    private static async Task<IReadOnlyList<Gauge>> GaugesAsync(NpgsqlDataSource database, List<PostLine> filled, object?[] asked, Rules rules, DateOnly today, CancellationToken ct)
    {
        await using var query = Query.Of(database, PathSql, asked);
        var paths = (int)(await query.ExecuteScalarAsync(ct))!;
        return
        [
            Of("Prises de poste en douze mois", filled.Count, "goal.recruits"),
            .. InTension.Select(family => Of(family.Label, filled.Count(post => family.Words.Any(word => post.Profession?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)), family.Goal)),
            Of("Reconversions abouties en douze mois", paths, "goal.reconversions"),
        ];

        Gauge Of(string label, int seen, string goal) => rules.On(today, goal) is var row ? new Gauge(label, seen, row.Amount, row.Reference) : new Gauge(label, seen, null, "");
    }

    private static async Task<Answers> AnswersAsync(NpgsqlDataSource database, object?[] asked, DateOnly today, CancellationToken ct)
    {
        var (seen, without) = (new List<Observation>(), 0);
        await using var query = Query.Of(database, AnswerSql, [.. asked, today]);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            seen.Add(new Observation(row.GetInt32(0), row.GetBoolean(1) ? 1 : Observation.Open) { Count = row.GetInt32(2) });
            without += row.GetInt32(3);
        }

        var curve = SurvivalCurve.Of(seen);
        return new Answers(curve.Table.Cases, curve.Median, curve.QuantileOf(0.9), without);
    }

    private static async Task<(IReadOnlyList<ChannelLine>, IReadOnlyList<Figure>, IReadOnlyList<string>)> PeopleAsync(NpgsqlDataSource database, Perimeter perimeter, object?[] asked, CancellationToken ct)
    {
        var rows = new List<(Channel Channel, CandidateStatus Status, string Ministry, int Filed, int Examined, int Retained, int InPost)>();
        await using var query = Query.Of(database, ChannelSql, asked);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            rows.Add((Enum.Parse<Channel>(row.GetString(0)), Enum.Parse<CandidateStatus>(row.GetString(1)), perimeter.Tree.Name(perimeter.Tree.Root(row.GetGuid(2))), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6)));
        var ministries = rows.Select(one => one.Ministry).Distinct().Order(StringComparer.Create(French.Culture, false)).Take(40).ToList();
        var cube = Suppression.Of(2, [.. rows.Where(one => ministries.Contains(one.Ministry)).Select(one => ((string[])[$"{one.Status}", one.Ministry], (long)one.Filed))]);
        return ([.. rows.GroupBy(one => one.Channel).Select(channel => new ChannelLine(channel.Key, channel.Sum(one => one.Filed), channel.Sum(one => one.Examined), channel.Sum(one => one.Retained), channel.Sum(one => one.InPost)))
            .OrderByDescending(line => line.Filed)], cube, ministries);
    }

    private static async Task<IReadOnlyList<(string, int)>> RefusalsAsync(NpgsqlDataSource database, object?[] asked, CancellationToken ct)
    {
        await using var query = Query.Of(database, RefusalSql, asked);
        await using var row = await query.ExecuteReaderAsync(ct);
        var reasons = new List<(string, int)>();
        while (await row.ReadAsync(ct)) reasons.Add((Enum.TryParse<WithdrawalReason>(row.Text(0), out var reason) ? reason.Label() : "Motif non dit", row.GetInt32(1)));
        return reasons;
    }
}
