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
            .Where(pair => pair.Visit.Kind != TimeKind.LegalWait && pair.Visit.Target > 0)
            .GroupBy(pair => pair.Visit.Place).ToList();
        // One-sided, shared among the places (Bonferroni): the most wanted line is chosen among many.
        var z = places.Count == 0 ? 0 : Normal.Quantile(1 - (FalseAlarm / places.Count));
        var lines = places.Select(place => Line(place.Key, [.. place.Select(pair => pair.Post).Distinct()], [.. place.Select(pair => pair.Visit)], z));
        return new BottleneckRanking([.. lines.OrderByDescending(line => line.Net).ThenByDescending(line => line.Excess.Days)
            .ThenBy(line => line.Place.ToString(), StringComparer.Ordinal)]);
    }

    private static Bottleneck Line(Place place, IReadOnlyList<CaseGraph> posts, IReadOnlyList<Visit> visits, double z)
    {
        var excess = posts.Select(post => post.Excess(place)).ToList();
        var total = excess.Sum();
        var half = Normal.Z95 * Math.Sqrt(posts.Count) * Deviation(excess);
        var curve = SurvivalCurve.Of(visits.Select(visit => new Observation(visit.Days / visit.Target, visit.Ended ? 1 : Observation.Open)));
        var expected = curve.MeanWithin(MostTargets) ?? curve.MeanWithin(curve.Table.Last ?? 0);
        var net = visits.Count(visit => visit.Ended) >= LeastEnded && total - half > 0 && expected!.Days - (z * expected.StandardError) > 1;
        return new Bottleneck(place, posts.Count, visits.Count, expected, new PostDays(total), Math.Max(0, total - half), total + half, net);
    }

    private static double Deviation(List<double> values)
    {
        if (values.Count < 2) return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static string Days(double days) => days < 1.5 ? $"{Number(days)}\u00A0jour" : $"{Number(days)}\u00A0jours";

    private static string Number(double days) => days.ToString("N0", French.Culture);
}
