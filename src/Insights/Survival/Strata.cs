namespace Jalon.Insights.Survival;

/// <summary>A case and the groups it may be compared within, the finest first.</summary>
public readonly record struct Levelled(IReadOnlyList<string> Groups, Observation Observation);

/// <summary>
/// Groups fine enough to be alike and large enough to be compared: a group with too few cases in either period joins the others of the next, coarser one. What is left at
/// the coarsest is one group.
/// </summary>
public static class Strata
{
    /// <param name="least">Cases of each period that a group needs to stand alone.</param>
    public static (IReadOnlyList<Grouped> Baseline, IReadOnlyList<Grouped> Recent) Of(IReadOnlyList<Levelled> baseline, IReadOnlyList<Levelled> recent, int least = 10)
    {
        var (before, after) = (new List<Grouped>(), new List<Grouped>());
        var (left, right) = (baseline, recent);
        for (var level = 0; left.Count + right.Count > 0; level++)
        {
            var (older, newer) = (left.ToLookup(Group), right.ToLookup(Group));
            var last = left.Concat(right).All(one => one.Groups.Count <= level + 1);
            var kept = older.Select(group => group.Key).Concat(newer.Select(group => group.Key)).Where(name => last || (Cases(older[name]) >= least && Cases(newer[name]) >= least)).ToHashSet();
            before.AddRange(left.Where(one => kept.Contains(Group(one))).Select(one => new Grouped(Group(one), one.Observation)));
            after.AddRange(right.Where(one => kept.Contains(Group(one))).Select(one => new Grouped(Group(one), one.Observation)));
            (left, right) = ([.. left.Where(one => !kept.Contains(Group(one)))], [.. right.Where(one => !kept.Contains(Group(one)))]);

            string Group(Levelled one) => one.Groups[Math.Min(level, one.Groups.Count - 1)];
        }

        return (before, after);
    }

    private static long Cases(IEnumerable<Levelled> group) => group.Sum(one => one.Observation.NeverAtRisk ? 0 : one.Observation.Count);
}
