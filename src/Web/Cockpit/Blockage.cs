using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Bottlenecks;
using Jalon.Silo;
using Jalon.Silo.Projections;

namespace Jalon.Web.Cockpit;

/// <summary>One line of the life of posts: mean days by who has them, over the places filled in the period, and what is late in it now.</summary>
/// <param name="Target">Days its steps were allowed in all, on average; null where the law fixes the date or nothing does.</param>
/// <param name="LateShare">Share of the visits of the period past their target; null without a target.</param>
/// <param name="Gain">Days gained per place concerned, had the line been kept to its targets.</param>
public sealed record GroupLine(string Group, IReadOnlyDictionary<TimeKind, double> Days, double? Target, double? LateShare, double Gain, int Posts, bool Legal)
{
    public double Total => Days.Values.Sum();

    /// <summary>No target runs, and the law has its days.</summary>
    public bool FixedByLaw => Legal && Days.GetValueOrDefault(TimeKind.LegalWait) > 0;
}

/// <summary>A delay and how it moved.</summary>
/// <param name="Line">Its place by id; <see cref="Said"/> says it.</param>
/// <param name="Trend">Mean share of the target less that of the period before; null where one of them is not known.</param>
/// <param name="TrendHalf">Half of the 95 % interval of the trend.</param>
public sealed record Delay(Bottleneck Line, Place Said, double? Trend, double? TrendHalf)
{
    /// <summary>Days per place concerned.</summary>
    public double PerPost => Line.Excess.Days / Line.Posts;

    public double Low => Line.Low / Line.Posts;

    public double High => Line.High / Line.Posts;

    public string TrendWords => Trend is not { } trend || TrendHalf is not { } half ? "évolution inconnue" : Math.Abs(trend) <= half ? "sans évolution nette" : trend > 0 ? "plus long qu’avant" : "plus court qu’avant";
}

/// <summary>Where posts wait, in a perimeter and over a period.</summary>
/// <param name="Filled">Places filled in the period: the bars are about them, and sum to their mean lead time.</param>
public sealed record Blockage(IReadOnlyList<Delay> Delays, IReadOnlyList<GroupLine> Groups, int Count, int Open, int Filled, double MeanLead, IReadOnlyDictionary<string, StepHeat> Heat)
{
    /// <summary>When it was computed: figures of many places are kept a few minutes.</summary>
    public DateTimeOffset At { get; init; }

    public Delay? First => Delays is [{ Line.Net: true } first, ..] ? first : null;

    public static async Task<Blockage> ReadAsync(Engine engine, Perimeter perimeter, CancellationToken ct)
    {
        var before = perimeter.From.AddMonths(-perimeter.Months);
        var read = await PlaceSteps.ReadAsync(engine.Database, await Posts.ReadAsync(engine.Database, perimeter, PostClock.Arrival, before, ct), ct);
        var all = await PlaceSteps.ThroughAsync(engine.Database, read, perimeter.Filters.Channel, ct);
        var places = all.Where(place => place.Post.Span.To is not { } to || to >= perimeter.From).ToList();
        return Of(places, [.. all.Where(place => place.Post.Span.From < perimeter.From)], perimeter, engine.Clock.GetUtcNow()) with { At = engine.Clock.GetUtcNow() };
    }

    private static Blockage Of(List<PlaceSteps> places, List<PlaceSteps> earlier, Perimeter perimeter, DateTimeOffset now)
    {
        var graphs = PostGraphs.Of(places, perimeter.From, now);
        var ranking = BottleneckRanking.Of(graphs, name => perimeter.Tree.Parent(Guid.Parse(name))?.ToString());
        var then = PostGraphs.Of(earlier, perimeter.From.AddMonths(-perimeter.Months), FrenchCalendar.StartOf(perimeter.From)).SelectMany(graph => graph.Visits).ToLookup(visit => visit.Place with { Organisation = "" });
        var delays = ranking.Lines.Select(line => Trend(line, then, perimeter.Tree)).ToList();
        var filled = places.Where(place => place.Post.Outcome is >= PostOutcome.CivilServant and <= PostOutcome.Reconversion && place.Post.Span.To >= perimeter.From).ToList();
        var held = filled.Select(place => Attribution.Of(place.Steps, FrenchCalendar.StartOf(place.Post.Span.From), FrenchCalendar.StartOf(place.Post.Span.To!.Value))).ToList();
        return new Blockage(delays, Lines(held, graphs, PostGraphs.Of(filled, perimeter.From, now)), places.Count, places.Count(place => place.Post.Open), filled.Count,
            filled.Count == 0 ? 0 : held.Average(one => one.Sum(part => part.Time.TotalDays)), HeatOf(graphs));
    }

    /// <summary>Against the visits of the period before to the same step, by the same holder, below the same organisation.</summary>
    private static Delay Trend(Bottleneck line, ILookup<Place, Visit> before, Tree tree)
    {
        var below = Guid.TryParse(line.Place.Organisation, out var id) ? tree.Below(id).Select(one => one.ToString()).ToHashSet() : [];
        var former = BottleneckRanking.Expected(before[line.Place with { Organisation = "" }].Where(visit => below.Contains(visit.Place.Organisation)));
        var (trend, half) = former is { } known && line.Expected is { } current
            ? (current.Days - known.Days, (double?)(1.96 * Math.Sqrt(current.Variance + known.Variance))) : ((double?)null, (double?)null);
        return new Delay(line, PostGraphs.Said(line.Place, tree), trend, half);
    }

    private static Dictionary<string, StepHeat> HeatOf(List<CaseGraph> graphs)
    {
        var gains = BottleneckRanking.Of([.. graphs.Select(graph => graph.Renamed(place => new Place("", place.Step, "", "")))]).Lines.ToDictionary(line => line.Place.Step);
        return graphs.SelectMany(graph => graph.Visits).Where(visit => visit.InView).GroupBy(visit => visit.Place.Step).ToDictionary(step => step.Key, step =>
        {
            var (days, aimed) = (step.Select(visit => visit.Days).Order().ToList(), step.Where(visit => visit is { Target: > 0, Kind: not TimeKind.LegalWait }).ToList());
            return new StepHeat(step.Key, step.Count(visit => !visit.Ended), days.Count, days.Average(), days[days.Count / 2],
                aimed.Count == 0 ? null : (double)aimed.Count(visit => visit.Days > visit.Target) / aimed.Count, gains.GetValueOrDefault(step.Key) is { } gain ? gain.Excess.Days / gain.Posts : 0);
        });
    }

    private static List<GroupLine> Lines(List<IReadOnlyList<Held>> held, List<CaseGraph> graphs, List<CaseGraph> filled)
    {
        var gains = BottleneckRanking.Of([.. graphs.Select(graph => graph.Renamed(place => new Place(place.Stage, "", "", "")))]).Lines.ToDictionary(line => line.Place.Stage);
        var visits = graphs.SelectMany(graph => graph.Visits).Where(visit => visit.InView).ToLookup(visit => visit.Place.Stage);
        string[] undated = held.SelectMany(one => one).Any(part => part.Group == StepGroups.Undated) ? [StepGroups.Undated] : [];
        return [.. StepGroups.All.Concat(undated).Select(group => Line(group, held, visits[group].ToList(), gains.GetValueOrDefault(group), Target(group, filled)))];
    }

    /// <summary>What the steps of a line were allowed in all, on average over the filled places that went through it.</summary>
    private static double? Target(string group, List<CaseGraph> filled)
    {
        var allowed = filled.Select(graph => graph.Visits.Where(visit => visit is { Target: > 0, Kind: not TimeKind.LegalWait } && visit.Place.Stage == group).Select(visit => visit.Target).ToList())
            .Where(targets => targets.Count > 0).Select(targets => group == StepGroups.Parallel ? targets.Max() : targets.Sum()).ToList();
        return allowed.Count == 0 ? null : allowed.Average();
    }

    private static GroupLine Line(string group, List<IReadOnlyList<Held>> held, List<Visit> visits, Bottleneck? gain, double? target)
    {
        var days = held.SelectMany(one => one).Where(part => part.Group == group).GroupBy(part => part.Kind).ToDictionary(part => part.Key, part => part.Sum(one => one.Time.TotalDays) / held.Count);
        var aimed = visits.Where(visit => visit is { Target: > 0, Kind: not TimeKind.LegalWait }).ToList();
        return new GroupLine(group, days, target, aimed.Count == 0 ? null : (double)aimed.Count(visit => visit.Days > visit.Target) / aimed.Count,
            gain is null ? 0 : gain.Excess.Days / gain.Posts, gain?.Posts ?? 0, aimed.Count == 0 && visits.Count > 0);
    }
}
