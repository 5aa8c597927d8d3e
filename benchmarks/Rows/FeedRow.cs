using Jalon.Grains.Applications;

namespace Jalon.Bench;

/// <summary>256 in flight while everything that reads the feed (intervals, routing) runs in the same process. No target: it is there to be seen.</summary>
internal sealed class FeedRow : IRow
{
    private const int InFlight = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "durable-256-with-feed";

    public IReadOnlyList<string> Beside => ["r1"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        await using var running = await RunningEngine.StartAsync(ground, "feed", ct);
        var applications = await running.Pool.MakeAsync(Pool.Block, ct);
        await running.CaughtUpAsync(Patience, ct);
        await Parallel.ForEachAsync(applications, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
            async (id, token) => await running.Engine.Silo.ActivateAsync(JobApplicationGrain.Kind, id, token));
        return await Load.StepAsync(ground, running.Engine.Silo, applications, InFlight, length, ct);
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r1")];
}
