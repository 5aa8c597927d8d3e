using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Survival;

public sealed class WhatIsLeft
{
    /// <summary>One case ends on each day from 1 to 100.</summary>
    private static readonly SurvivalCurve Hundred = SurvivalCurve.Of(Enumerable.Range(1, 100).Select(day => new Observation(day, 1)));

    [Fact]
    public void A_case_that_has_not_waited_is_told_the_middle_of_all()
    {
        var left = Remaining.After(Hundred, 0)!;
        Assert.Equal((50, 10, 90, 100), (left.Median, left.Low, left.High!.Value, left.Cases));
    }

    [Fact]
    public void A_case_that_has_waited_is_told_of_those_that_waited_as_long()
    {
        var left = Remaining.After(Hundred, 60)!;
        Assert.Equal((80, 64, 96, 40), (left.Median, left.Low, left.High!.Value, left.Cases));
    }

    [Fact]
    public void Where_nobody_waited_as_long_nothing_is_told() => Assert.Null(Remaining.After(Hundred, 100));

    [Fact]
    public void Where_half_are_not_known_to_end_nothing_is_told() =>
        Assert.Null(Remaining.After(SurvivalCurve.Of([new Observation(5, 1, Count: 10), new Observation(50, Observation.Open, Count: 90)]), 0));

    [Fact]
    public void Where_one_in_ten_is_not_known_to_end_the_range_is_open() =>
        Assert.Null(Remaining.After(SurvivalCurve.Of([new Observation(5, 1, Count: 80), new Observation(50, Observation.Open, Count: 20)]), 0)!.High);
}
