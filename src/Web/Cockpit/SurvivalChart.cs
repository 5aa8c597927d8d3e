using Jalon.Grains;
using Jalon.Insights.Survival;

namespace Jalon.Web.Cockpit;

/// <summary>One curve ready to be drawn.</summary>
public sealed record DrawnCurve(string Line, string Band, (string X, string Y, string Label)? Median, (string X, string Y, string Label) Name, bool Other);

/// <summary>Two curves, their bands, and how many are still followed under them.</summary>
public sealed record SurvivalChart(IReadOnlyList<DrawnCurve> Curves, IReadOnlyList<Tick> Days, IReadOnlyList<Tick> Shares, IReadOnlyList<(string Name, bool Other, IReadOnlyList<Tick> Counts)> AtRisk, Plot Plot)
{
    public static SurvivalChart Of(DelayView view)
    {
        List<(Group Group, bool Other)> groups = [(view.Recent, false)];
        if (view.Before.Cases >= DelayView.LeastShown) groups.Insert(0, (view.Before, true));
        return Of(groups, view.Horizon);
    }

    /// <param name="groups">The one the other is compared with first.</param>
    public static SurvivalChart Of(IReadOnlyList<(Group Group, bool Other)> groups, int horizon)
    {
        var plot = new Plot(780, 360, 116, 16, 12, 44, 0, horizon, 0, 1);
        var marks = Plot.Marks(0, horizon, 10).ToList();
        return new SurvivalChart([.. groups.Select((one, place) => Draw(one.Group, one.Other, plot, place))], [.. marks.Select(mark => new Tick(plot.X(mark), $"{mark:N0}"))],
            [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => new Tick(plot.Y(share), share.ToString("P0", French.Culture)))],
            [.. Enumerable.Reverse(groups).Select(one => (one.Group.Name, one.Other, (IReadOnlyList<Tick>)[.. marks.Select(mark => new Tick(plot.X(mark), $"{StillFollowed(one.Group, mark)}"))]))], plot);
    }

    /// <summary>Under observation and not ended just after a day.</summary>
    public static long StillFollowed(Group group, double day) =>
        group.Curve.Table.Rows.FirstOrDefault(row => row.Day > day)?.AtRisk ?? 0;

    private static DrawnCurve Draw(Group group, bool other, Plot plot, int place)
    {
        List<SurvivalPoint> seen = [.. group.Curve.Points.Where(point => point.Day <= plot.ToX)];
        var end = Math.Min(plot.ToX, group.Curve.Table.Last ?? 0);
        List<(double X, double Y)> line = [(0, 1), .. seen.Select(point => (point.Day, point.Survival))];
        if (line[^1].X < end) line.Add((end, line[^1].Y));
        List<(double X, double Low, double High)> band = [.. seen.Select(point => (point.Day, point.Low ?? point.Survival, point.High ?? point.Survival))];
        if (band is [.., var last] && last.X < end) band.Add((end, last.Low, last.High));
        (string, string, string)? median = group.Curve.Median.Day is { } day && day <= plot.ToX ? (plot.X(day), plot.Y(0.5), $"médiane {day:N0}{French.Nbsp}j") : null;
        var named = line.FindLast(point => point.Y >= 0.68);
        return new DrawnCurve(plot.Steps(line), plot.Band(band, steps: true), median, (plot.X(named.X), plot.Y(named.Y), group.Name), other);
    }
}
