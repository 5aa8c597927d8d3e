using Jalon.Grains;
using Jalon.Insights.Experiments;
using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Experiments;

public sealed class JudgingAnExperiment
{
    private const int Engaged = 1, Cancelled = 2;

    private static readonly DateOnly Ends = new(2026, 9, 30);

    [Fact]
    public void Of_2000_experiments_without_a_difference_one_in_twenty_shows_one()
    {
        var significant = Enumerable.Range(0, 2_000).Count(seed => LogRank.Stratified(Drawn(seed, posts: 120, ratio: 1).Select(Only)).P < 0.05);
        Assert.InRange(significant / 2_000.0, 0.035, 0.065);
    }

    [Fact]
    public void A_hazard_ratio_of_one_and_a_half_is_found_with_250_engagements()
    {
        var (found, events) = (0, 0L);
        for (var seed = 0; seed < 300; seed++)
        {
            var strata = Drawn(seed, posts: 300, ratio: 1.5);
            var test = LogRank.Stratified(strata.Select(Only));
            Assert.InRange(test.Events, 220, 280);
            events += test.Events;
            if (test.P < 0.05 && test.HazardRatio > 1) found++;
        }

        Assert.InRange(events / 300.0, 245, 255);
        Assert.True(found >= 240, $"{found} of 300");
    }

    [Fact]
    public void A_verdict_says_the_days_with_their_interval()
    {
        var faster = Judge(Drawn(3, posts: 600, ratio: 2));
        Assert.Equal(Finding.Faster, faster.Finding);
        Assert.True(faster.DaysSaved > 0 && faster.Interval!.Value.Low > 0);
        Assert.Matches(@"^Les postes sont pourvus plus vite avec la variante B\. Sur 120\u00A0jours, B épargne \d+,\d\u00A0jours par poste en moyenne \(de \d+,\d à \d+,\d, à 95\u00A0%\)\.$", faster.Sentence);
        var slower = Judge([.. Drawn(3, posts: 600, ratio: 2).Select(stratum => new TwoGroups(stratum.Second, stratum.First))]);
        Assert.Equal((Finding.Slower, -faster.DaysSaved), (slower.Finding, slower.DaysSaved));
        Assert.Contains("B ajoute", slower.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_concluded_early_on_few_posts_or_by_chance()
    {
        Assert.Equal(Finding.Running, Judge(Drawn(3, posts: 600, ratio: 2), today: Ends.AddDays(-1)).Finding);
        Assert.Contains("jusqu’au 30\u00A0septembre 2026", Judge(Drawn(3, posts: 600, ratio: 2), today: Ends.AddDays(-1)).Sentence, StringComparison.Ordinal);
        Assert.Equal(Finding.TooFew, Judge(Drawn(4, posts: 16, ratio: 2)).Finding);
        Assert.Equal(Finding.Undecided, Judge([.. Drawn(5, posts: 200, ratio: 1).Select(stratum => new TwoGroups(stratum.First, stratum.First))]).Finding);
        Assert.Equal(Finding.Observation, Judge(Drawn(3, posts: 600, ratio: 2), observation: true).Finding);
        Assert.Null(Judge([new TwoGroups([new(3, 1, Count: 40), new(9, 0)], [new(3, 1, Count: 40), new(9, 0)])]).DaysSaved);
    }

    /// <summary>The worked example of Newcombe's paper: 56/70 against 48/80.</summary>
    [Fact]
    public void A_guard_rail_tells_what_got_worse()
    {
        var rail = GuardRail.Of(48, 80, 56, 70)!;
        Assert.Equal((0.0524, 0.3339), (Math.Round(rail.Low, 4), Math.Round(rail.High, 4)));
        Assert.True(rail.Worse);
        Assert.False(GuardRail.Of(10, 80, 10, 70)!.Worse);
        Assert.Null(GuardRail.Of(0, 0, 1, 2));
    }

    private static Verdict Judge(IReadOnlyList<TwoGroups> strata, DateOnly? today = null, bool observation = false) =>
        Verdict.Of(strata, Engaged, 120, Ends, today ?? Ends, observation);

    private static TwoGroups Only(TwoGroups stratum) => new([.. stratum.First.Select(post => post.Only(Engaged))], [.. stratum.Second.Select(post => post.Only(Engaged))]);

    /// <summary>Posts of four strata with their own delays, entering over four months, some cancelled, all seen until the same day; whole days.</summary>
    private static List<TwoGroups> Drawn(int seed, int posts, double ratio)
    {
        var draws = new Draws(Draws.Seed((ulong)seed, "experiment", posts));
        var strata = Enumerable.Range(0, 4).Select(_ => (A: new List<Observation>(), B: new List<Observation>())).ToList();
        for (var post = 0; post < posts; post++)
        {
            var stratum = post % 4;
            var variant = Randomisation.Assign((ulong)seed, $"stratum {stratum}", post / 4);
            var rate = 0.008 * (1 + stratum) * (variant == Variant.B ? ratio : 1);
            var (engaged, cancelled, seen) = (Exponential(ref draws, rate), Exponential(ref draws, 0.003), 121 + draws.Below(60));
            var end = Math.Min(engaged, cancelled);
            var observed = end > seen ? new Observation(seen, Observation.Open) : new Observation(end, engaged <= cancelled ? Engaged : Cancelled);
            (variant == Variant.A ? strata[stratum].A : strata[stratum].B).Add(observed);
        }

        return [.. strata.Select(stratum => new TwoGroups(stratum.A, stratum.B))];
    }

    private static double Exponential(ref Draws draws, double rate) => Math.Ceiling(-Math.Log(1 - draws.NextShare()) / rate);
}
