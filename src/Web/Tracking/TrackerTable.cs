namespace Jalon.Web.Tracking;

/// <summary>One line of a tracker under its column names.</summary>
/// <param name="Number">As the spreadsheet numbers it, from 1.</param>
public sealed record TrackerRow(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}

/// <summary>A tracker read as text, days written JJ/MM/AAAA.</summary>
/// <param name="Header">Names of the columns; one without a name is called after its letter.</param>
public sealed record TrackerTable(IReadOnlyList<string> Header, IReadOnlyList<TrackerRow> Rows)
{
    /// <summary>Lines and columns a tracker kept by hand may have.</summary>
    public const int MostRows = 5_000, MostColumns = 120;

    /// <summary>Signs of one cell.</summary>
    public const int LongestCell = 2_000;

    /// <summary>Titles, logos and legends stand above the names of the columns: these first lines are looked at.</summary>
    private const int LinesAbove = 15;

    /// <summary>The table in the lines of a sheet: its header is the line that has the most known column names. Empty lines are left out.</summary>
    public static (TrackerTable? Table, string? WhyRefused) Of(IReadOnlyList<TrackerRow> lines)
    {
        var said = lines.Where(line => line.Cells.Any(cell => cell.Length > 0)).ToList();
        if (said.Count < 2) return (null, "Ce fichier n’a pas de lignes sous ses noms de colonnes.");
        if (said.Count > MostRows + LinesAbove) return (null, $"Ce tableau dépasse {MostRows.ToString("N0", Grains.French.Culture)}\u00A0lignes\u00A0: découpez-le, puis reprenez chaque partie.");
        if (said.Max(line => line.Cells.Count) > MostColumns) return (null, $"Ce tableau a plus de {MostColumns}\u00A0colonnes\u00A0: gardez celles du suivi.");
        if (said.FirstOrDefault(line => line.Cells.Any(cell => cell.Length > LongestCell)) is { } wide) return (null, $"Une cellule de la ligne\u00A0{wide.Number} dépasse {LongestCell.ToString("N0", Grains.French.Culture)}\u00A0signes\u00A0: raccourcissez-la.");
        var header = said.Take(LinesAbove).MaxBy(line => line.Cells.Count(cell => TrackerWords.ColumnOf(cell) is not null))!;
        if (!header.Cells.Any(cell => TrackerWords.ColumnOf(cell) is not null)) header = said[0];
        var names = Named(header.Cells);
        return (new TrackerTable(names, [.. said.Where(line => line.Number > header.Number)]), null);
    }

    /// <summary>What tells that two files have the same shape: their column names, in any order.</summary>
    public string Shape => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Header.Select(Import.OrganisationKey.Of).Order(StringComparer.Ordinal)))));

    private static List<string> Named(IReadOnlyList<string> cells)
    {
        var names = new List<string>(cells.Count);
        for (var column = 0; column < cells.Count; column++)
        {
            var name = Import.Row.Collapse(cells[column]);
            if (name.Length == 0) name = $"Colonne {Letters(column)}";
            names.Add(names.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name} ({Letters(column)})" : name);
        }

        return names;
    }

    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{Letters((column / 26) - 1)}{(char)('A' + (column % 26))}";
}
