using Jalon.Insights.Numbers;

namespace Jalon.Insights.Survival;

/// <summary>The curve from a day on.</summary>
/// <param name="Survival">Share not ended after that day.</param>
/// <param name="LogVariance">Greenwood's sum Σ d / (n (n − d)): the variance of ln S; infinite once everybody has ended.</param>
/// <param name="Low">Lower end of the interval; null where there is none (S is 0 or 1).</param>
public sealed record SurvivalPoint(double Day, long AtRisk, long Ended, double Survival, double LogVariance, double? Low, double? High)
{
    /// <summary>Standard error of S (Greenwood 1926).</summary>
    public double StandardError => Survival == 0 ? 0 : Survival * Math.Sqrt(LogVariance);
}

/// <summary>A day by which a share has ended, and its interval; null: « non atteinte ».</summary>
public sealed record Quantile(double Share, double? Day, double? Low, double? High);

/// <summary>A mean restricted to the first so many days.</summary>
public sealed record RestrictedMean(double Horizon, double Days, double Variance)
{
    public double StandardError => Math.Sqrt(Variance);
}

/// <summary>
/// The share of cases not ended after each day: Kaplan and Meier (J. Am. Stat. Assoc. 53, 1958), with delayed entry; variance of Greenwood (1926); interval on the
/// log-log scale, so that it stays between 0 and 1 (Kalbfleisch and Prentice, 1980). Ends and censorings of the same day: ends first.
/// </summary>
public sealed class SurvivalCurve
{
    /// <summary>Two products of the same fractions may differ by this much; a share is reached all the same.</summary>
    private const double Rounding = 1e-12;

    private readonly List<SurvivalPoint> points = [];

    private SurvivalCurve(RiskTable table) => Table = table;

    public RiskTable Table { get; }

    public IReadOnlyList<SurvivalPoint> Points => points;

    public static SurvivalCurve Of(IEnumerable<Observation> observations, double confidence = 0.95) => Of(RiskTable.Of(observations), confidence);

    public static SurvivalCurve Of(RiskTable table, double confidence = 0.95)
    {
        var (curve, z) = (new SurvivalCurve(table), Normal.Quantile((1 + confidence) / 2));
        var (survival, sum) = (1.0, 0.0);
        foreach (var row in table.Rows)
        {
            survival *= (double)(row.AtRisk - row.Ended) / row.AtRisk;
            sum += (double)row.Ended / row.AtRisk / (row.AtRisk - row.Ended);
            var (low, high) = Interval(survival, sum, z);
            curve.points.Add(new SurvivalPoint(row.Day, row.AtRisk, row.Ended, survival, sum, low, high));
        }

        return curve;
    }

    /// <summary>Share not ended after a day. Beyond the last day seen it is not known, unless everybody had ended.</summary>
    public double? At(double day) => day > Table.Last && Last is not { Survival: 0 } ? null : PointAt(day)?.Survival ?? (Table.Cases == 0 ? null : 1);

    /// <summary>The last point at or before a day.</summary>
    public SurvivalPoint? PointAt(double day) => points.FindLast(point => point.Day <= day);

    /// <summary>
    /// The first day by which a share has ended, inf { t : S(t) ≤ 1 − share }, with the interval of Brookmeyer and Crowley (Biometrics 38, 1982) on the log-log scale.
    /// Null where the curve never comes so low.
    /// </summary>
    public Quantile QuantileOf(double share)
    {
        var left = 1 - share + Rounding;
        return new Quantile(share, First(point => point.Survival), First(point => point.Low ?? point.Survival), First(point => point.High ?? point.Survival));

        double? First(Func<SurvivalPoint, double> curve) => points.Find(point => curve(point) <= left)?.Day;
    }

    public Quantile Median => QuantileOf(0.5);

    /// <summary>
    /// Mean days over the first <paramref name="horizon"/> days: the area under the curve, with variance Σ A(t)² d / (n (n − d)), A(t) the area right of t
    /// (Klein and Moeschberger, Survival Analysis, 2003, §4.5). Null when the cases were not followed that long.
    /// </summary>
    public RestrictedMean? MeanWithin(double horizon)
    {
        if (Table.Cases == 0 || (horizon > Table.Last && Last is not { Survival: 0 })) return null;
        var (area, variance, until) = (0.0, 0.0, horizon);
        foreach (var point in Enumerable.Reverse(points).Where(point => point.Day < horizon))
        {
            area += point.Survival * (until - point.Day);
            until = point.Day;
            if (point.AtRisk > point.Ended) variance += area * area * point.Ended / point.AtRisk / (point.AtRisk - point.Ended);
        }

        return new RestrictedMean(horizon, area + until, variance);
    }

    private SurvivalPoint? Last => points.Count == 0 ? null : points[^1];

    private static (double? Low, double? High) Interval(double survival, double sum, double z)
    {
        if (survival is <= 0 or >= 1) return (null, null);
        var width = z * Math.Sqrt(sum) / Math.Log(survival);
        return (Math.Pow(survival, Math.Exp(-width)), Math.Pow(survival, Math.Exp(width)));
    }
}
