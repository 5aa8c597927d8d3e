using Jalon.Insights.Counts;
using Jalon.Insights.Numbers;

namespace Jalon.Insights.Tests.Counts;

public sealed class HidingSmallCounts
{
    [Fact]
    public void A_count_under_five_takes_another_with_it()
    {
        var figures = Suppression.Of(1, [(["femmes"], 30), (["hommes"], 41), (["non dit"], 3)]);
        Assert.Equal([false, true, true], figures.Where(figure => figure.Filters[0] != "hommes").OrderByDescending(figure => figure.Count).Select(figure => figure.Hidden));
        Assert.False(figures.Single(figure => figure.Filters[0] == "hommes").Hidden);
    }

    [Fact]
    public void When_only_small_counts_remain_their_total_is_hidden()
    {
        var figures = Suppression.Of(1, [(["a"], 2), (["b"], 2)]);
        Assert.All(figures, figure => Assert.True(figure.Hidden));
    }

    [Fact]
    public void What_is_not_small_is_shown_when_nothing_small_is_near() =>
        Assert.All(Suppression.Of(2, [(["a", "x"], 9), (["a", "y"], 12), (["b", "x"], 5), (["b", "y"], 7)]), figure => Assert.False(figure.Hidden));

    [Fact]
    public void No_difference_of_two_shown_figures_reveals_a_hidden_one()
    {
        for (var seed = 0UL; seed < 250; seed++)
        {
            var figures = Drawn(seed, out var parts);
            var shown = figures.Where(figure => !figure.Hidden).Select(figure => (Figure: figure, Parts: Mask(figure, parts))).ToList();
            var hidden = figures.Where(figure => figure.Hidden).Select(figure => Mask(figure, parts)).ToHashSet();
            Assert.All(figures.Where(figure => figure.Count < Suppression.Least), figure => Assert.True(figure.Hidden));
            foreach (var (whole, outer) in shown)
                foreach (var (part, inner) in shown)
                {
                    if (outer == inner || (inner & ~outer) != 0) continue;
                    var left = whole.Count - part.Count;
                    if (hidden.Contains(outer ^ inner) || left is > 0 and < Suppression.Least) Assert.Fail($"seed {seed}: {string.Join(',', whole.Filters)} − {string.Join(',', part.Filters)}");
                }
        }
    }

    /// <summary>Stronger: for each hidden figure there is another table, with the same shown figures, where it is different.</summary>
    [Fact]
    public void No_sum_of_shown_figures_reveals_a_hidden_one()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var figures = Drawn(seed, out var parts);
            var rows = figures.Where(figure => !figure.Hidden).Select(figure => Row(figure, parts)).ToList();
            var rank = Rank(rows);
            Assert.All(figures.Where(figure => figure.Hidden), figure => Assert.Equal(rank + 1, Rank([.. rows, Row(figure, parts)])));
        }
    }

    [Fact]
    public void A_cube_that_is_too_large_is_refused() => Assert.Throws<ArgumentException>(() =>
        Suppression.Of(2, [.. Enumerable.Range(0, 60).Select(i => (new[] { $"{i}", $"{i}" }, 9L))]));

    private static IReadOnlyList<Figure> Drawn(ulong seed, out List<string[]> parts)
    {
        var draws = new Draws(seed);
        var sizes = Enumerable.Range(0, 1 + draws.Below(3)).Select(_ => 2 + draws.Below(3)).ToArray();
        parts = [[]];
        foreach (var size in sizes) parts = [.. parts.SelectMany(part => Enumerable.Range(0, size).Select(member => part.Append($"{member}").ToArray()))];
        var counts = new List<(string[], long)>();
        foreach (var part in parts) counts.Add((part, draws.Below(3) == 0 ? draws.Below(6) : draws.Below(60)));
        return Suppression.Of(sizes.Length, counts);
    }

    private static bool Holds(Figure figure, string[] part) => figure.Filters.Zip(part).All(pair => pair.First is null || pair.First == pair.Second);

    /// <summary>A bit for each part; a drawn cube has 64 at most.</summary>
    private static ulong Mask(Figure figure, List<string[]> parts) => parts.Select((part, bit) => Holds(figure, part) ? 1UL << bit : 0).Aggregate((mask, bit) => mask | bit);

    private static double[] Row(Figure figure, List<string[]> parts) => [.. parts.Select(part => Holds(figure, part) ? 1.0 : 0)];

    private static int Rank(List<double[]> rows)
    {
        var (matrix, rank) = (rows.Select(row => row.ToArray()).ToList(), 0);
        for (var column = 0; matrix.Count > 0 && column < matrix[0].Length && rank < matrix.Count; column++)
        {
            var pivot = Enumerable.Range(rank, matrix.Count - rank).MaxBy(i => Math.Abs(matrix[i][column]));
            if (Math.Abs(matrix[pivot][column]) < 1e-9) continue;
            (matrix[rank], matrix[pivot]) = (matrix[pivot], matrix[rank]);
            for (var i = rank + 1; i < matrix.Count; i++)
            {
                var times = matrix[i][column] / matrix[rank][column];
                for (var j = column; j < matrix[i].Length; j++) matrix[i][j] -= times * matrix[rank][j];
            }

            rank++;
        }

        return rank;
    }
}
