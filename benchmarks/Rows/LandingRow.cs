namespace Jalon.Bench;

/// <summary>« Ma journée » of somebody for whom ten thousand steps are open, and with a hundred: from the request to the last byte, one at a time.</summary>
internal sealed class LandingRow : IRow
{
    private const string Day = "/journee";

    public string Name => "landing";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var few = await Recruitment.OpenAsync(await ground.DatabaseAsync("landingfew", ct), ct);
        await few.FillAsync(100, 5, ground.Say, ct);
        var many = await Recruitment.OpenAsync(await ground.DatabaseAsync("landing", ct), ct);
        await many.FillAsync(10_000, 50, ground.Say, ct);
        double small, large;
        int bytes;
        await using (var program = await RunningProgram.StartAsync(ground, "landingfew", few.Reader, ct)) (small, _) = await BoardRow.P95Async(program, [few.Organisation], _ => Day, ct);
        await using (var program = await RunningProgram.StartAsync(ground, "landing", many.Reader, ct)) (large, bytes) = await BoardRow.P95Async(program, [many.Organisation], _ => Day, ct);
        return new Sample(0) { More = new Dictionary<string, double> { ["100"] = small, ["10000"] = large, ["page-size"] = bytes / 1e3 } };
    }

    public IEnumerable<Line> Lines(Figures figures) =>
    [
        figures.Alone(Name, "100", "ms", 40, note: "100 étapes ouvertes"), figures.Alone(Name, "10000", "ms", 40, note: "10 000 étapes ouvertes"), figures.Alone(Name, "page-size", "Ko", 60, note: "compressée"),
    ];
}
