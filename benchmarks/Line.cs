namespace Jalon.Bench;

/// <summary>One figure of the report.</summary>
/// <param name="Raw">The raw limit of the same run it is put beside.</param>
/// <param name="Ratio">Value over raw.</param>
/// <param name="Target">What is wanted of the ratio, or of the value itself where it stands alone; null where nothing is.</param>
/// <param name="Note">Spread, percentiles, processor time: for people.</param>
internal sealed record Line(string Name, double Value, string Unit, double? Raw = null, double? Ratio = null, double? Target = null, string Note = "")
{
    /// <summary>The target is of the value (milliseconds, megabytes), not of the ratio.</summary>
    public bool Alone { get; init; }

    /// <summary>The target is a ceiling.</summary>
    public bool AtMost { get; init; }

    public bool? Ok => (Alone ? Value : Ratio, Target) is ({ } seen, { } wanted) ? AtMost ? seen <= wanted : seen >= wanted : null;
}

/// <summary>What one window of measure gave.</summary>
/// <param name="Rate">Per second, or whatever else the row says its figure is.</param>
/// <param name="OwnCpu">Processor time of this process (or of pgbench) per operation, in microseconds.</param>
/// <param name="ServerCpu">That of PostgreSQL, null where its processes are not on this machine.</param>
internal sealed record Sample(double Rate, double? OwnCpu = null, double? ServerCpu = null, double? P50 = null, double? P99 = null)
{
    /// <summary>What a window tells beside its main figure, by name.</summary>
    public IReadOnlyDictionary<string, double> More { get; init; } = new Dictionary<string, double>();
}

/// <summary>How long everything is measured.</summary>
internal sealed record Pace(TimeSpan WarmUp, TimeSpan Window, int Rounds)
{
    public static readonly Pace Whole = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), 3);

    /// <summary>For development: noisy.</summary>
    public static readonly Pace Quick = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 1);
}

/// <summary>A measure that could not be made, with the sentence to show.</summary>
public sealed class BenchException(string sentence) : Exception(sentence);
