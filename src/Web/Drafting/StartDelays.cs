using System.Collections.Concurrent;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Web.Cockpit;
using Jalon.Web.Delays;

namespace Jalon.Web.Drafting;

/// <summary>When somebody can be hoped at work on a post like this one, and where it was learnt.</summary>
/// <param name="Day">By then, one place in two was taken.</param>
/// <param name="Start">The first of a month that follows.</param>
/// <param name="Posts">Places taken in a year that waited as long.</param>
/// <param name="MedianDays">From the need.</param>
/// <param name="Source">« métier « Développeur », Ministère Alpha ».</param>
public sealed record RealisticStart(DateOnly Day, DateOnly Start, long Posts, int MedianDays, string Source)
{
    /// <summary>Days by which a wish comes too early; 0 where it does not.</summary>
    public int TooEarly(DateOnly? wished) => wished is { } day && day < Day ? Day.DayNumber - day.DayNumber : 0;

    /// <summary>From a curve of days from the need to the arrival; null where too few places waited as long to say.</summary>
    public static RealisticStart? Of(SurvivalCurve curve, DateOnly needed, DateOnly today, string source)
    {
        if (Remaining.After(curve, Math.Max(0, today.DayNumber - needed.DayNumber)) is not { Cases: >= ObservedDelays.Enough } left) return null;
        var median = (int)Math.Ceiling(left.Median);
        var day = needed.AddDays(median) is var likely && likely > today ? likely : today.AddDays(1);
        return new RealisticStart(day, day.Day == 1 ? day : new DateOnly(day.Year, day.Month, 1).AddMonths(1), left.Cases, median, source);
    }
}

/// <summary>How long places took from the need to the person at work, over a year, by organisation and profession: read again every hour.</summary>
public sealed class StartDelays(Engine engine)
{
    private const int Months = 12, MostKept = 500;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Place, string Profession), (DateTimeOffset At, SurvivalCurve Curve)> kept = new();

    /// <summary>From the profession in the organisation, then higher up, then in the whole filière; then from all professions. Null where none has seen enough.</summary>
    public async Task<RealisticStart?> OfAsync(Guid? organisation, string? profession, DateOnly? needed, CancellationToken ct)
    {
        var (tree, today) = (await Tree.ReadAsync(engine.Database, ct), FrenchCalendar.DayOf(engine.Clock.GetUtcNow()));
        List<Guid?> places = [.. organisation is { } id ? tree.Path(id).Select(place => (Guid?)place) : [], null];
        foreach (var named in profession is null ? [null] : new[] { profession, null })
            foreach (var place in places)
                if (RealisticStart.Of(await CurveAsync(tree, place, named, today, ct), needed ?? today, today, Said(tree, place, named)) is { } start) return start;
        return null;
    }

    private static string Said(Tree tree, Guid? place, string? profession) =>
        $"{(profession is null ? "tous métiers" : $"métier «{French.Nbsp}{profession}{French.Nbsp}»")}, {(place is { } id ? tree.Name(id) : "toute la filière")}";

    private async Task<SurvivalCurve> CurveAsync(Tree tree, Guid? place, string? profession, DateOnly today, CancellationToken ct)
    {
        var (key, now) = ((place ?? Guid.Empty, profession ?? ""), engine.Clock.GetUtcNow());
        if (kept.TryGetValue(key, out var known) && now - known.At < Fresh) return known.Curve;
        var from = today.AddMonths(-Months);
        var perimeter = new Perimeter(new Filters(Months, Profession: profession), place is { } id ? [.. tree.Below(id)] : null, from, today, tree, Guid.Empty);
        var lines = await Posts.ReadAsync(engine.Database, perimeter, PostClock.Arrival, from, ct);
        var curve = SurvivalCurve.Of(Views.Period(lines.Select(Until), from, today.AddDays(1), Clock.Calendar));
        if (kept.Count >= MostKept) kept.Clear();
        kept[key] = (now, curve);
        return curve;
    }

    /// <summary>A place given up was never taken: it is followed until then.</summary>
    private static Span Until(PostLine line) =>
        line.Span with { Outcome = line.Outcome is PostOutcome.CivilServant or PostOutcome.Contract or PostOutcome.Reconversion ? 1 : Observation.Open };
}
