using Jalon.Grains.Applications;

namespace Jalon.Bench;

/// <summary>
/// Durable commands through grains: steps opened and closed on 10 000 candidacies already in memory (as many rows as the raw change has), decided, serialised,
/// committed and answered, by a silo beside which no feed runs. The senders share the cores.
/// </summary>
internal sealed record DurableRow(int InFlight, IReadOnlyList<(string Raw, double Target)> Targets) : IRow
{
    public string Name => $"durable-{InFlight}";

    public IReadOnlyList<string> Beside => [.. Targets.Select(target => target.Raw)];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var pool = await Pool.OfAsync(ground, ct);
        var applications = await pool.MakeAsync(Pool.Block, ct);
        await using var silo = pool.Silo();
        await Parallel.ForEachAsync(applications, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
            async (id, stop) => await silo.ActivateAsync(JobApplicationGrain.Kind, id, stop));
        return await Load.StepAsync(ground, silo, applications, InFlight, length, ct);
    }

    public IEnumerable<Line> Lines(Figures figures) =>
        Targets.Select((target, place) => figures.Line(Name, target.Raw, target.Target, place == 0 ? Name : $"{Name}/{target.Raw}"));
}
