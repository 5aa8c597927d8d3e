using Jalon.Insights.Survival;

namespace Jalon.Web.Cockpit;

/// <summary>The median of a half-year that ends with a month, and its interval.</summary>
public sealed record TrendPoint(DateOnly Until, int? Median, int? Low, int? High, long Posts);

/// <summary>
/// The one number: days from the need to the person at work, over a period seen as such (open posts included, nobody followed before the period or after it), against the
/// year before it.
/// </summary>
/// <param name="Median">« Non atteinte » where its day is null.</param>
/// <param name="Change">Null where either period has fewer than twenty places to compare.</param>
/// <param name="Horizon">Days over which the means that are compared run.</param>
public sealed record Headline(Quantile Median, Quantile Before, Change? Change, int Horizon, long Posts, IReadOnlyList<TrendPoint> Trend)
{
    public const int BaselineMonths = 12;

    /// <summary>Fewer places than this have no median (product rule).</summary>
    public const int LeastPosts = 5;

    public const int TrendMonths = 12;

    /// <summary>Horizons tried, the longest first: the one kept is followed long enough in both periods.</summary>
    private static readonly int[] Horizons = [365, 300, 270, 240, 210, 180, 150, 120, 90];

    /// <param name="posts">Places alive since the start of the trend, on the clock of arrival.</param>
    public static Headline Of(IReadOnlyList<PostLine> posts, Perimeter perimeter)
    {
        var (from, to) = (perimeter.From, perimeter.To);
        var curve = SurvivalCurve.Of(Period(posts, from, to).Select(one => one.Seen));
        var before = SurvivalCurve.Of(Period(posts, from.AddMonths(-BaselineMonths), from).Select(one => one.Seen));
        var (baseline, recent) = Strata.Of(Levels(posts, from.AddMonths(-BaselineMonths), from, perimeter.Tree), Levels(posts, from, to, perimeter.Tree));
        var (change, horizon) = Compare(baseline, recent);
        var trend = Enumerable.Range(1 - TrendMonths, TrendMonths).Select(month => Point(posts, to.AddMonths(month), perimeter.Months)).ToList();
        return new Headline(curve.Median, before.Median, change, horizon, curve.Table.Cases, trend);
    }

    /// <summary>First day whose places the headline needs.</summary>
    public static DateOnly Since(Perimeter perimeter) => perimeter.From.AddMonths(-BaselineMonths);

    /// <summary>Places seen over a period: filled by whatever way is the end; given up or cancelled ends the observation.</summary>
    internal static IEnumerable<(PostLine Post, Observation Seen)> Period(IReadOnlyList<PostLine> posts, DateOnly from, DateOnly to) =>
        posts.SelectMany(post => Views.Period([post.Span], from, to, Clock.Calendar).Select(seen => (post, Filled(seen))));

    internal static Observation Filled(Observation seen) => seen with { Outcome = seen.Outcome is >= 1 and <= 3 ? 1 : Observation.Open };

    private static List<Levelled> Levels(IReadOnlyList<PostLine> posts, DateOnly from, DateOnly to, Tree tree) =>
        [.. Period(posts, from, to).Select(one => new Levelled([$"{one.Post.OrganisationId} {one.Post.Profession}", $"{tree.Root(one.Post.OrganisationId)}", "all"], one.Seen))];

    /// <summary>The longest horizon on which most places can be compared.</summary>
    private static (Change? Change, int Horizon) Compare(IReadOnlyList<Grouped> baseline, IReadOnlyList<Grouped> recent)
    {
        foreach (var horizon in Horizons)
            if (Change.Between(baseline, recent, horizon) is { ShareCompared: >= 0.8 } change) return (change, horizon);
        return (null, Horizons[^1]);
    }

    private static TrendPoint Point(IReadOnlyList<PostLine> posts, DateOnly until, int months)
    {
        var curve = SurvivalCurve.Of(Period(posts, until.AddMonths(-months), until).Select(one => one.Seen));
        var median = curve.Median;
        return curve.Table.Cases < LeastPosts ? new TrendPoint(until, null, null, null, curve.Table.Cases)
            : new TrendPoint(until, (int?)median.Day, (int?)median.Low, (int?)median.High, curve.Table.Cases);
    }
}
