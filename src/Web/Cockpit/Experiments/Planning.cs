using Jalon.Insights.Experiments;
using Jalon.Insights.Survival;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit.Experiments;

/// <summary>What an experiment may find in a perimeter, from the posts of its last twelve months.</summary>
public static class Planning
{
    private const double DaysOfMonth = 365.25 / 12;

    /// <summary>Posts of the year before under which no rate is known.</summary>
    public const int LeastPosts = 10;

    /// <summary>Null where too few posts were published for any rate to be known.</summary>
    public static Plan? Of(IReadOnlyList<PostLine> year, DateOnly today, double entryMonths, double followMonths, double hazardRatio)
    {
        var first = today.AddMonths(-12);
        var entered = year.Where(post => post is { Place: 1, Visit: 1 } && post.Span.From >= first).Count();
        var observed = Views.Period(year.Where(post => post is { Place: 1, Visit: 1 }).Select(post => post.Span), first, today, Clock.Calendar).ToList();
        var months = observed.Sum(one => Math.Max(0, one.Days - Math.Max(0, one.Entry)) * one.Count) / DaysOfMonth;
        if (entered < LeastPosts || months <= 0) return null;
        var (filled, other) = (observed.Count(one => one.Outcome is >= 1 and <= 3), observed.Count(one => one.Outcome is (int)PostOutcome.Unfilled or (int)PostOutcome.Cancelled));
        return filled == 0 ? null : new Plan(entered / 12.0, filled / months, other / months, entryMonths, followMonths, hazardRatio);
    }
}
