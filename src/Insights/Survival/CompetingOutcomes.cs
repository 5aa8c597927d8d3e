namespace Jalon.Insights.Survival;

/// <summary>The share ended by each outcome after a day.</summary>
/// <param name="Survival">Share not ended.</param>
/// <param name="Incidence">Share ended, by outcome; the first is outcome 1. With the survival they sum to 1.</param>
/// <param name="Variance">Variance of each incidence.</param>
public sealed record IncidencePoint(double Day, double Survival, double[] Incidence, double[] Variance);

/// <summary>
/// Outcomes that exclude each other, none taken for a mere end of observation: Aalen and Johansen (Scand. J. Stat. 5, 1978), with delayed entry. Variances by the
/// delta method on the multinomial hazards of each day (Dinse and Larson, Biometrika 73, 1986); with one outcome they are Greenwood's.
/// </summary>
public sealed class CompetingOutcomes
{
    private readonly List<IncidencePoint> points = [];

    private CompetingOutcomes(RiskTable table) => Table = table;

    public RiskTable Table { get; }

    public IReadOnlyList<IncidencePoint> Points => points;

    public static CompetingOutcomes Of(IEnumerable<Observation> observations)
    {
        var incidences = new CompetingOutcomes(RiskTable.Of(observations));
        var sums = Enumerable.Range(0, incidences.Table.Outcomes).Select(outcome => new Incidence(outcome)).ToArray();
        var survival = 1.0;
        foreach (var row in incidences.Table.Rows)
        {
            foreach (var sum in sums) sum.Add(row, survival);
            survival *= (double)(row.AtRisk - row.Ended) / row.AtRisk;
            incidences.points.Add(new IncidencePoint(row.Day, survival, [.. sums.Select(sum => sum.Share)], [.. sums.Select(sum => sum.Variance)]));
        }

        return incidences;
    }

    /// <summary>Share ended by an outcome at or before a day; null beyond the last day seen, unless everybody had ended.</summary>
    public double? At(double day, int outcome)
    {
        if (Table.Cases == 0 || (day > Table.Last && points is not [.., { Survival: 0 }])) return null;
        return points.FindLast(point => point.Day <= day)?.Incidence.ElementAtOrDefault(outcome - 1) ?? 0;
    }

    /// <summary>
    /// Mean days spent without the outcome over the first <paramref name="horizon"/> days; a case ended otherwise never has it. The horizon less the restricted mean time
    /// lost of Andersen (Stat. Med. 32, 2013), its variance by the same delta method. Null when the cases were not followed that long.
    /// </summary>
    public RestrictedMean? MeanWithout(int outcome, double horizon)
    {
        if (At(horizon, outcome) is null) return null;
        var (lost, variance, until) = (0.0, 0.0, horizon);
        for (var i = outcome > Table.Outcomes ? -1 : points.Count - 1; i >= 0; i--)
        {
            var (row, before, share) = (Table.Rows[i], i == 0 ? 1 : points[i - 1].Survival, points[i].Incidence[outcome - 1]);
            if (row.Day >= horizon) continue;
            lost += share * (until - row.Day);
            until = row.Day;
            variance += Delta(row, outcome - 1, before * (horizon - row.Day), lost - (share * (horizon - row.Day)));
        }

        return new RestrictedMean(horizon, horizon - lost, variance);
    }

    /// <summary>What one day's hazards add to a variance: the outcome's own hazard gains so much, and all hazards of that day take so much from later.</summary>
    private static double Delta(RiskRow row, int outcome, double gain, double lossLater)
    {
        var (own, all) = ((double)row.ByOutcome[outcome] / row.AtRisk, (double)row.Ended / row.AtRisk);
        var later = all < 1 ? lossLater * lossLater * all / (1 - all) : 0;
        return ((gain * gain * own * (1 - own)) - (2 * gain * own * lossLater) + later) / row.AtRisk;
    }

    /// <summary>One incidence and its variance, kept as sums so that each day costs the same: the variance is quadratic in the share reached.</summary>
    private sealed class Incidence(int outcome)
    {
        private double constant, linear, square;

        public double Share { get; private set; }

        public double Variance => Math.Max(0, constant + (Share * (linear + (Share * square))));

        public void Add(RiskRow row, double survival)
        {
            var (n, own, all) = ((double)row.AtRisk, (double)row.ByOutcome[outcome] / row.AtRisk, (double)row.Ended / row.AtRisk);
            Share += survival * own;
            var later = all < 1 ? all / (1 - all) / n : 0;
            constant += (survival * survival * own * (1 - own) / n) + (2 * survival * own * Share / n) + (Share * Share * later);
            linear -= (2 * survival * own / n) + (2 * Share * later);
            square += later;
        }
    }
}
