using System.Diagnostics;

namespace Jalon.Bench;

/// <summary><c>./run</c> again, built and with its own data already there: how long until the first page; then what the program takes while nobody asks for anything.</summary>
internal sealed class StartRow : IRow
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <summary>After a start the figures are learned and what runs often is compiled anew: a minute later nothing of it is left.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public string Name => "start";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"jalon-bench-start-{Environment.ProcessId}");
        try
        {
            await using (await RunAsync(folder, ct)) ground.Say("./run\u00A0: la base est prête, on recommence…");
            var start = Stopwatch.GetTimestamp();
            await using var program = await RunAsync(folder, ct);
            var first = Stopwatch.GetElapsedTime(start);
            await Task.Delay(Settled, ct);
            var before = program.Processor();
            await Task.Delay(Idle, ct);
            var spent = program.Processor() - before;
            return new Sample(0)
            {
                More = new Dictionary<string, double> { ["first-page"] = first.TotalSeconds, ["idle-memory"] = program.Megabytes(), ["idle-cpu"] = spent / Idle * 100 },
            };
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    public IEnumerable<Line> Lines(Figures figures) =>
    [
        figures.Alone(Name, "first-page", "s", 6), figures.Alone(Name, "idle-memory", "Mo", 250, note: "le programme seul"),
        figures.Alone(Name, "idle-cpu", "%", 1, note: $"d’un cœur, sur {Idle.TotalSeconds:0} s"),
    ];

    /// <summary>The script becomes the program, so that the process measured is the program's.</summary>
    private static Task<RunningProgram> RunAsync(string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Path.Combine(RunningProgram.Root, "run")) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["JALON_DATA"] = folder;
        start.Environment.Remove("ConnectionStrings__Jalon");
        return RunningProgram.StartAsync(start, ct);
    }
}
