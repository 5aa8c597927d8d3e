namespace Jalon.Insights.Bottlenecks;

/// <summary>Days lost by posts: what the headline counts. Not to be added to the days of applications, and the compiler sees to it.</summary>
public readonly record struct PostDays(double Days)
{
    public static PostDays operator +(PostDays one, PostDays other) => new(one.Days + other.Days);
}

/// <summary>Days applications spend in somebody's hands: a workload. Ten applications that wait a day for the same post make ten of these and one post-day.</summary>
public readonly record struct ApplicationDays(double Days)
{
    public static ApplicationDays operator +(ApplicationDays one, ApplicationDays other) => new(one.Days + other.Days);

    /// <summary>The workload of each place over the visits that applications make.</summary>
    public static IReadOnlyDictionary<Place, ApplicationDays> ByPlace(IEnumerable<Visit> visits) =>
        visits.GroupBy(visit => visit.Place).ToDictionary(group => group.Key, group => group.Aggregate(new ApplicationDays(), (sum, visit) => sum + new ApplicationDays(visit.Days)));
}
