namespace Jalon.Insights.Survival;

/// <summary>A time at which something ended.</summary>
/// <param name="AtRisk">Cases under observation and not ended just before.</param>
/// <param name="Ended">Ends of any outcome.</param>
/// <param name="ByOutcome">Ends by outcome; the first is outcome 1.</param>
public sealed record RiskRow(double Day, long AtRisk, long Ended, long[] ByOutcome);

/// <summary>What every estimate below is made of: at each time something ended, how many were at risk and what ended.</summary>
/// <param name="Last">The last day anything was seen, ended or not; null when nothing was.</param>
public sealed record RiskTable(IReadOnlyList<RiskRow> Rows, int Outcomes, long Cases, long NeverAtRisk, double? Last)
{
    /// <exception cref="ArgumentException">A duration is negative or not a number, an outcome or a count is negative.</exception>
    public static RiskTable Of(IEnumerable<Observation> observations)
    {
        var (seen, entries, never) = (new List<Observation>(), new List<(double Day, long Count)>(), 0L);
        foreach (var one in observations)
        {
            if (!IsPossible(one)) throw new ArgumentException($"Not an observation: {one}");
            if (one.NeverAtRisk) never += one.Count;
            else if (one.Count > 0) seen.Add(one);
        }

        seen.Sort(static (one, other) => one.Days.CompareTo(other.Days));
        entries.AddRange(seen.Select(one => (one.Entry, one.Count)));
        entries.Sort(static (one, other) => one.Day.CompareTo(other.Day));
        var outcomes = seen.Count == 0 ? 0 : seen.Max(one => one.Outcome);
        return new RiskTable(Sweep(seen, entries, outcomes), outcomes, seen.Sum(one => one.Count), never, seen.Count == 0 ? null : seen[^1].Days);
    }

    private static bool IsPossible(Observation seen) =>
        seen is { Days: >= 0, Outcome: >= 0, Count: >= 0 } && !double.IsInfinity(seen.Days) && !double.IsNaN(seen.Entry);

    private static List<RiskRow> Sweep(List<Observation> seen, List<(double Day, long Count)> entries, int outcomes)
    {
        var (rows, atRisk, entered) = (new List<RiskRow>(), 0L, 0);
        for (var i = 0; i < seen.Count;)
        {
            var (day, gone, byOutcome) = (seen[i].Days, 0L, (long[]?)null);
            for (; entered < entries.Count && entries[entered].Day < day; entered++) atRisk += entries[entered].Count;
            for (; i < seen.Count && seen[i].Days == day; i++)
            {
                gone += seen[i].Count;
                if (seen[i].Outcome != Observation.Open) (byOutcome ??= new long[outcomes])[seen[i].Outcome - 1] += seen[i].Count;
            }

            if (byOutcome is not null) rows.Add(new RiskRow(day, atRisk, byOutcome.Sum(), byOutcome));
            atRisk -= gone;
        }

        return rows;
    }
}
