using Jalon.Grains;
using Jalon.Insights.Experiments;

namespace Jalon.Insights.Tests.Experiments;

public sealed class RandomisingPosts
{
    /// <summary>Written down once: an assignment already recorded as a fact must be found again by any later version.</summary>
    [Fact]
    public void An_assignment_never_changes() =>
        Assert.Equal("BABAABBABBBA", string.Concat(Enumerable.Range(0, 12).Select(rank => Randomisation.Assign(2026, "DevOps, Ministère Alpha", rank))));

    [Fact]
    public void Each_stratum_stays_balanced_all_along()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var lead = 0;
            for (var rank = 0; rank < 200; rank++)
            {
                lead += Randomisation.Assign(seed, "stratum", rank) == Variant.A ? 1 : -1;
                Assert.InRange(lead, -3, 3);
            }
        }
    }

    [Fact]
    public void Nobody_can_guess_the_next_one()
    {
        var first = Enumerable.Range(0, 4000).Select(seed => Randomisation.Assign((ulong)seed, "s", 0)).ToList();
        Assert.InRange(first.Count(one => one == Variant.A), 1850, 2150);
        // Knowing the first three of a block says nothing certain about the fourth.
        var fourth = Enumerable.Range(0, 4000).Where(seed => Randomisation.Assign((ulong)seed, "s", 0) == Variant.A && Randomisation.Assign((ulong)seed, "s", 1) == Variant.A)
            .Select(seed => Randomisation.Assign((ulong)seed, "s", 2)).ToList();
        Assert.Contains(Variant.A, fourth);
        Assert.Contains(Variant.B, fourth);
    }

    [Fact]
    public void Strata_and_seeds_do_not_follow_each_other()
    {
        string Told(ulong seed, string stratum) => string.Concat(Enumerable.Range(0, 60).Select(rank => Randomisation.Assign(seed, stratum, rank)));
        Assert.Equal(4, new[] { Told(1, "a"), Told(1, "b"), Told(2, "a"), Told(2, "b") }.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Randomisation.Assign(1, "a", -1));
    }
}
