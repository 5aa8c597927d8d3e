namespace Jalon.Insights.Bottlenecks;

/// <summary>
/// Little's law on a closed window, L = λ W (J. D. C. Little, Oper. Res. 9, 1961): a check that no interval is lost or told twice. The number present is swept instant by
/// instant; arrivals and times are counted case by case.
/// </summary>
/// <param name="Present">Mean number of cases present.</param>
/// <param name="Rate">Cases per day that were present at some time.</param>
/// <param name="Time">Mean days each spent inside the window.</param>
public sealed record Little(double Present, double Rate, double Time)
{
    public double Gap => Math.Abs(Present - (Rate * Time));

    /// <param name="spans">From included, to excluded; days on one clock.</param>
    public static Little Of(IReadOnlyList<(double From, double To)> spans, double from, double to)
    {
        var inside = spans.Select(span => (From: Math.Max(span.From, from), To: Math.Min(span.To, to))).Where(span => span.To > span.From).ToList();
        var (area, present, last) = (0.0, 0, from);
        foreach (var (at, change) in inside.SelectMany(span => new[] { (span.From, 1), (span.To, -1) }).OrderBy(change => change.Item1))
        {
            area += present * (at - last);
            (present, last) = (present + change, at);
        }

        return new Little(area / (to - from), inside.Count / (to - from), inside.Count == 0 ? 0 : inside.Average(span => span.To - span.From));
    }
}
