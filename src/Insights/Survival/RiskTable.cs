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
        var (ends, entries, never, outcomes) = (new SortedDictionary<double, Dictionary<int, long>>(), new SortedDictionary<double, long>(), 0L, 0);
        foreach (var seen in observations)
        {
            if (!IsPossible(seen)) throw new ArgumentException($"Not an observation: {seen}");
            if (seen.Count == 0) continue;
            if (seen.NeverAtRisk)
            {
                never += seen.Count;
                continue;
            }

            outcomes = Math.Max(outcomes, seen.Outcome);
            if (!ends.TryGetValue(seen.Days, out var at)) ends[seen.Days] = at = [];
            at[seen.Outcome] = at.GetValueOrDefault(seen.Outcome) + seen.Count;
            entries[seen.Entry] = entries.GetValueOrDefault(seen.Entry) + seen.Count;
        }

        return new RiskTable(Sweep(ends, entries, outcomes), outcomes, entries.Values.Sum(), never, ends.Count == 0 ? null : ends.Keys.Last());
    }

    private static bool IsPossible(Observation seen) =>
        seen is { Days: >= 0, Outcome: >= 0, Count: >= 0 } && !double.IsInfinity(seen.Days) && !double.IsNaN(seen.Entry);

    private static List<RiskRow> Sweep(SortedDictionary<double, Dictionary<int, long>> ends, SortedDictionary<double, long> entries, int outcomes)
    {
        var (rows, atRisk) = (new List<RiskRow>(), 0L);
        using var entering = entries.GetEnumerator();
        var more = entering.MoveNext();
        foreach (var (day, at) in ends)
        {
            for (; more && entering.Current.Key < day; more = entering.MoveNext()) atRisk += entering.Current.Value;
            var byOutcome = new long[outcomes];
            foreach (var (outcome, count) in at)
                if (outcome != Observation.Open) byOutcome[outcome - 1] = count;
            if (byOutcome.Sum() is > 0 and var ended) rows.Add(new RiskRow(day, atRisk, ended, byOutcome));
            atRisk -= at.Values.Sum();
        }

        return rows;
    }
}
