namespace Jalon.Insights.Counts;

/// <summary>A count as it may be shown, for one choice of filters.</summary>
/// <param name="Filters">The member chosen in each dimension, in order; null = all of them.</param>
public sealed record Figure(IReadOnlyList<string?> Filters, long Count, bool Hidden);

/// <summary>
/// Counts of persons by attributes, with the small ones hidden, and as many others as it takes so that no hidden one can be computed from those shown: whatever the
/// filters, totals included (complementary cell suppression; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001). The whole cube is decided at once, so
/// that two pages with two filters never contradict each other.
/// </summary>
public sealed class Suppression
{
    /// <summary>Counts under it are hidden, and so are differences under it.</summary>
    public const int Least = 5;

    /// <summary>Figures of one cube: three dimensions of ten members, or so.</summary>
    public const int MostFigures = 1_500;

    private readonly IReadOnlyList<string[]> dimensions;
    private readonly Cell[] cells;

    private Suppression(IReadOnlyList<string[]> dimensions, Cell[] cells) => (this.dimensions, this.cells) = (dimensions, cells);

    /// <param name="counts">Persons by their member in each dimension; a combination may come several times or not at all.</param>
    /// <exception cref="ArgumentException">The cube is too large: show fewer dimensions.</exception>
    public static IReadOnlyList<Figure> Of(int dimensions, IReadOnlyCollection<(string[] Members, long Count)> counts)
    {
        var members = Enumerable.Range(0, dimensions).Select(place => counts.Select(one => one.Members[place]).Distinct().Order(StringComparer.Ordinal).ToArray()).ToList();
        if (members.Aggregate(1.0, (size, dimension) => size * (dimension.Length + 1)) > MostFigures) throw new ArgumentException($"A cube has at most {MostFigures} figures.");
        var cube = new Suppression(members, [.. Cell.All(members, counts)]);
        cube.Hide();
        return [.. cube.cells.Select(cell => new Figure(cell.Filters, cell.Count, cell.Hidden))];
    }

    private void Hide()
    {
        foreach (var cell in cells) cell.Hidden = cell.Count < Least;
        var lines = Enumerable.Range(0, dimensions.Count).SelectMany(Lines).ToList();
        do
        {
            while (lines.Exists(Protect)) { }
        }
        while (HideOneMore());
    }

    /// <summary>The members of one dimension under each choice of the others, with their total last.</summary>
    private IEnumerable<Cell[]> Lines(int dimension) => cells
        .GroupBy(cell => string.Join('\u001F', cell.Filters.Select((filter, place) => place == dimension ? "" : filter ?? "\u001E")))
        .Select(line => line.OrderBy(cell => cell.Filters[dimension] is null).ToArray());

    /// <summary>What a total less its shown members leaves is a figure too: it is hidden like one. True when a figure had to be hidden.</summary>
    private static bool Protect(Cell[] line)
    {
        var hidden = line[..^1].Where(cell => cell.Hidden).ToList();
        if (line[^1].Hidden || hidden.Count == 0 || (hidden.Count > 1 && hidden.Sum(cell => cell.Count) >= Least)) return false;
        (line[..^1].Where(cell => !cell.Hidden).MinBy(cell => cell.Count) ?? line[^1]).Hidden = true;
        return true;
    }

    /// <summary>A hidden figure that sums and differences of shown ones still give: one of its neighbours is hidden too. False when there is none.</summary>
    private bool HideOneMore()
    {
        var shown = new Span();
        foreach (var cell in cells.Where(cell => !cell.Hidden)) shown.Add(cell.Parts);
        var revealed = cells.FirstOrDefault(cell => cell.Hidden && shown.Gives(cell.Parts));
        if (revealed is null) return false;
        var victim = cells.Where(cell => !cell.Hidden).OrderBy(cell => Distance(cell, revealed)).ThenBy(cell => cell.Count).First();
        return victim.Hidden = true;
    }

    private static int Distance(Cell one, Cell other) => one.Filters.Zip(other.Filters).Count(pair => pair.First != pair.Second);

    /// <summary>One figure of the cube and the smallest combinations it is the sum of.</summary>
    private sealed class Cell(string?[] filters, long count, bool[] parts)
    {
        public string?[] Filters => filters;

        public long Count => count;

        public bool[] Parts => parts;

        public bool Hidden { get; set; }

        public static IEnumerable<Cell> All(List<string[]> members, IReadOnlyCollection<(string[] Members, long Count)> counts)
        {
            var parts = Choices(members.Select(dimension => dimension.Cast<string?>().ToArray())).ToList();
            foreach (var filters in Choices(members.Select(dimension => dimension.Append(null).ToArray())))
                yield return new Cell(filters, counts.Where(one => Within(one.Members, filters)).Sum(one => one.Count), [.. parts.Select(part => Within(part, filters))]);
        }

        private static bool Within(string?[] part, string?[] filters) => filters.Zip(part).All(pair => pair.First is null || pair.First == pair.Second);

        private static IEnumerable<string?[]> Choices(IEnumerable<string?[]> dimensions) =>
            dimensions.Aggregate(new List<string?[]> { Array.Empty<string?>() }.AsEnumerable(), (chosen, dimension) => chosen.SelectMany(start => dimension.Select(next => start.Append(next).ToArray())));
    }
}
