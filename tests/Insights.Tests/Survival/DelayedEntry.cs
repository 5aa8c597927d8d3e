using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Survival;

/// <summary>Against R's survival package, on a stored data set with delayed entry, ties and two outcomes.</summary>
public sealed class DelayedEntry
{
    private static readonly List<double[]> Rows = ReferenceFile.Numbers("left-truncated.csv");
    private static readonly Dictionary<string, double> Figures = ReferenceFile.Figures("left-truncated-figures.csv");
    private static readonly List<Observation> Cases = [.. Rows.Select(row => Observed(row))];

    [Fact]
    public void The_curve_is_the_reference_at_every_time()
    {
        var (curve, reference) = (SurvivalCurve.Of(Cases), ReferenceFile.Numbers("left-truncated-km.csv"));
        Assert.Equal(reference.Count, curve.Points.Count);
        foreach (var (point, row) in curve.Points.Zip(reference))
        {
            Assert.Equal((row[0], row[1], row[2]), (point.Day, point.AtRisk, point.Ended));
            Assert.Equal(row[3], point.Survival, 1e-12);
            if (point.Survival == 0) continue;
            Assert.Equal(row[4], Math.Sqrt(point.LogVariance), 1e-12);
            Assert.Equal(row[5], point.Low!.Value, 1e-12);
            Assert.Equal(row[6], point.High!.Value, 1e-12);
        }
    }

    [Theory]
    [InlineData(0.5, "median")]
    [InlineData(0.75, "p75")]
    [InlineData(0.9, "p90")]
    public void Quantiles_and_their_intervals_are_the_reference(double share, string name)
    {
        var quantile = SurvivalCurve.Of(Cases).QuantileOf(share);
        Assert.Equal((Figures[name], Figures[name + "low"], Figures[name + "high"]), (quantile.Day, quantile.Low, quantile.High));
    }

    [Fact]
    public void The_restricted_mean_is_the_reference()
    {
        var mean = SurvivalCurve.Of(Cases).MeanWithin(60)!;
        Assert.Equal(Figures["mean60"], mean.Days, 1e-10);
        Assert.Equal(Figures["mean60se"], mean.StandardError, 1e-10);
    }

    [Fact]
    public void Competing_incidences_are_the_reference()
    {
        var (both, reference) = (CompetingOutcomes.Of(Cases), ReferenceFile.Numbers("left-truncated-aj.csv"));
        Assert.Equal(reference.Count, both.Points.Count);
        foreach (var (point, row) in both.Points.Zip(reference))
        {
            Assert.Equal(row[0], point.Day);
            Assert.Equal(row[1], point.Survival, 1e-12);
            Assert.Equal(row[2], point.Incidence[0], 1e-12);
            Assert.Equal(row[3], point.Incidence[1], 1e-12);
        }
    }

    [Fact]
    public void Log_ranks_are_the_reference_with_and_without_entry_and_strata()
    {
        var strata = Rows.GroupBy(row => row[4]).Select(stratum => stratum.ToList()).ToList();
        Assert.Equal(Figures["logrank"], LogRank.Stratified([Groups(Rows, entry: false)]).ChiSquare, 1e-10);
        Assert.Equal(Figures["logrankstratified"], LogRank.Stratified(strata.Select(stratum => Groups(stratum, entry: false))).ChiSquare, 1e-10);
        Assert.Equal(Figures["truncated"], LogRank.Stratified([Groups(Rows, entry: true)]).ChiSquare, 1e-10);
        Assert.Equal(Figures["truncatedstratified"], LogRank.Stratified(strata.Select(stratum => Groups(stratum, entry: true))).ChiSquare, 1e-10);
    }

    private static TwoGroups Groups(List<double[]> rows, bool entry) =>
        new([.. rows.Where(row => row[3] == 0).Select(row => Observed(row, entry))], [.. rows.Where(row => row[3] == 1).Select(row => Observed(row, entry))]);

    private static Observation Observed(double[] row, bool entry = true) => new(row[1], (int)row[2], entry ? row[0] : Observation.FromTheStart);
}
