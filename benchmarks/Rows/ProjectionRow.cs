using Jalon.Grains;
using Jalon.Silo.Projections;

namespace Jalon.Bench;

/// <summary>The interval projection alone: a journal of 60 000 facts read from its beginning into empty tables.</summary>
internal sealed class ProjectionRow : IRow
{
    public string Name => "projection";

    public IReadOnlyList<string> Beside => [];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var journal = await FeedJournal.OfAsync(ground, ct);
        return await journal.ReadAsync(ground, IntervalProjection.Subscription(journal.Database, Kinds.All), "truncate jalon.interval, jalon.case_clock", ct);
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name) with { Target = 10_000, Alone = true }];
}
