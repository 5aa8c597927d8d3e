using System.Text.RegularExpressions;

namespace Jalon.Web.Import;

/// <summary>What is told from the words of a cell: the ending of a title, the code of a profession, the city of an address, the name of an employer.</summary>
internal static partial class Wording
{
    /// <summary>« (h/f) », « H/F » and « (F/H) » at the end all become « F/H »; the rest is left as the employer wrote it.</summary>
    public static string Title(string title) => GenderEnding().Replace(title, " F/H");

    /// <summary>« Responsable des études (FPT - A7A/08) » → label, frame, code.</summary>
    public static ImportedProfession Profession(string label) =>
        OldCode().Match(label) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : new(label, null, null);

    /// <summary>The place from its four cells. « N.C » is the export's word for an unknown street.</summary>
    public static ImportedPlace Place(string? address, string? city, string? department, string? region)
    {
        (address, city) = (Known(address), Known(city));
        var postal = PostalCity().Match(city ?? "") is { Success: true } inCity ? inCity : PostalCity().Match(address ?? "");
        // A city that holds figures is an address in the wrong column.
        var name = city is not null && !city.Any(char.IsDigit) ? city : postal.Success ? postal.Groups[2].Value : null;
        if (address is null && city is not null && city.Any(char.IsDigit)) address = city;
        var area = DepartmentCode().Match(department ?? "");
        return new(address, postal.Success ? postal.Groups[1].Value : null, name is null ? null : Cedex().Replace(name, ""),
            area.Success ? area.Groups[2].Value.PadLeft(2, '0') : null, area.Success ? area.Groups[1].Value : department, region);
    }

    /// <summary>
    /// The name in an employer cell: one line, short, before any postal address. Null when the cell is a presentation or an address alone.
    /// </summary>
    public static string? EmployerName(string? cell)
    {
        if (cell is null || cell.Length > 300 || cell.Contains('\n', StringComparison.Ordinal)) return null;
        var address = StreetAddress().Match(cell);
        var name = Row.Collapse(address.Success ? cell[..address.Index] : cell).Trim(' ', '-', '–', ',', ':');
        return name.Length is 0 or > 150 ? null : name;
    }

    private static string? Known(string? text)
    {
        var known = text is null ? "" : NotKnown().Replace(text, "").Trim();
        return known.Length == 0 ? null : known;
    }

    [GeneratedRegex(@"(?:\s*[-–,]\s*|\s+)\(?\s*(?:h\s*/\s*f|f\s*/\s*h)\s*\)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GenderEnding();

    [GeneratedRegex(@"^(.+?)\s*\(\s*(FPE|FPT|FPH)\s*-\s*([A-Z0-9/]+)\s*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex OldCode();

    [GeneratedRegex(@"\bN\.?C\b\.?", RegexOptions.CultureInvariant)]
    private static partial Regex NotKnown();

    [GeneratedRegex(@"(?<!\d)(\d{5})\s*(\p{L}[\p{L}\s'’-]*?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex PostalCity();

    [GeneratedRegex(@"\s+c[eé]dex(\s+\d+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cedex();

    [GeneratedRegex(@"^(.*?)\s*\(\s*(\d{1,3}|2[AB])\s*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex DepartmentCode();

    [GeneratedRegex(@"[\s,–-]*(?:\b\d+\s*(?:bis|ter|quater)?[\s,]+(?:rue|avenue|av\.|boulevard|bd|place|allées?|chemin|route|quai|cours|impasse|square|esplanade)\b|\b\d{5}\s+\p{L}|\b(?:BP|CS)\s*\d+).*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StreetAddress();
}
