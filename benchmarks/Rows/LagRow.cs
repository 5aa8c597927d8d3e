using System.Diagnostics;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Silo.Routing;

namespace Jalon.Bench;

/// <summary>
/// How far behind the readers of the feed are, intervals and routing in the same process: how long they take to be less than a second behind again once
/// 100 000 facts were written at full rate, then how long after its commit a fact is passed by both while nothing else happens.
/// </summary>
internal sealed class LagRow : IRow
{
    private const int Facts = 100_000;

    private const int InFlight = 256;

    private const int Idle = 200;

    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenClicks = TimeSpan.FromMilliseconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "lag";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        await using var running = await RunningEngine.StartAsync(ground, "lag", ct);
        var applications = await running.Pool.MakeAsync(Pool.Block, ct);
        await running.CaughtUpAsync(Patience, ct);
        var written = await Load.RoundsAsync(running.Engine.Silo, applications, InFlight, Facts / applications.Length, Pool.Stepping, ct);
        var start = Stopwatch.GetTimestamp();
        var worst = TimeSpan.Zero;
        while (await running.BehindAsync(ct) is var behind && behind > Behind)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new BenchException("Les abonnements n’ont pas rattrapé le journal en cinq minutes.");
            worst = behind > worst ? behind : worst;
            await Task.Delay(20, ct);
        }

        var back = Stopwatch.GetElapsedTime(start);
        await running.CaughtUpAsync(Patience, ct);
        return new Sample(0)
        {
            More = new Dictionary<string, double>
            {
                ["back"] = back.TotalSeconds,
                ["worst"] = worst.TotalSeconds,
                ["written"] = written.TotalSeconds,
                ["idle-p95"] = await IdleAsync(running.Engine, applications, ct),
            },
        };
    }

    public IEnumerable<Line> Lines(Figures figures)
    {
        var note = string.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"),
            $"{Facts} faits en {figures.Median(Name, "written"):0.0} s, retard à la fin {figures.Median(Name, "worst"):0.0} s");
        // What the projection's own target allows: 10 000 facts a second, had nothing been read meanwhile.
        return [figures.Alone(Name, "back", "s", 10, note: note), figures.Alone(Name, "idle-p95", "ms", 100)];
    }

    /// <summary>Milliseconds from the answer to a command until both subscriptions passed its fact, at the 95th percentile.</summary>
    private static async Task<double> IdleAsync(Engine engine, Guid[] applications, CancellationToken ct)
    {
        var waits = new List<double>(Idle);
        for (var click = 0; click < Idle; click++)
        {
            await Task.Delay(BetweenClicks, ct);
            if (await engine.Silo.SendAsync(Pool.Stepping(applications[click], Facts / applications.Length), ct) is not Done { Last: { } fact }) throw new BenchException("Une commande n’a pas été acceptée.");
            var start = Stopwatch.GetTimestamp();
            foreach (var name in (string[])[IntervalProjection.Name, Routes.Name])
                if (!await engine.Feed.WaitUntilPassedAsync(name, fact, Patience, ct)) throw new BenchException("Un fait n’a pas été lu.");
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Load.At(waits, 0.95);
    }
}
