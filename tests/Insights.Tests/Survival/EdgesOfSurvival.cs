using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Survival;

public sealed class EdgesOfSurvival
{
    [Fact]
    public void Nothing_seen_gives_no_figure()
    {
        var nothing = SurvivalCurve.Of([]);
        Assert.Empty(nothing.Points);
        Assert.Null(nothing.Median.Day);
        Assert.Null(nothing.At(1));
        Assert.Null(nothing.MeanWithin(1));
        Assert.Null(CompetingOutcomes.Of([]).At(1, 1));
        Assert.Equal((0, 1.0, null), (LogRank.Of([], []).ChiSquare, LogRank.Of([], []).P, LogRank.Of([], []).HazardRatio));
    }

    [Fact]
    public void All_censored_reaches_no_median()
    {
        var open = SurvivalCurve.Of([new(10, 0), new(20, 0, Count: 5)]);
        Assert.Null(open.Median.Day);
        Assert.Equal(1, open.At(20));
        Assert.Null(open.At(21));
        Assert.Equal(15, open.MeanWithin(15)!.Days);
        Assert.Null(open.MeanWithin(25));
        Assert.Equal(0, CompetingOutcomes.Of([new(10, 0)]).At(10, 1));
    }

    [Fact]
    public void One_case_ends_once()
    {
        var one = SurvivalCurve.Of([new(12, 1)]);
        Assert.Equal(new Quantile(0.5, 12, 12, 12), one.Median);
        Assert.Equal((0, null, null), (one.Points[0].Survival, one.Points[0].Low, one.Points[0].High));
        Assert.Equal(12, one.MeanWithin(100)!.Days);
        Assert.Equal(0, one.MeanWithin(100)!.Variance);
    }

    [Fact]
    public void An_end_on_the_day_of_a_censoring_comes_first() => Assert.Equal(0.5, SurvivalCurve.Of([new(5, 1), new(5, 0)]).At(5));

    [Fact]
    public void A_case_that_lasts_no_time_counts_from_the_start()
    {
        var curve = SurvivalCurve.Of([new(0, 1), new(0, 1), new(4, 1), new(9, 0)]);
        Assert.Equal((0.0, 4L, 0.5), (curve.Points[0].Day, curve.Points[0].AtRisk, curve.Points[0].Survival));
        Assert.Equal(0, curve.Median.Day);
        Assert.Equal(1, LogRank.Of([new(0, 1), new(3, 1)], [new(0, 1), new(3, 1)]).P);
    }

    [Fact]
    public void A_visit_seen_for_no_time_after_its_entry_is_counted_apart()
    {
        var curve = SurvivalCurve.Of([new(7, 1, Entry: 7, Count: 3), new(8, 1, Entry: 2), new(9, 0, Entry: 2)]);
        Assert.Equal((3, 2), (curve.Table.NeverAtRisk, curve.Table.Cases));
        Assert.Equal(0.5, curve.At(8));
    }

    [Fact]
    public void Counting_alike_cases_changes_nothing()
    {
        Observation[] apart = [new(3, 1), new(3, 1), new(5, 2, 1), new(5, 2, 1), new(9, 0), new(9, 0)];
        Observation[] together = [new(3, 1, Count: 2), new(5, 2, 1, 2), new(9, 0, Count: 2)];
        Assert.Equal(SurvivalCurve.Of(apart).Points, SurvivalCurve.Of(together).Points);
        Assert.Equal(LogRank.Of(apart, together).Variance, LogRank.Of(together, apart).Variance);
    }

    [Fact]
    public void What_is_not_a_duration_is_refused() => Assert.All(
        new Observation[] { new(-1, 1), new(double.NaN, 1), new(double.PositiveInfinity, 0), new(1, -1), new(1, 1, double.NaN), new(1, 1, Count: -1) },
        wrong => Assert.Throws<ArgumentException>(() => RiskTable.Of([wrong])));

    [Fact]
    public void Incidences_and_survival_sum_to_one_at_every_time()
    {
        var draw = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var cases = Enumerable.Range(0, draw.Next(1, 300))
                .Select(_ => new Observation(draw.Next(0, 90), draw.Next(0, 5), draw.Next(3) == 0 ? draw.Next(0, 40) : -1, draw.Next(1, 4))).ToList();
            var curve = SurvivalCurve.Of(cases);
            foreach (var (point, whole) in CompetingOutcomes.Of(cases).Points.Zip(curve.Points))
            {
                Assert.Equal(1, point.Incidence.Sum() + point.Survival, 1e-12);
                Assert.Equal(whole.Survival, point.Survival, 1e-15);
                Assert.All(point.Variance, variance => Assert.InRange(variance, 0, 1));
            }
        }
    }

    [Fact]
    public void The_variance_of_a_mean_without_an_outcome_is_what_repeated_draws_show()
    {
        var draw = new Random(11);
        var means = Enumerable.Range(0, 400).Select(_ => CompetingOutcomes.Of(Enumerable.Range(0, 150).Select(_ => Drawn(draw))).MeanWithout(1, 40)!).ToList();
        var centre = means.Average(mean => mean.Days);
        var seen = means.Sum(mean => (mean.Days - centre) * (mean.Days - centre)) / (means.Count - 1);
        Assert.InRange(means.Average(mean => mean.Variance) / seen, 0.85, 1.15);
    }

    private static Observation Drawn(Random draw)
    {
        var (end, seen) = (Math.Ceiling(-30 * Math.Log(1 - draw.NextDouble())), draw.Next(40, 90));
        return end > seen ? new Observation(seen, 0) : new Observation(end, draw.NextDouble() < 0.7 ? 1 : 2);
    }
}
