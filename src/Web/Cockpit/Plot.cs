using System.Globalization;

namespace Jalon.Web.Cockpit;

/// <summary>From values to places in a drawing, in the drawing's own units.</summary>
public sealed record Plot(double Width, double Height, double Left, double Top, double Right, double Bottom, double FromX, double ToX, double FromY, double ToY)
{
    public string X(double value) => N(Left + ((value - FromX) / (ToX - FromX) * (Width - Left - Right)));

    public string Y(double value) => N(Top + ((ToY - value) / (ToY - FromY) * (Height - Top - Bottom)));

    public string Line(IEnumerable<(double X, double Y)> points) => "M" + string.Join('L', points.Select(point => $"{X(point.X)} {Y(point.Y)}"));

    /// <summary>A curve that keeps its value until the next point.</summary>
    public string Steps(IReadOnlyList<(double X, double Y)> points) =>
        $"M{X(points[0].X)} {Y(points[0].Y)}" + string.Concat(points.Skip(1).Select(point => $"H{X(point.X)}V{Y(point.Y)}"));

    /// <summary>What lies between two curves over the same places, closed.</summary>
    public string Band(IReadOnlyList<(double X, double Low, double High)> points, bool steps)
    {
        if (points.Count == 0) return "";
        var upper = points.Select(point => (point.X, point.High)).ToList();
        var back = Enumerable.Reverse(points).ToList();
        return steps
            ? $"{Steps(upper)}V{Y(back[0].Low)}{string.Concat(back.Skip(1).Select(point => $"V{Y(point.Low)}H{X(point.X)}"))}Z"
            : $"{Line(upper)}L{string.Join('L', back.Select(point => $"{X(point.X)} {Y(point.Low)}"))}Z";
    }

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Round marks between two values, at most so many.</summary>
    public static IEnumerable<double> Marks(double from, double to, int most)
    {
        var step = new[] { 1.0, 2, 5, 10, 20, 25, 30, 50, 60, 90, 100, 120, 150, 200, 250, 500, 1_000 }.FirstOrDefault(step => (to - from) / step <= most, 2_000);
        for (var at = Math.Ceiling(from / step) * step; at <= to + 1e-9; at += step) yield return at;
    }
}
