using Jalon.Grains;
using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Insights.Bottlenecks;

/// <summary>One place, and what it costs.</summary>
/// <param name="Posts">Cases that went through it.</param>
/// <param name="Visits">Visits, those that last included.</param>
/// <param name="Expected">Mean share of the target that a visit uses, over four targets, lasting visits censored; null when not followed long enough. 1 is the target.</param>
/// <param name="Excess">Days by which its posts would have arrived earlier, in all.</param>
/// <param name="Net">The delay is beyond what chance explains, all places taken together.</param>
public sealed record Bottleneck(Place Place, int Posts, int Visits, RestrictedMean? Expected, PostDays Excess, double Low, double High, bool Net);

/// <summary>What blocks, most first: places whose delay is certain, then the others by their excess.</summary>
public sealed record BottleneckRanking(IReadOnlyList<Bottleneck> Lines)
{
    /// <summary>Chance that some place is said late when none is, all places together.</summary>
    private const double FalseAlarm = 0.01;

    /// <summary>Visits followed past so many targets add nothing to the expected share: one lost case does not make a bottleneck.</summary>
    private const double MostTargets = 4;

    /// <summary>Levels of organisations; no tree is deeper.</summary>
    private const int MostLevels = 20;

    /// <summary>Ended visits under which a place is not judged.</summary>
    private const int LeastEnded = 5;

    public Bottleneck? First => Lines is [{ Net: true } first, ..] ? first : null;

    public string Sentence => First is not { } first
        ? "Aucun écart net\u00A0: aucune étape ne dépasse son délai visé au-delà de ce que le hasard explique."
        : $"Ce qui bloque le plus\u00A0: «\u00A0{first.Place.Step}\u00A0» (étape {first.Place.Stage}), {first.Place.Organisation}, à la main de {first.Place.Holder}\u00A0: "
            + $"{Days(first.Excess.Days)} de retard cumulé (de {Number(first.Low)} à {Number(first.High)}) sur {French.Count(first.Posts, "poste", "postes")}.";

    public static BottleneckRanking Of(IReadOnlyList<CaseGraph> posts)
    {
        var places = posts.SelectMany(post => post.Visits.Select(visit => (Post: post, Visit: visit)))
            .Where(pair => Judged(pair.Visit))
            .GroupBy(pair => pair.Visit.Place).ToList();
        // One-sided, shared among the places (Bonferroni): the most wanted line is chosen among many.
        var z = places.Count == 0 ? 0 : Normal.Quantile(1 - (FalseAlarm / places.Count));
        var lines = places.Select(place => Line(place.Key, [.. place.Select(pair => pair.Post).Distinct()], [.. place.Select(pair => pair.Visit)], z));
        return new BottleneckRanking([.. lines.OrderByDescending(line => line.Net).ThenByDescending(line => line.Excess.Days)
            .ThenBy(line => line.Place.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The same, each delay named at the level where it is common: where one organisation is late beyond chance and every other below the same parent is late on average for
    /// the same step, the parent is named for all of them, and what it costs is counted again.
    /// </summary>
    /// <param name="parent">Of an organisation, as places name it; null at the top.</param>
    public static BottleneckRanking Of(IReadOnlyList<CaseGraph> posts, Func<string, string?> parent)
    {
        var ranking = Of(posts);
        for (var level = 0; level < MostLevels && Common(ranking.Lines, parent) is { Count: > 0 } up; level++)
        {
            posts = [.. posts.Select(post => post.Renamed(place => up.GetValueOrDefault(place, place)))];
            ranking = Of(posts);
        }

        return ranking;
    }

    /// <summary>The same lines, called otherwise.</summary>
    public BottleneckRanking Named(Func<Place, Place> rename) => new([.. Lines.Select(line => line with { Place = rename(line.Place) })]);

    private static Dictionary<Place, Place> Common(IReadOnlyList<Bottleneck> lines, Func<string, string?> parent)
    {
        var up = new Dictionary<Place, Place>();
        foreach (var step in lines.GroupBy(line => line.Place with { Organisation = "" }))
        {
            var level = step.Where(line => line.Net).SelectMany(line => (string?[])[line.Place.Organisation, parent(line.Place.Organisation)]).OfType<string>().Distinct()
                .Select(above => (Above: above, Below: step.Where(line => Ancestors(line.Place.Organisation, parent).Contains(above)).ToList()))
                .Where(one => one.Below.Count > 1 && one.Below.Exists(line => line.Net) && one.Below.TrueForAll(line => line.Net || line.Expected is { Days: > 1 }))
                .OrderBy(one => one.Below.Count);
            foreach (var line in level.Take(1).SelectMany(one => one.Below.Select(line => (line.Place, one.Above)))) up[line.Place] = line.Place with { Organisation = line.Above };
        }

        return up;
    }

    private static List<string> Ancestors(string organisation, Func<string, string?> parent)
    {
        var path = new List<string>();
        for (var at = organisation; at is not null && path.Count <= MostLevels; at = parent(at)) path.Add(at);
        return path;
    }

    /// <summary>Mean share of the target that these visits use, over four targets, lasting visits censored; null when not followed long enough.</summary>
    public static RestrictedMean? Expected(IEnumerable<Visit> visits)
    {
        var curve = SurvivalCurve.Of(visits.Where(Judged).Select(Observe));
        return curve.MeanWithin(MostTargets) ?? curve.MeanWithin(curve.Table.Last ?? 0);
    }

    private static bool Judged(Visit visit) => visit is { InView: true, Target: > 0, Kind: not TimeKind.LegalWait };

    private static Bottleneck Line(Place place, IReadOnlyList<CaseGraph> posts, IReadOnlyList<Visit> visits, double z)
    {
        var excess = posts.Select(post => post.Excess(place)).ToList();
        var total = excess.Sum();
        var half = Normal.Z95 * Math.Sqrt(posts.Count) * Deviation(excess);
        var expected = Expected(visits);
        var net = visits.Count(visit => visit.Ended) >= LeastEnded && total - half > 0 && expected is not null && expected.Days - (z * expected.StandardError) > 1;
        return new Bottleneck(place, posts.Count, visits.Count, expected, new PostDays(total), Math.Max(0, total - half), total + half, net);
    }

    /// <summary>A visit already under way when the period began is at risk in the period only.</summary>
    private static Observation Observe(Visit visit) =>
        new(visit.Days / visit.Target, visit.Ended ? 1 : Observation.Open, visit.Seen > visit.Start ? (visit.Seen - visit.Start) / visit.Target : Observation.FromTheStart);

    private static double Deviation(List<double> values)
    {
        if (values.Count < 2) return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static string Days(double days) => days < 1.5 ? $"{Number(days)}\u00A0jour" : $"{Number(days)}\u00A0jours";

    private static string Number(double days) => days.ToString("N0", French.Culture);
}
