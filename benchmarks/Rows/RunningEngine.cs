using Dapper;
using Jalon.Silo;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>The whole engine at work on a database of its own: what a server runs behind its pages.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private const string CaughtUp = """
        select exists (select from jalon.subscription) and not exists (
            select from jalon.subscription s cross join lateral (
                select from jalon.fact f where (f.epoch, f.xid, f.position) > (s.epoch, s.xid, s.position) limit 1) unread)
        """;

    private readonly CancellationTokenSource stop;
    private readonly NpgsqlDataSource database;
    private readonly Task running;

    private RunningEngine(Engine engine, Pool pool, NpgsqlDataSource database, CancellationToken ct)
    {
        (Engine, Pool, this.database) = (engine, pool, database);
        stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        running = engine.RunAsync(stop.Token);
    }

    public Engine Engine { get; }

    public Pool Pool { get; }

    public static async Task<RunningEngine> StartAsync(Ground ground, string name, CancellationToken ct, TimeProvider? clock = null)
    {
        var database = await ground.DatabaseAsync(name, ct);
        var pool = await Pool.MakeAsync(database, ct);
        // Candidacies are copied in by the ten thousand: procedures that began on them meanwhile would be what is measured. They have rows of their own.
        await using (var connection = await database.OpenConnectionAsync(ct)) await connection.ExecuteAsync("update jalon.taking_up set done = asked");
        var engine = await Engine.StartAsync(ground.ConnectionString(name), ProcessRole.All, clock ?? TimeProvider.System, NullLoggerFactory.Instance, ct);
        return new RunningEngine(engine, pool, database, ct);
    }

    public NpgsqlDataSource Database => database;

    /// <summary>Waits until every subscription has read all there is.</summary>
    public Task CaughtUpAsync(TimeSpan patience, CancellationToken ct) => CaughtUpAsync(database, patience, ct);

    /// <summary>The same of a program in another process.</summary>
    public static async Task CaughtUpAsync(NpgsqlDataSource database, TimeSpan patience, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!await connection.QuerySingleAsync<bool>(CaughtUp))
        {
            if (Environment.TickCount64 > until) throw new BenchException("Les abonnements n’ont pas rattrapé le journal à temps.");
            await Task.Delay(50, ct);
        }
    }

    /// <summary>How long the first fact unread by the slowest subscription has been there.</summary>
    public async Task<TimeSpan> BehindAsync(CancellationToken ct) =>
        (await Engine.Feed.LagAsync(ct)).Subscriptions.Max(one => one.OldestUnread ?? TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await Engine.DisposeAsync();
        stop.Dispose();
    }
}
