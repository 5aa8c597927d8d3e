using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Survival;

public sealed class ChangeTests
{
    private static IEnumerable<Grouped> Group(string name, int count, int days) => Enumerable.Range(0, count).Select(i => new Grouped(name, new Observation(days + (i % 5), 1)));

    [Fact]
    public void Another_mix_alone_changes_nothing()
    {
        Grouped[] before = [.. Group("longue", 80, 60), .. Group("courte", 20, 20)];
        Grouped[] after = [.. Group("longue", 20, 60), .. Group("courte", 80, 20)];
        var change = Change.Between(before, after, 90)!;
        Assert.Equal(0, change.Days, 1e-9);
        Assert.Equal("on ne peut pas conclure", change.Words);
    }

    [Fact]
    public void A_real_change_is_told_with_its_interval()
    {
        var change = Change.Between([.. Group("a", 50, 60), .. Group("b", 50, 30), .. Group("c", 25, 9)], [.. Group("a", 50, 55), .. Group("b", 50, 25)], 90)!;
        Assert.Equal(-5, change.Days, 1e-9);
        Assert.True(change.Low < -5 && change.High > -5 && change.High < 0);
        Assert.Equal("en baisse", change.Words);
        Assert.Equal(200 / 225.0, change.ShareCompared, 1e-12);
        Assert.Equal("en hausse", Change.Between([.. Group("a", 50, 55)], [.. Group("a", 50, 60)], 90)!.Words);
    }

    [Fact]
    public void Under_twenty_nothing_is_compared() => Assert.Null(Change.Between([.. Group("a", 19, 60)], [.. Group("a", 50, 60)], 90));
}
