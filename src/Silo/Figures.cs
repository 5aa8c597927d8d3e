using System.Diagnostics.Metrics;

using Jalon.Silo.Deadlines;
using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo;

/// <summary>The gauges of one engine. What has to be asked of the database is asked every ten seconds, and only while somebody listens.</summary>
internal sealed class Figures : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Meter meter = new(Telemetry.Name);
    private readonly ObservableGauge<long> lag;
    private readonly NpgsqlDataSource database;
    private readonly FactFeed feed;
    private readonly TimeProvider clock;
    private IReadOnlyList<SubscriptionLag> subscriptions = [];
    private long? late;

    public Figures(NpgsqlDataSource database, SiloHost silo, FactFeed feed, TimeProvider clock)
    {
        (this.database, this.feed, this.clock) = (database, feed, clock);
        meter.CreateObservableGauge("jalon.activations", () => silo.Active, "{grain}", "Grains in memory");
        lag = meter.CreateObservableGauge("jalon.feed.lag", () => Each(one => one.Lag), "{fact}", "Facts a subscription has not read");
        meter.CreateObservableGauge("jalon.feed.lag.age", () => Each(one => one.OldestUnread?.TotalSeconds ?? 0), "s", "Age of the first fact a subscription has not read");
        meter.CreateObservableGauge("jalon.facts.parked", () => Each(one => one.Failed + one.Waiting), "{fact}", "Facts set aside, failed or waiting behind one that failed");
        meter.CreateObservableGauge("jalon.deadlines.late", () => late is { } count ? [new Measurement<long>(count)] : (IEnumerable<Measurement<long>>)[], "{deadline}", "Deadlines due and not fired");
    }

    public async Task KeepFreshAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                if (lag.Enabled) await ReadAsync(ct);
            }
            catch (Exception away) when (PostgresAway.Is(away))
            {
                // Nothing is told rather than what was true before.
                (subscriptions, late) = ([], null);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    public void Dispose() => meter.Dispose();

    internal async Task ReadAsync(CancellationToken ct)
    {
        subscriptions = (await feed.LagAsync(ct)).Subscriptions;
        late = await LateDeadlines.CountAsync(database, clock, ct);
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<SubscriptionLag, T> value) where T : struct =>
        subscriptions.Select(one => new Measurement<T>(value(one), new KeyValuePair<string, object?>("subscription", one.Name)));
}
