namespace Jalon.Web.Cockpit;

/// <summary>The dates that open places are asked for, against those that can be hoped for.</summary>
/// <param name="Places">Open places with a date.</param>
/// <param name="TooEarly">Those whose person will more probably than not come later.</param>
/// <param name="Days">Median days between the date asked and the day by which one chance in two says somebody is at work; null under five such places.</param>
public sealed record Wishes(int Places, int TooEarly, int? Days)
{
    public static Wishes Of(IEnumerable<Outlook> open, DateOnly today)
    {
        var dated = open.Where(one => one.Place.Post.Promised is not null).ToList();
        // Beyond the horizon of forecasts the gap is longer than any that is known: it sorts last, and the median only asks for order.
        var late = dated.Select(one => one.Arrival.P50 is { } days ? today.AddDays(days).DayNumber - one.Place.Post.Promised!.Value.DayNumber : int.MaxValue).Where(gap => gap > 0).Order().ToList();
        var middle = late.Count >= Headline.LeastPosts ? late[late.Count / 2] : int.MaxValue;
        return new Wishes(dated.Count, late.Count, middle == int.MaxValue ? null : middle);
    }
}
