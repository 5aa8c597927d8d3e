namespace Jalon.Insights.Numbers;

/// <summary>The gamma function and the share of it above a point, from which the normal and χ² laws follow.</summary>
public static class Gamma
{
    private const double Smallest = 1e-300;

    private const int MostSteps = 10_000;

    /// <summary>Coefficients of Lanczos's approximation, g = 7, n = 9 (C. Lanczos, SIAM J. Numer. Anal. B 1, 1964; these by P. Godfrey, 2001).</summary>
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
        9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(a), a > 0.</summary>
    public static double Log(double a)
    {
        if (a < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * a)) - Log(1 - a);
        var (sum, base7) = (Lanczos[0], a + 6.5);
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (a - 1 + i);
        return (Math.Log(2 * Math.PI) / 2) + ((a - 0.5) * Math.Log(base7)) - base7 + Math.Log(sum);
    }

    /// <summary>Q(a, x) = Γ(a, x) / Γ(a): by the series below a + 1 (DLMF 8.7.1), by the continued fraction above it (DLMF 8.9.2, evaluated by Lentz's method).</summary>
    public static double Upper(double a, double x)
    {
        if (x <= 0) return 1;
        var scale = Math.Exp((a * Math.Log(x)) - x - Log(a));
        return x < a + 1 ? 1 - (scale * Series(a, x)) : scale * Fraction(a, x);
    }

    private static double Series(double a, double x)
    {
        var (term, sum) = (1 / a, 1 / a);
        for (var n = 1; n < MostSteps && term > sum * 1e-17; n++) sum += term *= x / (a + n);
        return sum;
    }

    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var (c, d) = (1 / Smallest, 1 / b);
        var value = d;
        for (var i = 1; i < MostSteps; i++)
        {
            var an = i * (a - i);
            b += 2;
            d = 1 / Kept((an * d) + b);
            c = Kept(b + (an / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16) break;
        }

        return value;
    }

    private static double Kept(double x) => Math.Abs(x) < Smallest ? Smallest : x;
}
