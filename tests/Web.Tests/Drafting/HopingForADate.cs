using Jalon.Insights.Survival;
using Jalon.Web.Drafting;

namespace Jalon.Web.Tests.Drafting;

public sealed class HopingForADate
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    /// <summary>Forty places taken after 101 to 140 days.</summary>
    private static SurvivalCurve Curve(int places = 40) => SurvivalCurve.Of(Enumerable.Range(1, places).Select(place => new Observation(100 + place, 1)));

    [Fact]
    public void Half_of_the_places_say_the_day_and_the_first_of_the_next_month_is_offered()
    {
        var start = RealisticStart.Of(Curve(), Today, Today, "Ministère Alpha")!;
        Assert.Equal((120, 40, Today.AddDays(120), new DateOnly(2027, 4, 1)), (start.MedianDays, start.Posts, start.Day, start.Start));
        Assert.Equal(22, start.TooEarly(new(2027, 3, 3)));
        Assert.Equal((0, 0), (start.TooEarly(start.Day), start.TooEarly(null)));
    }

    [Fact]
    public void A_need_that_already_waited_is_compared_with_those_that_waited_as_long()
    {
        var start = RealisticStart.Of(Curve(), Today.AddDays(-120), Today, "")!;
        Assert.Equal((20, Today.AddDays(10)), (start.Posts, start.Day));
    }

    [Fact]
    public void Fewer_than_twenty_places_say_nothing()
    {
        Assert.Null(RealisticStart.Of(Curve(19), Today, Today, ""));
        Assert.Null(RealisticStart.Of(Curve(), Today.AddDays(-130), Today, ""));
    }
}
