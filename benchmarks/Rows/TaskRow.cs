namespace Jalon.Bench;

/// <summary>A task done through the board: the card moves, its fact is routed, the token moves, the task is closed and the next one opened. Until the last of them, everything counted.</summary>
internal sealed class TaskRow : IRow
{
    public string Name => "tasks";

    public IReadOnlyList<string> Beside => ["r1"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var office = await ProcedureOffice.OfAsync(ground, ct);
        var applications = await office.FiledAsync(ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = office.Engine.RunAsync(stop.Token);
        var sample = await Load.OnceAsync(ground, applications.Length, async () =>
        {
            await office.MoveAsync(applications, ct);
            await RunningEngine.CaughtUpAsync(office.Database, TimeSpan.FromMinutes(2), ct);
        });
        await stop.CancelAsync();
        await running;
        await office.CheckAsync(applications, ct);
        return sample;
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r1", 0.2)];
}
