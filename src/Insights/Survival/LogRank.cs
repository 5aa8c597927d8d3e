using Jalon.Insights.Numbers;

namespace Jalon.Insights.Survival;

/// <summary>Two groups to compare within one stratum.</summary>
public sealed record TwoGroups(IReadOnlyCollection<Observation> First, IReadOnlyCollection<Observation> Second);

/// <summary>
/// Do two groups end at the same rate? Mantel (Cancer Chemother. Rep. 50, 1966) with the hypergeometric variance, summed over strata (Peto and Peto,
/// J. R. Stat. Soc. A 135, 1972); delayed entry changes only who is at risk.
/// </summary>
/// <param name="Observed">Ends in the second group.</param>
/// <param name="Expected">Ends expected there if the groups were alike.</param>
public sealed record LogRank(double Observed, double Expected, double Variance, long Events)
{
    /// <summary>χ² with one degree of freedom; 0 when nothing can be compared.</summary>
    public double ChiSquare => Variance > 0 ? (Observed - Expected) * (Observed - Expected) / Variance : 0;

    /// <summary>Probability of a difference at least as large between groups that are alike.</summary>
    public double P => Numbers.ChiSquare.Above(ChiSquare, 1);

    /// <summary>Rate of ending in the second group over the first's, by one step from 1 (Peto et al., Br. J. Cancer 35, 1977); null when nothing can be compared.</summary>
    public double? HazardRatio => Variance > 0 ? Math.Exp((Observed - Expected) / Variance) : null;

    /// <summary>Interval of the hazard ratio, two-sided 95 %.</summary>
    public (double Low, double High)? Interval => HazardRatio is { } ratio ? (ratio / Factor, ratio * Factor) : null;

    private double Factor => Math.Exp(Normal.Z95 / Math.Sqrt(Variance));

    public static LogRank Of(IEnumerable<Observation> first, IEnumerable<Observation> second) => Stratified([new TwoGroups([.. first], [.. second])]);

    public static LogRank Stratified(IEnumerable<TwoGroups> strata)
    {
        var (observed, expected, variance, events) = (0.0, 0.0, 0.0, 0L);
        foreach (var (first, second) in strata)
        {
            var all = RiskTable.Of(first.Concat(second));
            var own = new AtRisk(second);
            foreach (var row in all.Rows)
            {
                var (n, d, here) = ((double)row.AtRisk, (double)row.Ended, (double)own.At(row.Day));
                observed += own.EndedAt(row.Day);
                expected += d * here / n;
                if (row.AtRisk > 1) variance += d * (here / n) * (1 - (here / n)) * ((n - d) / (n - 1));
                events += row.Ended;
            }
        }

        return new LogRank(observed, expected, variance, events);
    }

    /// <summary>Who of one group is at risk, asked in the order of time.</summary>
    private sealed class AtRisk
    {
        private readonly (double Day, long Change)[] changes;
        private readonly Dictionary<double, long> ended = [];
        private int next;
        private long count;

        public AtRisk(IReadOnlyCollection<Observation> group)
        {
            var seen = group.Where(one => !one.NeverAtRisk).ToList();
            foreach (var one in seen.Where(one => one.Outcome != Observation.Open)) ended[one.Days] = ended.GetValueOrDefault(one.Days) + one.Count;
            changes = [.. seen.SelectMany(one => new[] { (one.Entry, one.Count), (one.Days, -one.Count) }).OrderBy(change => change.Item1)];
        }

        /// <summary>Entered before the day and not ended before it. Days are asked in ascending order.</summary>
        public long At(double day)
        {
            for (; next < changes.Length && changes[next].Day < day; next++) count += changes[next].Change;
            return count;
        }

        public long EndedAt(double day) => ended.GetValueOrDefault(day);
    }
}
