using System.Diagnostics;
using System.Globalization;

using Dapper;

namespace Jalon.Bench;

/// <summary>
/// The pages of figures over ten years of a filière, a million candidacies and ten million intervals, beside a tenth of it; and what commands keep of their rate while somebody asks the explorer of
/// delays one question after another.
/// </summary>
internal sealed class CockpitRow : IRow
{
    public const int Few = 100_000, Many = 1_000_000;

    private const int WarmUp = 3, Reads = 40, InFlight = 64, Cases = 4_000;

    public string Name => "cockpit";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public bool Long => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var more = new Dictionary<string, double>();
        await ReadAsync(ground, "cockpit_few", Few, "-few", more, length, ct);
        await ReadAsync(ground, "cockpit_many", Many, "", more, length, ct);
        return new Sample(0) { More = more };
    }

    public IEnumerable<Line> Lines(Figures figures) =>
    [
        figures.Alone(Name, "built", "s", 600, note: "un million de candidatures, dix millions d’intervalles"),
        figures.Alone(Name, "morning", "ms", 300, note: $"p95 de {Reads} lectures de « Ce matin »"), Flat(figures, "morning"),
        figures.Alone(Name, "explorer", "ms", 1_000, note: "explorateur des délais, deux filtres"), Flat(figures, "explorer"),
        figures.Alone(Name, "blockages", "ms", 300), Flat(figures, "blockages"),
        figures.Alone(Name, "indicators", "ms", 300), Flat(figures, "indicators"),
        figures.Alone(Name, "first", "ms", 5_000, note: "première lecture de «\u00A0Ce matin\u00A0» d’un programme qui démarre\u00A0: les prévisions s’apprennent"),
        new Line($"{Name}/commands", figures.Median(Name, "during"), "/s", figures.Median(Name, "before"), figures.Median(Name, "during") / figures.Median(Name, "before"), 0.7, "brut\u00A0: les mêmes commandes sans l’explorateur"),
    ];

    private Line Flat(Figures figures, string what)
    {
        var (few, many) = (figures.Median(Name, $"{what}-few"), figures.Median(Name, what));
        return new Line($"{Name}/{what}-growth", many, "ms", few, many / few, 2, $"brut\u00A0: p95 avec {Few} candidatures") { AtMost = true };
    }

    private static async Task ReadAsync(Ground ground, string name, int applications, string suffix, Dictionary<string, double> more, TimeSpan length, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var recruitment = await Recruitment.OpenAsync(await ground.DatabaseAsync(name, ct), ct);
        var years = await TenYears.BuildAsync(recruitment, applications, ground.Say, ct);
        more[$"built{suffix}"] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using var program = await RunningProgram.StartAsync(ground, name, recruitment.Reader, ct);
        var explorer = years.Services.Select(service => $"/delais?organisation={service}&metier={Uri.EscapeDataString(TenYears.Professions[0])}").ToArray();
        more[$"first{suffix}"] = (await program.ReadAsync("/ce-matin", ct)).Milliseconds;
        more[$"morning{suffix}"] = await P95Async(program, ["/ce-matin"], ct);
        more[$"explorer{suffix}"] = await P95Async(program, explorer, ct);
        more[$"blockages{suffix}"] = await P95Async(program, ["/blocages"], ct);
        more[$"indicators{suffix}"] = await P95Async(program, ["/indicateurs"], ct);
        ground.Say(string.Create(CultureInfo.InvariantCulture, $"{applications} : {more[$"built{suffix}"]:0} s, ce matin {more[$"morning{suffix}"]:0} ms, délais {more[$"explorer{suffix}"]:0} ms, blocages {more[$"blockages{suffix}"]:0} ms, indicateurs {more[$"indicators{suffix}"]:0} ms, première lecture {more[$"first{suffix}"]:0} ms"));
        if (suffix.Length == 0) (more["before"], more["during"]) = await CommandsAsync(ground, recruitment, program, explorer, length, ct);
    }

    private static async Task<double> P95Async(RunningProgram program, string[] paths, CancellationToken ct)
    {
        for (var read = 0; read < WarmUp; read++) await program.ReadAsync(paths[read % paths.Length], ct);
        var reads = new List<double>(Reads);
        for (var read = 0; read < Reads; read++) reads.Add((await program.ReadAsync(paths[read % paths.Length], ct)).Milliseconds);
        return Load.At(reads, 0.95);
    }

    /// <summary>Steps opened and closed on a few thousand candidacies, alone, then on as many others while one reader asks the explorer without a pause.</summary>
    private static async Task<(double Before, double During)> CommandsAsync(Ground ground, Recruitment recruitment, RunningProgram program, string[] explorer, TimeSpan length, CancellationToken ct)
    {
        await using var connection = await recruitment.Database.OpenConnectionAsync(ct);
        var open = (await connection.QueryAsync<Guid>($"select id from jalon.job_application where outcome is null and stage = 'Received' limit {3 * Cases}")).ToArray();
        var cases = open.Chunk((open.Length + 2) / 3).ToArray();
        await using var silo = new Pool(recruitment.Database).Silo();
        await Load.StepAsync(ground, silo, cases[0], InFlight, TimeSpan.FromSeconds(1), ct);
        var before = (await Load.StepAsync(ground, silo, cases[1], InFlight, length, ct)).Rate;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var asking = Task.Run(async () =>
        {
            for (var read = 0; !enough.IsCancellationRequested; read++) await program.ReadAsync(explorer[read % explorer.Length], ct);
        }, ct);
        var during = (await Load.StepAsync(ground, silo, cases[2], InFlight, length, ct)).Rate;
        await enough.CancelAsync();
        await asking;
        return (before, during);
    }
}
