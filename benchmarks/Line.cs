namespace Jalon.Bench;

/// <summary>One figure of the report.</summary>
/// <param name="Raw">The raw limit of the same run it is put beside.</param>
/// <param name="Ratio">Value over raw.</param>
/// <param name="Target">The least ratio wanted; null where nothing is.</param>
/// <param name="Note">Spread, percentiles, processor time: for people.</param>
internal sealed record Line(string Name, double Value, string Unit, double? Raw = null, double? Ratio = null, double? Target = null, string Note = "")
{
    public bool? Ok => (Ratio, Target) is ({ } ratio, { } least) ? ratio >= least : null;
}

/// <summary>What one window of measure gave.</summary>
/// <param name="Rate">Per second.</param>
/// <param name="OwnCpu">Processor time of this process (or of pgbench) per operation, in microseconds.</param>
/// <param name="ServerCpu">That of PostgreSQL, null where its processes are not on this machine.</param>
internal sealed record Sample(double Rate, double? OwnCpu = null, double? ServerCpu = null, double? P50 = null, double? P99 = null);

/// <summary>How long everything is measured.</summary>
internal sealed record Pace(TimeSpan WarmUp, TimeSpan Window, int Rounds)
{
    public static readonly Pace Whole = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), 3);

    /// <summary>For development: noisy.</summary>
    public static readonly Pace Quick = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 1);
}

/// <summary>A measure that could not be made, with the sentence to show.</summary>
public sealed class BenchException(string sentence) : Exception(sentence);
