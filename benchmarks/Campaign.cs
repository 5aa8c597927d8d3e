using System.Globalization;

namespace Jalon.Bench;

/// <summary>All windows of all rows: warmed up, then in turn, round after round, raw limits once more at the end, so that a machine that drifts is seen.</summary>
internal sealed class Campaign(Ground ground, Pace pace, IReadOnlyList<IRow> rows, Action<string> say)
{
    private readonly Figures figures = new();

    public async Task<IReadOnlyList<Line>> RunAsync(CancellationToken ct)
    {
        foreach (var row in rows.Where(row => !row.Once))
        {
            say($"{row.Name}\u00A0: mise en route…");
            Ground.CloseIdle();
            await row.MeasureAsync(ground, pace.WarmUp, ct);
        }

        for (var round = 1; round <= pace.Rounds; round++)
            foreach (var row in rows.Where(row => !row.Once)) await WindowAsync(row, $"{round}/{pace.Rounds}", ct);
        foreach (var raw in rows.Where(row => rows.Any(other => other.Beside.Contains(row.Name)))) await WindowAsync(raw, "fin", ct);
        foreach (var row in rows.Where(row => row.Once)) await WindowAsync(row, "1/1", ct);
        return [.. rows.SelectMany(row => row.Lines(figures))];
    }

    private async Task WindowAsync(IRow row, string round, CancellationToken ct)
    {
        Ground.CloseIdle();
        var sample = await row.MeasureAsync(ground, pace.Window, ct);
        figures.Add(row.Name, sample);
        say(string.Create(CultureInfo.InvariantCulture, $"{row.Name} {round}\u00A0: {Figures.Told(sample)}"));
    }
}

/// <summary>The samples so far, by row.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<Sample>> samples = [];

    public void Add(string name, Sample sample)
    {
        if (!samples.TryGetValue(name, out var of)) samples[name] = of = [];
        of.Add(sample);
    }

    public double Rate(string name) => Median(samples[name].Select(sample => sample.Rate));

    /// <summary>The median of something the windows of a row told.</summary>
    public double Median(string row, string what) => Median(samples[row].Select(sample => sample.More[what]));

    /// <summary>A line that stands alone: something the windows told, and what is wanted of it.</summary>
    public Line Alone(string row, string what, string unit, double? target = null, bool atMost = true, string note = "") =>
        new($"{row}/{what}", Median(row, what), unit, Target: target, Note: note) { Alone = true, AtMost = atMost };

    /// <summary>A line for a row, beside a raw limit where one is given.</summary>
    public Line Line(string row, string? raw = null, double? target = null, string? name = null)
    {
        var value = Rate(row);
        double? limit = raw is not null && samples.ContainsKey(raw) ? Rate(raw) : null;
        return new Line(name ?? row, value, "/s", limit, value / limit, target, Note(row));
    }

    public static string Told(Sample sample) => sample.More.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{sample.Rate:0}/s {Cpu(sample)}")
        : string.Join(", ", sample.More.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:0.##}")));

    public static string Cpu(Sample sample) => sample.OwnCpu is { } own
        ? string.Create(CultureInfo.InvariantCulture, $"cpu {own:0} + {sample.ServerCpu:0} µs")
        : "";

    public string Note(string row)
    {
        var of = samples[row];
        var spread = string.Create(CultureInfo.InvariantCulture, $"{of.Min(sample => sample.Rate):0} à {of.Max(sample => sample.Rate):0}");
        var middle = of.OrderBy(sample => sample.Rate).ElementAt(of.Count / 2);
        var waits = middle.P50 is { } p50 ? string.Create(CultureInfo.InvariantCulture, $", p50 {p50:0.0} ms, p99 {middle.P99:0.0} ms") : "";
        return $"{spread}{waits}, {Cpu(middle)}".TrimEnd(',', ' ');
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
