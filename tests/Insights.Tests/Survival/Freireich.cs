using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Survival;

/// <summary>
/// Weeks in remission of 42 children with leukaemia, 6-MP against placebo: E. J. Freireich et al., Blood 21 (1963), as printed by Cox (1972) and in every textbook since;
/// minus = still in remission.
/// </summary>
internal static class Freireich
{
    public static readonly Observation[] Treated = Read(6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35);

    public static readonly Observation[] Placebo = Read(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

    private static Observation[] Read(params int[] weeks) => [.. weeks.Select(week => new Observation(Math.Abs(week), week > 0 ? 1 : Observation.Open))];
}

public sealed class FreireichTests
{
    private static readonly SurvivalCurve Treated = SurvivalCurve.Of(Freireich.Treated);
    private static readonly SurvivalCurve Placebo = SurvivalCurve.Of(Freireich.Placebo);

    [Theory]
    [InlineData(6, 0.857, 21)]
    [InlineData(7, 0.807, 17)]
    [InlineData(10, 0.753, 15)]
    [InlineData(13, 0.690, 12)]
    [InlineData(23, 0.448, 6)]
    public void The_share_in_remission_is_the_published_one(int week, double share, int atRisk)
    {
        Assert.Equal(share, Treated.At(week)!.Value, 5e-4);
        Assert.Equal(atRisk, Treated.PointAt(week)!.AtRisk);
    }

    [Fact]
    public void Medians_are_23_and_8_weeks()
    {
        Assert.Equal(23, Treated.Median.Day);
        Assert.Equal(8, Placebo.Median.Day);
    }

    /// <summary>Klein and Moeschberger, table 4.1B: standard errors.</summary>
    [Theory]
    [InlineData(6, 0.076)]
    [InlineData(10, 0.096)]
    [InlineData(23, 0.135)]
    public void Standard_errors_are_the_published_ones(int week, double error) => Assert.Equal(error, Treated.PointAt(week)!.StandardError, 6e-4);

    [Fact]
    public void A_share_never_reached_has_no_day()
    {
        Assert.Null(Treated.QuantileOf(0.75).Day);
        Assert.Null(Treated.Median.High);
        Assert.Equal(13, Treated.Median.Low);
        Assert.Null(Treated.At(36));
        Assert.Equal(0, Placebo.At(36));
    }

    [Fact]
    public void The_log_rank_is_16_79()
    {
        var test = LogRank.Of(Freireich.Treated, Freireich.Placebo);
        Assert.Equal(16.79, test.ChiSquare, 5e-3);
        Assert.Equal(test.ChiSquare, LogRank.Of(Freireich.Placebo, Freireich.Treated).ChiSquare, 1e-10);
        Assert.Equal(10.75, test.Expected, 5e-3);
        Assert.Equal(30, test.Events);
        Assert.InRange(test.P, 4.1e-5, 4.3e-5);
        Assert.True(test.HazardRatio > 1 && test.Interval!.Value.Low > 1);
    }

    [Fact]
    public void With_one_outcome_the_incidence_is_what_is_no_longer_in_remission()
    {
        var one = CompetingOutcomes.Of(Freireich.Treated);
        foreach (var (incidence, point) in one.Points.Zip(Treated.Points))
        {
            Assert.Equal(1 - point.Survival, incidence.Incidence[0], 1e-12);
            Assert.Equal(point.StandardError, Math.Sqrt(incidence.Variance[0]), 1e-12);
        }

        Assert.Equal(Treated.MeanWithin(30)!.Days, one.MeanWithout(1, 30)!.Days, 1e-10);
        Assert.Equal(Treated.MeanWithin(30)!.Variance, one.MeanWithout(1, 30)!.Variance, 1e-10);
    }
}
