using System.Diagnostics;
using System.Globalization;
using Dapper;
using Jalon.Grains.Applications;
using Jalon.Silo;

namespace Jalon.Bench;

/// <summary>
/// 100 000 deadlines due in the same minute, while 256 senders go on: how long until all are fired, and what share of their rate the senders keep. The clock is
/// moved past the day by which news is owed to as many people.
/// </summary>
internal sealed class DueRow : IRow
{
    private const int Deadlines = 100_000;

    private const int InFlight = 256;

    /// <summary>News is owed within thirty days; nothing else is due by then.</summary>
    private static readonly TimeSpan Month = TimeSpan.FromDays(32);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string Awaited = """
        insert into jalon.deadline (grain_id, key, kind, due)
        select id, 'news', 'job_application', (state ->> 'newsDue')::timestamptz from jalon.job_application where id = any (@ids)
        """;

    public string Name => "deadlines";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var clock = new MovedClock();
        await using var running = await RunningEngine.StartAsync(ground, "deadlines", ct, clock);
        var moved = await running.Pool.MakeAsync(Pool.Block, ct);
        var awaited = await running.Pool.MakeAsync(Deadlines, ct);
        await using (var connection = await running.Database.OpenConnectionAsync(ct))
        {
            await connection.ExecuteAsync(new CommandDefinition(Awaited, new { ids = awaited }, commandTimeout: 60, cancellationToken: ct));
            await connection.ExecuteAsync("vacuum analyze jalon.deadline");
        }

        await running.CaughtUpAsync(Patience, ct);
        await Parallel.ForEachAsync(moved, ct, async (id, stop) => await running.Engine.Silo.ActivateAsync(JobApplicationGrain.Kind, id, stop));
        var next = -1;
        var before = await Load.RunAsync(ground, InFlight, length, StepAsync, ct);
        await running.CaughtUpAsync(Patience, ct);
        clock.Move(Month);
        var firing = FiredAsync(running, awaited, ct);
        var during = await Load.RunAsync(ground, InFlight, Patience, async () => !firing.IsCompleted && await StepAsync(), ct);
        return new Sample(during.Rate) { More = new Dictionary<string, double> { ["fired"] = await firing, ["before"] = before.Rate, ["during"] = during.Rate } };

        async Task<bool> StepAsync()
        {
            var (round, place) = Math.DivRem(Interlocked.Increment(ref next), moved.Length);
            return await running.Engine.Silo.SendAsync(Pool.Stepping(moved[place], round), ct) is Done { Last: not null };
        }
    }

    public IEnumerable<Line> Lines(Figures figures)
    {
        var (before, during) = (figures.Median(Name, "before"), figures.Median(Name, "during"));
        var rate = string.Create(CultureInfo.InvariantCulture, $"{Deadlines / figures.Median(Name, "fired"):0}/s");
        return [figures.Alone(Name, "fired", "s", 60, note: rate), new Line($"{Name}/commands", during, "/s", before, during / before, 0.5, "brut\u00A0: les mêmes commandes juste avant")];
    }

    /// <summary>Seconds until each of these people was marked as owed news.</summary>
    private static async Task<double> FiredAsync(RunningEngine running, Guid[] awaited, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = await running.Database.OpenConnectionAsync(ct);
        while (await connection.QuerySingleAsync<bool>("select exists (select from jalon.deadline where due <= @now)", new { now = running.Engine.Clock.GetUtcNow().UtcDateTime }))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new BenchException("Les échéances n’ont pas toutes sonné en cinq minutes.");
            await Task.Delay(100, ct);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var told = await connection.QuerySingleAsync<int>("select count(*)::int from jalon.fact where type = 'NewsOverdue' and grain_id = any (@awaited)", new { awaited });
        return told == awaited.Length ? seconds : throw new BenchException($"{told} échéances sur {awaited.Length} ont sonné.");
    }
}
