using Jalon.Insights.Survival;

namespace Jalon.Insights.Forecasts;

/// <summary>What was said of a post one Monday, and what became of it.</summary>
/// <param name="Chance">Chance then given that it is filled by the horizon.</param>
/// <param name="Plain">The same by a plain Kaplan–Meier curve.</param>
/// <param name="Days">Days from that Monday to what became of it, or to today.</param>
/// <param name="Became">1 filled, 2 or more ended otherwise, 0 still open.</param>
public sealed record Said(double Chance, double Plain, double Days, int Became);

/// <summary>Posts given about the same chance, and the share of them that was filled, weighted.</summary>
public sealed record Reliability(double From, double To, int Posts, double Said, double Seen);

/// <summary>
/// How good the forecasts « filled by then » were. A post still open before the horizon says nothing by itself: the others weigh more in its place, by the inverse of the
/// chance of being seen that long (Graf, Schmoor, Sauerbrei and Schumacher, Stat. Med. 18, 1999).
/// </summary>
/// <param name="Brier">Mean squared error of the chances: 0 is perfect, 0.25 is a coin.</param>
/// <param name="Enough">Fifty posts known at the horizon at least: under it, no verdict.</param>
public sealed record Backtest(int Horizon, int Posts, int Known, double Brier, double PlainBrier, IReadOnlyList<Reliability> Table, bool Enough)
{
    public const int LeastPosts = 50;

    private const int Bins = 5;

    public static Backtest Of(IReadOnlyCollection<Said> said, int horizon)
    {
        // Being still open is what ends the observation here; real ends come first on the same day.
        var seen = SurvivalCurve.Of(said.Select(one => new Observation(one.Days + (one.Became == 0 ? 0.5 : 0), one.Became == 0 ? 1 : Observation.Open)));
        var weighted = said.Select(one => (Said: one, Filled: one.Became == 1 && one.Days <= horizon ? 1.0 : 0, Weight: Weight(one, horizon, seen))).Where(one => one.Weight > 0).ToList();
        var total = weighted.Sum(one => one.Weight);
        var table = weighted.GroupBy(one => Math.Min(Bins - 1, (int)(one.Said.Chance * Bins))).OrderBy(bin => bin.Key)
            .Select(bin => new Reliability((double)bin.Key / Bins, (bin.Key + 1.0) / Bins, bin.Count(), Mean(bin.Select(one => (one.Said.Chance, one.Weight))), Mean(bin.Select(one => (one.Filled, one.Weight)))));
        return new Backtest(horizon, said.Count, weighted.Count, Score(one => one.Chance), Score(one => one.Plain), [.. table], weighted.Count >= LeastPosts);

        double Score(Func<Said, double> chance) => total == 0 ? double.NaN : weighted.Sum(one => one.Weight * Math.Pow(chance(one.Said) - one.Filled, 2)) / total;
    }

    private static double Weight(Said one, int horizon, SurvivalCurve seen)
    {
        if (one.Became == 0 && one.Days < horizon) return 0;
        var share = seen.PointAt(Math.Min(one.Days, horizon) - 0.25)?.Survival ?? 1;
        return share > 0 ? 1 / share : 0;
    }

    private static double Mean(IEnumerable<(double Value, double Weight)> values)
    {
        var all = values.ToList();
        return all.Sum(one => one.Value * one.Weight) / all.Sum(one => one.Weight);
    }
}
