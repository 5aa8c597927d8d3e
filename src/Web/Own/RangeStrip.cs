using System.Globalization;
using Jalon.Web.Delays;

namespace Jalon.Web.Own;

/// <summary>An expected date and its range on a line that begins today, as lengths of an SVG; the words beside it say the same.</summary>
public sealed record RangeStrip(string From, string Width, string Around)
{
    private const double Right = 88;

    public static RangeStrip Of(DateOnly today, ExpectedAnswer expected)
    {
        var last = expected.To ?? expected.Around.AddDays(expected.Around.DayNumber - expected.From.DayNumber + 1);
        var span = Math.Max(1, last.DayNumber - today.DayNumber);
        return new RangeStrip(At(expected.From), Length(Place(last) - Place(expected.From)), At(expected.Around));

        double Place(DateOnly day) => Math.Clamp((double)(day.DayNumber - today.DayNumber) / span * Right, 0, Right) + 4;

        string At(DateOnly day) => Length(Place(day));
    }

    private static string Length(double hundredths) => string.Create(CultureInfo.InvariantCulture, $"{hundredths:0.##}%");
}
