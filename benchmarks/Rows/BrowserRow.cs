namespace Jalon.Bench;

/// <summary>The board in Chromium with an empty cache, until the last card shown is painted, for posts with 50 and with 500 candidacies.</summary>
internal sealed class BrowserRow : IRow
{
    /// <summary>The program and Chromium compile meanwhile what they run.</summary>
    private const int WarmUp = 15;

    private const int Opened = 20;

    public string Name => "browser";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var recruitment = await Recruitment.OpenAsync(await ground.DatabaseAsync("browser", ct), ct);
        var small = await recruitment.FillAsync(500, 50, ground.Say, ct);
        var large = await recruitment.FillAsync(5_000, 500, ground.Say, ct);
        await using var program = await RunningProgram.StartAsync(ground, "browser", recruitment.Reader, ct);
        await using var chromium = await Chromium.StartAsync(ct);
        var (fast, _, _) = await OpenAsync(chromium, program, small, ct);
        var (slow, kilobytes, requests) = await OpenAsync(chromium, program, large, ct);
        return new Sample(0) { More = new Dictionary<string, double> { ["50"] = fast, ["500"] = slow, ["wire"] = kilobytes, ["requests"] = requests } };
    }

    public IEnumerable<Line> Lines(Figures figures) =>
    [
        figures.Alone(Name, "50", "ms", 500, note: $"p95 de {Opened} ouvertures"), figures.Alone(Name, "500", "ms", 800), figures.Alone(Name, "wire", "Ko", 300), figures.Alone(Name, "requests", "", 12),
    ];

    private static async Task<(double Milliseconds, double Kilobytes, int Requests)> OpenAsync(Chromium chromium, RunningProgram program, Guid[] posts, CancellationToken ct)
    {
        var opened = new List<(double Milliseconds, double Kilobytes, int Requests)>();
        for (var turn = 0; turn < WarmUp + Opened; turn++)
        {
            var one = await chromium.OpenAsync(new Uri(program.Http.BaseAddress!, $"/postes/{posts[turn % posts.Length]}/tableau"), program.Cookies, ".j-card", ct);
            if (turn >= WarmUp) opened.Add(one);
        }

        return (Load.At(opened.Select(one => one.Milliseconds), 0.95), opened.Max(one => one.Kilobytes), opened.Max(one => one.Requests));
    }
}
