namespace Jalon.Insights.Survival;

/// <summary>When a case that has waited so long will end, told from a curve: only the cases that waited as long say anything about it.</summary>
/// <param name="Median">Days from the start by which half of them had ended.</param>
/// <param name="Low">Days by which one in ten had.</param>
/// <param name="High">Days by which nine in ten had; null where the curve never comes so low.</param>
/// <param name="Cases">How many ended after as long a wait.</param>
public sealed record Remaining(double Median, double Low, double? High, long Cases)
{
    private const double LowShare = 0.1, HighShare = 0.9;

    /// <summary>S(t | waited) = S(t) / S(waited). Null where nobody waited as long, or where half of them are not known to have ended.</summary>
    public static Remaining? After(SurvivalCurve curve, double waited)
    {
        var cases = curve.Points.Where(point => point.Day > waited).Sum(point => point.Ended);
        if (cases == 0 || curve.At(waited) is not { } left || left <= 0) return null;
        return By(0.5) is { } median && By(LowShare) is { } low ? new Remaining(median, low, By(HighShare), cases) : null;

        double? By(double share) => curve.QuantileOf(1 - ((1 - share) * left)).Day;
    }
}
