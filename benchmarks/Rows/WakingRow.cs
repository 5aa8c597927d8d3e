namespace Jalon.Bench;

/// <summary>Facts of cases brought to the procedures that wait for them: one fact read, the instance found, its token moved, its task done and the next one opened.</summary>
internal sealed class WakingRow : IRow
{
    public string Name => "waking";

    public IReadOnlyList<string> Beside => ["r1"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var office = await ProcedureOffice.OfAsync(ground, ct);
        var applications = await office.FiledAsync(ct);
        await office.MoveAsync(applications, ct);
        var sample = await Load.OnceAsync(ground, applications.Length, () => office.Engine.Feed.CatchUpAsync(ct));
        await office.CheckAsync(applications, ct);
        return sample;
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r1", 0.4)];
}
