using Jalon.Grains;

namespace Jalon.Web.Cockpit;

/// <summary>A mark of an axis: where, and what it says.</summary>
public sealed record Tick(string At, string Label);

/// <summary>The median over time, ready to be drawn.</summary>
public sealed record TrendChart(string Line, string Band, string? Reference, string? ReferenceLabel, (string X, string Y, string Label) Last, IReadOnlyList<Tick> Scale, string From, string Until, Plot Plot)
{
    /// <summary>Null where fewer than three months have a median: two points make no trend.</summary>
    public static TrendChart? Of(Headline headline)
    {
        var known = headline.Trend.Select((point, place) => (Point: point, X: (double)place)).Where(one => one.Point.Median is not null).ToList();
        if (known.Count < 3) return null;
        var values = known.SelectMany(one => (double[])[one.Point.Median!.Value, one.Point.Low ?? one.Point.Median.Value, one.Point.High ?? one.Point.Median.Value]).Append(headline.Before.Day ?? known[0].Point.Median!.Value).ToList();
        var (low, high) = (Math.Floor((values.Min() - 10) / 20) * 20, Math.Ceiling((values.Max() + 10) / 20) * 20);
        var plot = new Plot(560, 150, 40, 8, 52, 24, known[0].X, headline.Trend.Count - 1, Math.Max(0, low), high);
        var last = known[^1];
        return new TrendChart(plot.Line(known.Select(one => (one.X, (double)one.Point.Median!.Value))),
            plot.Band([.. known.Select(one => (one.X, (double)(one.Point.Low ?? one.Point.Median!.Value), (double)(one.Point.High ?? one.Point.Median!.Value)))], steps: false),
            headline.Before.Day is { } before ? plot.Y(before) : null, headline.Before.Day is { } day ? $"référence {day:N0}{French.Nbsp}j" : null,
            (plot.X(last.X), plot.Y(last.Point.Median!.Value), $"{last.Point.Median}"),
            [.. Plot.Marks(plot.FromY, plot.ToY, 4).Select(mark => new Tick(plot.Y(mark), $"{mark:N0}"))], Month(known[0].Point.Until), Month(last.Point.Until), plot);
    }

    private static string Month(DateOnly until) => until.AddDays(-1).ToString("MMM yyyy", French.Culture);
}
