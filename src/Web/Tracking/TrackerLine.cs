using System.Globalization;

using Jalon.Grains;
using Jalon.Web.Import;

namespace Jalon.Web.Tracking;

/// <summary>A day as a cell gives it.</summary>
/// <param name="Said">Something is written: the thing happened, or will.</param>
/// <param name="On">Null where the day is not known.</param>
internal readonly record struct CellDay(bool Said, DateOnly? On);

/// <summary>The cells of one line, read by role. It keeps the first problem met.</summary>
internal sealed class TrackerLine(TrackerTable table, TrackerReading reading, TrackerRow row, DateOnly today)
{
    private static readonly string[] Formats = ["d/M/yyyy", "d/M/yy", "yyyy-M-d", "d-M-yyyy", "d.M.yyyy", "d.M.yy", "d MMMM yyyy", "d MMM yyyy"];

    /// <summary>Written where the thing is done and its day is not known.</summary>
    private static readonly string[] WithoutDay = ["?", "x", "oui", "ok", "fait", "inconnu", "inconnue", "nc", "n.c.", "date inconnue", "non connue"];

    /// <summary>Written where there is nothing.</summary>
    private static readonly string[] Nothing = ["-", "–", "—", "/", "non", "néant", "neant", "sans objet", "so", "0"];

    private const int Earliest = 2_000;

    public SetAside? Problem { get; private set; }

    public bool IsToCome(DateOnly day) => day > today;

    public int Number => row.Number;

    public string? Text(TrackerColumn column, int limit)
    {
        if (reading.Place(table, column) is not { } place || Row.Collapse(row[place]) is not { Length: > 0 } text) return null;
        if (text.Length > limit) Fail(column, $"Ce texte dépasse {limit}\u00A0signes\u00A0: raccourcissez-le.");
        return text;
    }

    /// <summary>A day, « ? » for one nobody knows, or nothing. A month alone is a day nobody knows.</summary>
    public CellDay Day(TrackerColumn column, bool mayCome = false)
    {
        if (reading.Place(table, column) is not { } place || Row.Collapse(row[place]) is not { Length: > 0 } text || Nothing.Contains(text.ToLowerInvariant())) return default;
        if (WithoutDay.Contains(text.ToLowerInvariant()) || DateTime.TryParseExact(text, ["MMMM yyyy", "M/yyyy", "yyyy"], French.Culture, DateTimeStyles.None, out _)) return new CellDay(true, null);
        if (!DateTime.TryParseExact(text.Split(' ') is [var day, { } time] && time.Contains(':', StringComparison.Ordinal) ? day : text, Formats, French.Culture, DateTimeStyles.None, out var at))
            Fail(column, $"«\u00A0{(text.Length > 40 ? text[..40] : text)}\u00A0» n’est pas une date\u00A0: écrivez JJ/MM/AAAA, ou «\u00A0?\u00A0» si personne ne la connaît.");
        else if (at.Year < Earliest) Fail(column, $"La date {French.Date(DateOnly.FromDateTime(at))} est trop ancienne.");
        else if (!mayCome && DateOnly.FromDateTime(at) > today) Fail(column, $"La date {French.Date(DateOnly.FromDateTime(at))} est à venir\u00A0: reprenez la ligne le jour venu, ou videz la cellule.");
        return at == default ? default : new CellDay(true, DateOnly.FromDateTime(at));
    }

    public CandidateStatus? Status()
    {
        if (Text(TrackerColumn.Status, 200) is not { } text) return reading.Status;
        if (TrackerWords.StatusOf(text) is { } status) return status;
        Fail(TrackerColumn.Status, $"«\u00A0{text}\u00A0» n’est pas un statut\u00A0: écrivez Titulaire, Contractuel ou Externe.");
        return null;
    }

    public TrackerState? State() => Text(TrackerColumn.State, TrackerTable.LongestCell) is { } label ? reading.StateOf(label) : null;

    public int? Openings()
    {
        if (Text(TrackerColumn.Openings, 40) is not { } text) return null;
        if (int.TryParse(text.Split(',', '.')[0], CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 500) return count;
        Fail(TrackerColumn.Openings, "Écrivez un nombre de places, de 1 à 500.");
        return null;
    }

    /// <summary>Given and family name: from their columns, else from one cell where capitals tell the family name, else its last words.</summary>
    public (string Given, string Family)? Name()
    {
        var (given, family) = (Text(TrackerColumn.GivenName, 100), Text(TrackerColumn.FamilyName, 100));
        if (family is not null && given is not null) return (given, family);
        if ((family ?? Text(TrackerColumn.FullName, 200)) is not { } whole) return null;
        var words = whole.Replace("Mme ", "", StringComparison.OrdinalIgnoreCase).Replace("M. ", "", StringComparison.OrdinalIgnoreCase).Replace(",", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var capitals = words.Where(word => word.Length > 1 && word.All(sign => !char.IsLower(sign))).ToList();
        if (words.Length < 2) Fail(family is null ? TrackerColumn.FullName : TrackerColumn.FamilyName, "Écrivez le prénom et le nom.");
        if (words.Length < 2) return null;
        return capitals.Count > 0 && capitals.Count < words.Length ? (string.Join(' ', words.Except(capitals)), Cased(capitals)) : (words[0], string.Join(' ', words.Skip(1)));
    }

    public void Fail(TrackerColumn column, string reason) =>
        Problem ??= new SetAside(row.Number, reading.Place(table, column) is { } place ? table.Header[place] : TrackerWords.Label(column), reason);

    private static string Cased(IEnumerable<string> words) => French.Culture.TextInfo.ToTitleCase(string.Join(' ', words).ToLower(French.Culture));
}
