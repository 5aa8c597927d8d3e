using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Jalon.Web.Import;

/// <summary>What is wrong with one cell.</summary>
internal sealed record CellProblem(Column Column, string Reason);

/// <summary>The cells of one record, read by column. It keeps the first problem met, and hands out nothing bad.</summary>
internal sealed class Row(Layout layout, IReadOnlyList<string> cells)
{
    private static readonly string[] DateFormats = ["dd/MM/yyyy", "dd/MM/yyyy HH:mm"];

    private static readonly SearchValues<char> ToClean = SearchValues.Create("\r\u200B\u200E\u200F\uFEFF\uF0A7\uF0B7\uF0D8");

    public CellProblem? Problem { get; private set; }

    /// <summary>Keeps a problem, unless one was met before.</summary>
    public void Fail(Column column, string reason) => Problem ??= new CellProblem(column, reason);

    /// <summary>A text of several lines, or null when the cell says nothing (empty, spaces, « Non renseigné »).</summary>
    public string? Text(Column column)
    {
        if (layout.Places[column.Index] < 0) return null;
        var text = Clean(cells[layout.Places[column.Index]]);
        if (text.Length > column.Limit)
        {
            Fail(column, $"Ce texte dépasse {column.Limit.ToString("N0", Grains.French.Culture)}\u00A0caractères\u00A0: raccourcissez-le.");
            return null;
        }

        if (WhyUnreadable(text) is { } why) Fail(column, why);
        return text.Length == 0 || text.Equals("Non renseigné", StringComparison.OrdinalIgnoreCase) ? null : text;
    }

    /// <summary>A text on one line, spaces collapsed.</summary>
    public string? Line(Column column) => Text(column) is { } text ? Collapse(text) : null;

    /// <summary>A text on one line that must be there.</summary>
    public string Needed(Column column)
    {
        if (Line(column) is { } text) return text;
        Fail(column, "Cette cellule est vide et ne peut pas l’être.");
        return "";
    }

    /// <summary>A day, and its time when given. Null for an empty cell and for « no end »: 31/12/9999 and whatever falls after 2090.</summary>
    public ParisMoment? Moment(Column column)
    {
        if (Line(column) is not { } text) return null;
        if (!DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            Fail(column, "Cette date n’existe pas ou n’est pas écrite JJ/MM/AAAA ou JJ/MM/AAAA HH:MM.");
            return null;
        }

        if (at.Year < 1990) Fail(column, "Cette date est impossible\u00A0: elle est antérieure à 1990.");
        return at.Year >= 2090 ? null : new ParisMoment(DateOnly.FromDateTime(at), text.Length > 10 ? TimeOnly.FromDateTime(at) : null);
    }

    /// <summary>A number written with a comma or a point, between two bounds.</summary>
    public decimal? Number(Column column, decimal from, decimal to)
    {
        if (Line(column) is not { } text) return null;
        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to) return number;
        Fail(column, $"Cette coordonnée n’est pas un nombre entre {from} et {to}.");
        return null;
    }

    public static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// Entities of web forms are decoded first, so that what they hide is checked too. Marks that show nothing (zero-width space, byte order mark, plain
    /// direction marks) come from copy and paste and are dropped; the bullets of the Wingdings font become bullets.
    /// </summary>
    private static string Clean(string cell)
    {
        var decoded = cell.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(cell) : cell;
        if (decoded.AsSpan().IndexOfAny(ToClean) < 0) return decoded.Trim();
        var text = new StringBuilder(decoded.Replace("\r\n", "\n", StringComparison.Ordinal));
        text.Replace('\r', '\n').Replace('\uF0A7', '•').Replace('\uF0B7', '•').Replace('\uF0D8', '•');
        foreach (var invisible in (ReadOnlySpan<string>)["\u200B", "\u200E", "\u200F", "\uFEFF"]) text.Replace(invisible, "");
        return text.ToString().Trim();
    }

    /// <summary>
    /// Characters that turn the reading direction round are refused, not dropped: nothing in a French notice needs them, and what a person would then read is not
    /// what is stored. NUL and the other control characters cannot be stored; U+FFFD stands for bytes that were not text.
    /// </summary>
    private static string? WhyUnreadable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\uFFFD') return "Cette cellule contient un caractère illisible\u00A0: ressaisissez-le.";
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                return "Cette cellule contient un caractère invisible qui inverse le sens de lecture\u00A0: ressaisissez le texte.";
            if (char.IsControl(c) && c is not ('\n' or '\t')) return "Cette cellule contient un caractère de contrôle\u00A0: ressaisissez le texte.";
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(c)) return "Cette cellule contient un caractère illisible\u00A0: ressaisissez-le.";
        }

        return null;
    }
}
