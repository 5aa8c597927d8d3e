using Dapper;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>256 in flight while everything that reads the feed (intervals, routing) runs in the same process. No target: it is there to be seen.</summary>
internal sealed class FeedRow : IRow
{
    private const int InFlight = 256;

    private const string CaughtUp = """
        select exists (select from jalon.subscription) and not exists (
            select from jalon.fact f, jalon.subscription s where (f.epoch, f.xid, f.position) > (s.epoch, s.xid, s.position))
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private Pool? pool;

    public string Name => "durable-256-with-feed";

    public IReadOnlyList<string> Beside => ["r1"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var database = await ground.DatabaseAsync("feed", ct);
        pool ??= await Pool.MakeAsync(database, ct);
        var applications = await pool.MakeAsync(Pool.Block, ct);
        await using var engine = await Engine.StartAsync(ground.ConnectionString("feed"), ProcessRole.All, TimeProvider.System, NullLoggerFactory.Instance, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = engine.RunAsync(stop.Token);
        try
        {
            await WaitAsync(database, ct);
            await Parallel.ForEachAsync(applications, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
                async (id, token) => await engine.Silo.ActivateAsync(JobApplicationGrain.Kind, id, token));
            return await Load.StepAsync(ground, engine.Silo, applications, InFlight, length, ct);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r1")];

    private static async Task WaitAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await connection.QuerySingleAsync<bool>(CaughtUp))
        {
            if (Environment.TickCount64 > until) throw new BenchException("Les abonnements n’ont pas rattrapé le journal en cinq minutes.");
            await Task.Delay(100, ct);
        }
    }
}
