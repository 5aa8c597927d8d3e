using Jalon.Grains;
using Jalon.Insights.Numbers;

namespace Jalon.Insights.Experiments;

/// <summary>
/// Which variant a post gets: permuted blocks within each stratum (Zelen, J. Chronic Dis. 27, 1974), of 4 or 6 drawn at random so that the next one cannot be guessed. The same
/// seed, stratum and rank always give the same variant: the fact that records it can be checked.
/// </summary>
public static class Randomisation
{
    /// <summary>Posts of one stratum of one experiment.</summary>
    private const int MostInStratum = 100_000;

    /// <param name="stratum">Profession and organisation, for instance; the same text for the same stratum.</param>
    /// <param name="rank">How many posts of the stratum were assigned before this one.</param>
    public static Variant Assign(ulong seed, string stratum, int rank)
    {
        if (rank is < 0 or >= MostInStratum) throw new ArgumentOutOfRangeException(nameof(rank), rank, $"A stratum has at most {MostInStratum} posts.");
        for (var block = 0; ; block++)
        {
            var draws = new Draws(Draws.Seed(seed, stratum, block));
            var size = 4 + (2 * draws.Below(2));
            if (rank < size) return Block(size, draws)[rank];
            rank -= size;
        }
    }

    /// <summary>Half of each, shuffled (Fisher and Yates).</summary>
    private static Variant[] Block(int size, Draws draws)
    {
        var block = Enumerable.Range(0, size).Select(place => place < size / 2 ? Variant.A : Variant.B).ToArray();
        for (var last = size - 1; last > 0; last--)
        {
            var other = draws.Below(last + 1);
            (block[last], block[other]) = (block[other], block[last]);
        }

        return block;
    }
}
