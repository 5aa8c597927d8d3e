using System.Text;

namespace Jalon.Grains.Reference;

/// <summary>What an administrator loads from a file, in dated versions: the newest in force on a day applies.</summary>
public enum ReferenceKind { Professions, PayGrid }

/// <summary>A line that cannot be taken, or 0 for the file itself.</summary>
public sealed record LineProblem(int Line, string Sentence);

/// <summary>A file of columns with a head, as a spreadsheet saves it: semicolons, tabs or commas; quotes around a cell that holds one of them.</summary>
public sealed record ReferenceFile(IReadOnlyList<ReferenceLine> Lines, IReadOnlyList<LineProblem> Problems)
{
    /// <summary>More than any list of professions, and read at once.</summary>
    public const int MostCharacters = 500_000;

    private const int MostLines = 5_000;

    /// <param name="columns">Names of the columns that must be there; others are left aside, whatever their order.</param>
    public static ReferenceFile Read(string text, params string[] columns)
    {
        if (text.Length > MostCharacters) return Failed($"Ce fichier est trop long{French.Nbsp}: {French.Count(MostCharacters, "caractère", "caractères")} au plus.");
        if (text.Contains('\0', StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal)) return Failed("Ce fichier n’est pas un texte en UTF-8. Enregistrez-le au format CSV UTF-8.");
        var written = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Select((line, index) => (Number: index + 1, Text: line)).Where(line => line.Text.Trim().Length > 0).ToList();
        if (written.Count < 2) return Failed($"Ce fichier est vide. Il commence par une ligne de titres{French.Nbsp}: {string.Join("\u00A0; ", columns)}.");
        if (written.Count > MostLines) return Failed($"Ce fichier a trop de lignes{French.Nbsp}: {French.Count(MostLines, "ligne", "lignes")} au plus.");
        var separator = ";\t,".FirstOrDefault(sign => written[0].Text.Contains(sign, StringComparison.Ordinal), ';');
        var head = Cells(written[0].Text, separator).Select(Folding.Of).ToList();
        var missing = columns.Where(name => !head.Contains(Folding.Of(name))).ToList();
        if (missing.Count > 0) return Failed($"Il manque {(missing.Count == 1 ? "la colonne" : "les colonnes")} «{French.Nbsp}{string.Join($"{French.Nbsp}», «{French.Nbsp}", missing)}{French.Nbsp}» dans la ligne de titres.");
        return new ReferenceFile([.. written.Skip(1).Select(line => new ReferenceLine(line.Number, Named(columns, head, Cells(line.Text, separator))))], []);
    }

    private static Dictionary<string, string> Named(string[] columns, List<string> head, List<string> cells) =>
        columns.ToDictionary(name => name, name => head.IndexOf(Folding.Of(name)) is var place && place < cells.Count ? cells[place].Trim() : "");

    private static ReferenceFile Failed(string sentence) => new([], [new(0, sentence)]);

    private static List<string> Cells(string line, char separator)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var place = 0; place < line.Length; place++)
        {
            var (sign, doubled) = (line[place], quoted && line[place] == '"' && place + 1 < line.Length && line[place + 1] == '"');
            if (doubled) place++;
            if (sign == '"' && !doubled) quoted = !quoted;
            else if (sign == separator && !quoted) { cells.Add(cell.ToString()); cell.Clear(); }
            else cell.Append(sign);
        }

        return [.. cells, cell.ToString()];
    }
}

/// <summary>The cells of a line, by the name of their column; empty where there is none.</summary>
public sealed record ReferenceLine(int Number, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells[column];
}
