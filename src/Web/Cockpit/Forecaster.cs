using Jalon.Grains.Calendar;
using Jalon.Insights.Forecasts;
using Jalon.Silo;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>What is expected of every open place, and what would have been said of it earlier.</summary>
/// <param name="WasInDanger">Places in danger on the last working day before.</param>
public sealed record Expectations(DateTimeOffset At, IReadOnlyList<Outlook> Open, IReadOnlySet<(Guid VacancyId, int Place)> WasInDanger, ForecastModel Model);

/// <summary>Forecasts of the whole filière, learnt once for all readers: they move with days, not with clicks. Who may see which is asked of each reader's perimeter.</summary>
public sealed class Forecaster(Engine engine) : IDisposable
{
    /// <summary>Months of history that forecasts learn from.</summary>
    private const int LearntMonths = 24;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim one = new(1, 1);

    private Expectations? last;

    /// <summary>What was learnt last, on the same day, is given at once while it is learnt again for the next reader.</summary>
    public async Task<Expectations> ReadAsync(Tree tree, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        if (Volatile.Read(ref last) is not { } known || FrenchCalendar.DayOf(known.At) != FrenchCalendar.DayOf(now)) return await AgainAsync(tree, ct);
        if (now - known.At >= Fresh && one.CurrentCount > 0) _ = Task.Run(() => AgainAsync(tree, CancellationToken.None), CancellationToken.None).ContinueWith(static failed => _ = failed.Exception, TaskScheduler.Default);
        return known;
    }

    private async Task<Expectations> AgainAsync(Tree tree, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var now = engine.Clock.GetUtcNow();
            if (last is { } known && now - known.At < Fresh && FrenchCalendar.DayOf(known.At) == FrenchCalendar.DayOf(now)) return known;
            return last = await LearnAsync(tree, now, ct);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<Expectations> LearnAsync(Tree tree, DateTimeOffset now, CancellationToken ct)
    {
        var today = FrenchCalendar.DayOf(now);
        var everything = new Perimeter(new Filters(), null, today.AddMonths(-LearntMonths), today, tree, Guid.Empty);
        var places = await PlaceSteps.ReadAsync(engine.Database, await Posts.ReadAsync(engine.Database, everything, PostClock.Arrival, everything.From, ct), ct);
        var model = Outlooks.Learn(places, today);
        var open = Outlooks.Of(places, model, today).ToList();
        var before = FrenchCalendar.WorkingDaysBefore(today, 1);
        var danger = open.Where(one => Outlooks.WasInDanger(one.Place, model, before)).Select(one => (one.Place.Post.VacancyId, one.Place.Post.Place)).ToHashSet();
        return new Expectations(now, open, danger, model);
    }

    public void Dispose() => one.Dispose();
}
