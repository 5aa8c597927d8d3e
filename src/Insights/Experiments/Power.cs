using Jalon.Insights.Numbers;

namespace Jalon.Insights.Experiments;

/// <summary>What a log-rank test between two equal groups can find, from the number of ends it sees: Schoenfeld (Biometrika 68, 1981), two-sided at 5 %.</summary>
public static class Power
{
    /// <summary>Chance that a difference of rates is found, when it is there.</summary>
    public static double Of(double hazardRatio, double events) => Normal.Below((Math.Sqrt(events) / 2 * Math.Abs(Math.Log(hazardRatio))) - Normal.Z95);

    /// <summary>Ends needed: 4 (z₀.₉₇₅ + z_power)² / ln² HR.</summary>
    public static double EventsFor(double hazardRatio, double power = 0.8)
    {
        var z = (Normal.Z95 + Normal.Quantile(power)) / Math.Log(hazardRatio);
        return 4 * z * z;
    }

    /// <summary>The smallest acceleration found with this chance: a hazard ratio above 1; infinite without any end.</summary>
    public static double Detectable(double events, double power = 0.8) => Math.Exp(2 * (Normal.Z95 + Normal.Quantile(power)) / Math.Sqrt(events));
}

/// <summary>An experiment before it starts. Months throughout.</summary>
/// <param name="PostsPerMonth">Posts published each month that may enter.</param>
/// <param name="Rate">Share of waiting posts engaged per month (a hazard); with a median delay m, ln 2 / m.</param>
/// <param name="OtherRate">The same for posts cancelled or closed without anybody.</param>
/// <param name="EntryMonths">How long posts enter.</param>
/// <param name="FollowUpMonths">How long the last to enter is followed.</param>
/// <param name="HazardRatio">The acceleration hoped for.</param>
public sealed record Plan(double PostsPerMonth, double Rate, double OtherRate, double EntryMonths, double FollowUpMonths, double HazardRatio)
{
    /// <summary>Under this chance of finding what is hoped for, an experiment is only an « observation ».</summary>
    public const double LeastPower = 0.5;

    private const int MostMonths = 60;

    /// <summary>Engagements seen by the end, with steady entry and exponential delays (Lachin and Foulkes, Biometrics 42, 1986); group B has its own, faster rate.</summary>
    public double ExpectedEvents => PostsPerMonth * EntryMonths * (ShareEngaged(Rate) + ShareEngaged(Rate * HazardRatio)) / 2;

    public double Power => Experiments.Power.Of(HazardRatio, ExpectedEvents);

    public double Detectable => Experiments.Power.Detectable(ExpectedEvents);

    public bool ObservationOnly => Power < LeastPower;

    /// <summary>Months of entry needed for a chance of finding it; null when five years would not do.</summary>
    public int? MonthsFor(double power = 0.8) =>
        Enumerable.Range(1, MostMonths).Where(months => (this with { EntryMonths = months }).Power >= power).Select(months => (int?)months).FirstOrDefault();

    private double ShareEngaged(double rate)
    {
        var all = rate + OtherRate;
        if (all <= 0 || EntryMonths <= 0) return 0;
        var stillWaiting = (Math.Exp(-all * FollowUpMonths) - Math.Exp(-all * (EntryMonths + FollowUpMonths))) / (all * EntryMonths);
        return rate / all * (1 - stillWaiting);
    }
}
