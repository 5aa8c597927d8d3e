using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Cockpit;

/// <summary>How fresh and how whole the data of one organisation are.</summary>
/// <param name="Undated">Open cases brought in without the day of their stage.</param>
public sealed record Kept(Guid Root, int Open, int Undated, DateTimeOffset Last)
{
    public int WorkingDays(DateOnly today) => FrenchCalendar.WorkingDaysBetween(FrenchCalendar.DayOf(Last), today);
}

/// <summary>Read for the whole filière once a minute at most, whoever looks: each page shows the organisations of its own perimeter.</summary>
public sealed class Freshness(Engine engine) : IDisposable
{
    private const string Sql = """
        select v.organisation_id, count(*)::int, (count(*) filter (where i.name = 'undated'))::int, max(c.at)
        from jalon.interval i join jalon.vacancy v on v.id = i.post_id left join jalon.case_clock c on c.case_id = i.case_id
        where i.to_at is null and i.scope = 'case' group by 1
        """;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim one = new(1, 1);

    private (DateTimeOffset At, IReadOnlyList<Kept> Services)? last;

    /// <summary>By ministry, the stalest first.</summary>
    public async Task<IReadOnlyList<Kept>> ReadAsync(Perimeter perimeter, CancellationToken ct) =>
    [
        .. (await AllAsync(ct)).Where(kept => perimeter.Organisations?.Contains(kept.Root) != false).GroupBy(kept => perimeter.Tree.Root(kept.Root))
            .Select(root => new Kept(root.Key, root.Sum(kept => kept.Open), root.Sum(kept => kept.Undated), root.Max(kept => kept.Last))).OrderBy(kept => kept.Last),
    ];

    private async Task<IReadOnlyList<Kept>> AllAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var now = engine.Clock.GetUtcNow();
            if (last is { } known && now - known.At < Fresh) return known.Services;
            var services = new List<Kept>();
            await using var query = Query.Of(engine.Database, Sql);
            await using var row = await query.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) services.Add(new Kept(row.GetGuid(0), row.GetInt32(1), row.GetInt32(2), row.Instant(3) ?? now));
            last = (now, services);
            return services;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
