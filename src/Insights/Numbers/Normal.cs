namespace Jalon.Insights.Numbers;

/// <summary>The standard normal law.</summary>
public static class Normal
{
    /// <summary>z of a two-sided 95 % interval.</summary>
    public static readonly double Z95 = Quantile(0.975);

    /// <summary>P(Z ≤ z), to about 1e-15. Φ(−z) = ½ Q(½, z²/2): DLMF 7.11.2 and 8.4.6.</summary>
    public static double Below(double z) => z < 0 ? Gamma.Upper(0.5, z * z / 2) / 2 : 1 - (Gamma.Upper(0.5, z * z / 2) / 2);

    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>
    /// The z below which a share p lies, 0 &lt; p &lt; 1, to about 1e-14: the rational start of Abramowitz and Stegun 26.2.23 (1964), then Halley's steps on the tail
    /// itself, so that small p lose nothing.
    /// </summary>
    public static double Quantile(double p)
    {
        if (!(p is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A share lies strictly between 0 and 1.");
        if (p > 0.5) return -Quantile(1 - p);
        var t = Math.Sqrt(-2 * Math.Log(p));
        var z = -(t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))));
        for (var step = 0; step < 3; step++)
        {
            var off = (Below(z) - p) / Density(z);
            z -= off / (1 + (z * off / 2));
        }

        return z;
    }
}

/// <summary>The χ² law.</summary>
public static class ChiSquare
{
    /// <summary>P(X > x) with so many degrees of freedom. Q(k/2, x/2): Abramowitz and Stegun 26.4.19.</summary>
    public static double Above(double x, int degrees) => x <= 0 ? 1 : Gamma.Upper(degrees / 2.0, x / 2);
}
