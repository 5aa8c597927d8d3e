using Jalon.Insights.Numbers;

namespace Jalon.Insights.Survival;

public enum Direction { Undecided, Down, Up }

/// <summary>A case and the group it is compared within, profession and organisation for instance.</summary>
public readonly record struct Grouped(string Group, Observation Observation);

/// <summary>
/// How mean days changed between two periods, had the mix of groups been the same in both: direct standardisation, each group weighing what it weighs in the two periods
/// together (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 4), on restricted means.
/// </summary>
/// <param name="Days">Recent less baseline.</param>
/// <param name="ShareCompared">Share of the cases whose group could be compared: present and followed long enough in both periods.</param>
public sealed record Change(double Days, double Low, double High, double ShareCompared)
{
    /// <summary>Cases under which two periods are not compared.</summary>
    public const int LeastCompared = 20;

    public Direction Direction => High < 0 ? Direction.Down : Low > 0 ? Direction.Up : Direction.Undecided;

    /// <summary>« en baisse », « en hausse » or « on ne peut pas conclure ».</summary>
    public string Words => Direction switch { Direction.Down => "en baisse", Direction.Up => "en hausse", _ => "on ne peut pas conclure" };

    /// <summary>Null when either period has fewer than twenty cases that can be compared.</summary>
    public static Change? Between(IReadOnlyCollection<Grouped> baseline, IReadOnlyCollection<Grouped> recent, double horizon)
    {
        var after = recent.ToLookup(one => one.Group, one => one.Observation);
        var groups = baseline.GroupBy(one => one.Group, one => one.Observation)
            .Select(group => (Before: SurvivalCurve.Of(group), After: SurvivalCurve.Of(after[group.Key])))
            .Select(group => (group.Before.Table, Later: group.After.Table, Before: group.Before.MeanWithin(horizon), After: group.After.MeanWithin(horizon)))
            .Where(group => group is { Before: not null, After: not null }).ToList();
        var cases = (double)groups.Sum(group => group.Table.Cases + group.Later.Cases);
        if (groups.Sum(group => group.Table.Cases) < LeastCompared || groups.Sum(group => group.Later.Cases) < LeastCompared) return null;
        var (days, variance) = (0.0, 0.0);
        foreach (var (before, later, mean, newer) in groups)
        {
            var weight = (before.Cases + later.Cases) / cases;
            days += weight * (newer!.Days - mean!.Days);
            variance += weight * weight * (newer.Variance + mean.Variance);
        }

        var half = Normal.Z95 * Math.Sqrt(variance);
        return new Change(days, days - half, days + half, cases / baseline.Concat(recent).Sum(one => one.Observation.Count));
    }
}
