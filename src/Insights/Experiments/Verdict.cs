using Jalon.Grains;
using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Insights.Experiments;

public enum Finding { Running, TooFew, Observation, Undecided, Faster, Slower }

/// <summary>What an experiment says, once, at its fixed end: log-rank within strata on engagements, and the days it makes over a horizon.</summary>
/// <param name="DaysSaved">Mean days without an engagement under A less those under B, over the horizon; null when the posts were not followed that long.</param>
public sealed record Verdict(Finding Finding, LogRank Test, RestrictedMean? A, RestrictedMean? B, double? DaysSaved, (double Low, double High)? Interval, string Sentence)
{
    private const double Threshold = 0.05;

    /// <summary>Engagements under which two groups are not compared.</summary>
    private const int LeastEvents = 20;

    /// <param name="strata">Posts of variant A (first) and B (second), stratum by stratum.</param>
    /// <param name="engaged">The outcome that counts; the others compete with it.</param>
    /// <param name="horizon">Days over which means are taken, chosen before the start.</param>
    /// <param name="ends">The day set before the start; nothing is said earlier, whatever the figures.</param>
    public static Verdict Of(IReadOnlyList<TwoGroups> strata, int engaged, double horizon, DateOnly ends, DateOnly today, bool observationOnly)
    {
        var test = LogRank.Stratified(strata.Select(stratum => new TwoGroups(Only(stratum.First), Only(stratum.Second))));
        var (a, b) = (Mean(strata.SelectMany(stratum => stratum.First)), Mean(strata.SelectMany(stratum => stratum.Second)));
        var saved = a?.Days - b?.Days;
        (double, double)? interval = saved is { } days ? (days - Half(a!, b!), days + Half(a!, b!)) : null;
        var finding = today < ends ? Finding.Running : test.Events < LeastEvents ? Finding.TooFew : observationOnly ? Finding.Observation
            : test.P >= Threshold ? Finding.Undecided : test.Observed > test.Expected ? Finding.Faster : Finding.Slower;
        return new Verdict(finding, test, a, b, saved, interval, Say(finding, test, saved, interval, horizon, ends));

        Observation[] Only(IEnumerable<Observation> posts) => [.. posts.Select(post => post.Only(engaged))];

        RestrictedMean? Mean(IEnumerable<Observation> posts) => CompetingOutcomes.Of(posts).MeanWithout(engaged, horizon);
    }

    private static double Half(RestrictedMean a, RestrictedMean b) => Normal.Z95 * Math.Sqrt(a.Variance + b.Variance);

    private static string Say(Finding finding, LogRank test, double? saved, (double Low, double High)? interval, double horizon, DateOnly ends) => finding switch
    {
        Finding.Running => $"L’expérimentation court jusqu’au {French.Date(ends)}\u00A0: aucun verdict avant cette date.",
        Finding.TooFew => $"On ne peut pas conclure\u00A0: {French.Count((int)test.Events, "engagement", "engagements")} seulement, il en faut {LeastEvents}.",
        Finding.Observation => $"Observation, sans verdict\u00A0: l’expérimentation a commencé avec moins d’une chance sur deux de voir l’écart cherché.{Days(saved, interval, horizon)}",
        Finding.Undecided => $"On ne peut pas conclure\u00A0: l’écart entre les deux variantes peut être dû au hasard.{Days(saved, interval, horizon)}",
        Finding.Faster => $"Les postes sont pourvus plus vite avec la variante B.{Days(saved, interval, horizon)}",
        _ => $"Les postes sont pourvus moins vite avec la variante B.{Days(saved, interval, horizon)}",
    };

    private static string Days(double? saved, (double Low, double High)? interval, double horizon) => saved is not { } days || interval is not { } range ? ""
        : $" Sur {Number(horizon, 0)}\u00A0jours, B {(days < 0 ? "ajoute" : "épargne")} {Number(Math.Abs(days), 1)}\u00A0jours par poste en moyenne "
            + $"(de {Number(days < 0 ? -range.High : range.Low, 1)} à {Number(days < 0 ? -range.Low : range.High, 1)}, à 95\u00A0%).";

    private static string Number(double value, int digits) => value.ToString($"N{digits}", French.Culture);
}

/// <summary>What must not get worse meanwhile: withdrawals, candidates without an answer. A share in each group.</summary>
/// <param name="Low">Interval of B's share less A's (Newcombe, Stat. Med. 17, 1998, method 10, from Wilson's intervals).</param>
/// <param name="Worse">The whole interval is above zero.</param>
public sealed record GuardRail(double ShareA, double ShareB, double Low, double High, bool Worse)
{
    /// <summary>Null when a group is empty.</summary>
    public static GuardRail? Of(int inA, int ofA, int inB, int ofB)
    {
        if (ofA == 0 || ofB == 0) return null;
        var (a, b) = ((double)inA / ofA, (double)inB / ofB);
        var ((lowA, highA), (lowB, highB)) = (Wilson(a, ofA), Wilson(b, ofB));
        var low = b - a - Math.Sqrt(((b - lowB) * (b - lowB)) + ((highA - a) * (highA - a)));
        var high = b - a + Math.Sqrt(((highB - b) * (highB - b)) + ((a - lowA) * (a - lowA)));
        return new GuardRail(a, b, low, high, low > 0);
    }

    private static (double Low, double High) Wilson(double share, int count)
    {
        var z = Normal.Z95 * Normal.Z95 / count;
        var half = Math.Sqrt((z * share * (1 - share)) + (z * z / 4));
        return ((share + (z / 2) - half) / (1 + z), (share + (z / 2) + half) / (1 + z));
    }
}
