using Jalon.Insights.Forecasts;
using Jalon.Silo;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>What the places of a perimeter say of the morning: the headline, how many are open, and those that moved of late.</summary>
public sealed record Arrivals(Headline Headline, int Open, IReadOnlyList<PostLine> Lately, int Places);

/// <summary>What the programme follows over a year, and past one recruitment.</summary>
public sealed record Yearly(Indicators Indicators, Programme Programme);

/// <summary>The figures of pages that read years of places, kept a few minutes where there are many.</summary>
public sealed class KeptFigures(Engine engine)
{
    /// <summary>Places under which figures are computed at each reading.</summary>
    private const int Many = 1_000;

    /// <summary>The same, of candidacies filed in a year, and of forecasts scored.</summary>
    private const int ManyFiled = 20_000;

    private readonly Remembered<Blockage> blockages = new(engine.Clock);
    private readonly Remembered<Arrivals> arrivals = new(engine.Clock);
    private readonly Remembered<Yearly> years = new(engine.Clock);
    private readonly Remembered<IReadOnlyList<Backtest>> backtests = new(engine.Clock);

    public Task<Blockage> BlockageAsync(Perimeter perimeter) =>
        blockages.OfAsync(perimeter.Question, () => Blockage.ReadAsync(engine, perimeter, CancellationToken.None), found => found.Count > Many);

    /// <summary>Forecasts as they would have been said each Monday, scored: one per horizon.</summary>
    public Task<IReadOnlyList<Backtest>> BacktestsAsync(Perimeter perimeter) => backtests.OfAsync(perimeter.Question, async () =>
    {
        var posts = await Posts.ReadAsync(engine.Database, perimeter, PostClock.Arrival, perimeter.To.AddMonths(-LearntMonths), CancellationToken.None);
        return BacktestReading.Of(await PlaceSteps.ReadAsync(engine.Database, posts, CancellationToken.None), perimeter.To);
    }, found => found.Any(test => test.Posts > ManyFiled));

    public Task<Yearly> YearAsync(Perimeter perimeter) => years.OfAsync(perimeter.Question, async () => new Yearly(
        await Indicators.ReadAsync(engine.Database, perimeter, engine.Rules.Current, CancellationToken.None), await Programme.ReadAsync(engine.Database, perimeter, engine.Rules.Current, CancellationToken.None)),
        found => found.Indicators.Answers.Cases > ManyFiled);

    public Task<Arrivals> ArrivalsAsync(Perimeter perimeter) => arrivals.OfAsync(perimeter.Question, async () =>
    {
        var posts = await Posts.ReadAsync(engine.Database, perimeter, PostClock.Arrival, Headline.Since(perimeter).AddMonths(-Headline.TrendMonths), CancellationToken.None);
        var lately = perimeter.To.AddDays(-Lately);
        return new Arrivals(Headline.Of(posts, perimeter), posts.Count(post => post.Open), [.. posts.Where(post => post.Span.To >= lately)], posts.Count);
    }, found => found.Places > Many);

    private const int LearntMonths = 24;

    /// <summary>Days that surely hold the last working day.</summary>
    private const int Lately = 14;
}
