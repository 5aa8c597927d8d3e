namespace Jalon.Insights.Numbers;

/// <summary>Figures of values that are all known: nothing in them is censored.</summary>
/// <param name="Median">And P90: linear interpolation between the closest ranks (Hyndman and Fan, Am. Stat. 50, 1996, definition 7).</param>
public sealed record Sample(int Count, double Median, double Mean, double P90, double Largest, double Total)
{
    /// <summary>Null when there is no value. The values are sorted in place.</summary>
    public static Sample? Of(List<double> values)
    {
        if (values.Count == 0) return null;
        values.Sort();
        var total = values.Sum();
        return new Sample(values.Count, Quantile(values, 0.5), total / values.Count, Quantile(values, 0.9), values[^1], total);
    }

    /// <summary>A quantile of values already sorted.</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 >= sorted.Count ? sorted[^1] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
