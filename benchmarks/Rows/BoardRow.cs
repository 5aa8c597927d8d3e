using System.Diagnostics;

namespace Jalon.Bench;

/// <summary>
/// The board as a signed-in person asks for it, from the request to the last byte of the answer, one at a time: the page of a post with 500 candidacies (counts and the
/// first screenful), the API's full 500, the page of a post with 5 000.
/// </summary>
internal sealed class BoardRow : IRow
{
    private const int Reads = 300;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public string Name => "board";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var recruitment = await Recruitment.OpenAsync(await ground.DatabaseAsync("board", ct), ct);
        var small = await recruitment.FillAsync(10_000, 500, ground.Say, ct);
        var large = await recruitment.FillAsync(10_000, 5_000, ground.Say, ct);
        await using var program = await RunningProgram.StartAsync(ground, "board", recruitment.Reader, ct);
        var (page, bytes) = await P95Async(program, small, post => $"/postes/{post}/tableau", ct);
        var (full, _) = await P95Async(program, small, post => $"/api/v1/vacancies/{post}/board?limit=500", ct);
        var (crowded, _) = await P95Async(program, large, post => $"/postes/{post}/tableau", ct);
        return new Sample(0) { More = new Dictionary<string, double> { ["500"] = page, ["api-500"] = full, ["5000"] = crowded, ["page-size"] = bytes / 1e3 } };
    }

    public IEnumerable<Line> Lines(Figures figures) =>
    [
        figures.Alone(Name, "500", "ms", 20, note: $"p95 de {Reads} lectures"), figures.Alone(Name, "api-500", "ms", 40), figures.Alone(Name, "5000", "ms", 60),
        figures.Alone(Name, "page-size", "Ko", 60, note: "compressée"),
    ];

    /// <summary>Milliseconds at the 95th percentile, and the largest answer in bytes.</summary>
    public static async Task<(double Milliseconds, int Bytes)> P95Async(RunningProgram program, Guid[] of, Func<Guid, string> path, CancellationToken ct)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp;) await program.ReadAsync(path(of[Random.Shared.Next(of.Length)]), ct);
        var reads = new List<(double Milliseconds, int Bytes)>(Reads);
        for (var read = 0; read < Reads; read++) reads.Add(await program.ReadAsync(path(of[Random.Shared.Next(of.Length)]), ct));
        return (Load.At(reads.Select(one => one.Milliseconds), 0.95), reads.Max(one => one.Bytes));
    }
}
