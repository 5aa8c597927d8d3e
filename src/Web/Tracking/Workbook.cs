using System.Globalization;
using System.IO.Compression;

using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Jalon.Web.Tracking;

/// <summary>The sheet of an XLSX workbook that looks like a tracker. What the archive really holds is measured before anything is made of it.</summary>
internal static class Workbook
{
    /// <summary>Unpacked: a tracker of five thousand lines is a few megabytes.</summary>
    private const long LargestUnpacked = 100L * 1024 * 1024;

    private const int MostEntries = 2_000, MostSheets = 30;

    private const string Unreadable = "Ce classeur est abîmé\u00A0: on ne peut pas le lire. Ouvrez-le dans le tableur, enregistrez-le de nouveau, puis reprenez-le.";

    public static (TrackerTable? Table, string? WhyRefused) Read(byte[] content)
    {
        try
        {
            if (WhyNotOpened(content) is { } why) return (null, why);
            using var document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false);
            return document.WorkbookPart is { } book ? BestSheet(book) : (null, Unreadable);
        }
        catch (Exception broken) when (broken is InvalidDataException or OpenXmlPackageException or System.Xml.XmlException or FileFormatException or InvalidOperationException or ArgumentException or FormatException or NotSupportedException)
        {
            return (null, Unreadable);
        }
    }

    /// <summary>Unpacks every part and counts: sizes written in an archive may lie.</summary>
    private static string? WhyNotOpened(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries) return "Ce classeur contient trop d’éléments pour un tableau de suivi. Copiez la feuille du suivi dans un nouveau classeur.";
        if (archive.GetEntry("mimetype") is not null) return "Ce classeur est au format de LibreOffice (ODS). Enregistrez-le en XLSX ou en CSV, puis reprenez-le.";
        if (archive.GetEntry("xl/workbook.xml") is null) return "Ce fichier est une archive, pas un classeur XLSX. Reprenez un classeur XLSX ou un fichier CSV.";
        var (left, buffer) = (LargestUnpacked, new byte[64 * 1024]);
        foreach (var entry in archive.Entries)
        {
            using var unpacked = entry.Open();
            for (int read; (read = unpacked.Read(buffer)) > 0;)
                if ((left -= read) < 0) return "Ce classeur est bien plus gros une fois ouvert qu’il n’en a l’air (plus de 100\u00A0Mo). Copiez la feuille du suivi dans un nouveau classeur.";
        }

        return null;
    }

    private static (TrackerTable?, string?) BestSheet(WorkbookPart book)
    {
        var texts = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText).ToList() ?? [];
        var (days, from1904) = (DayStyles(book), book.Workbook.WorkbookProperties?.Date1904?.Value == true);
        var sheets = book.Workbook.Descendants<Sheet>().Where(sheet => sheet.State is null || sheet.State.Value == SheetStateValues.Visible).Take(MostSheets)
            .Select(sheet => sheet.Id?.Value is { } id && book.GetPartById(id) is WorksheetPart part ? TrackerTable.Of(Lines(part, texts, days, from1904)) : (null, null)).ToList();
        var found = sheets.Where(one => one.Item1 is not null).MaxBy(one => one.Item1!.Header.Count(name => TrackerWords.ColumnOf(name) is not null));
        return found.Item1 is not null ? found : (null, sheets.Select(one => one.Item2).OfType<string>().FirstOrDefault() ?? "Ce classeur n’a pas de feuille à lire.");
    }

    private static List<TrackerRow> Lines(WorksheetPart part, List<string> texts, HashSet<int> days, bool from1904)
    {
        var (lines, last) = (new List<TrackerRow>(), 0);
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read() && lines.Count <= TrackerTable.MostRows + 100)
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement || reader.LoadCurrentElement() is not Row row) continue;
            var cells = new List<string>();
            foreach (var cell in row.Elements<Cell>())
            {
                var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
                if (column > TrackerTable.MostColumns) break;
                while (cells.Count < column) cells.Add("");
                if (cells.Count == column) cells.Add(TrackerFile.Cleaned(TextOf(cell, texts, days, from1904)));
            }

            last = (int)(row.RowIndex?.Value ?? (uint)last + 1);
            lines.Add(new TrackerRow(last, cells));
        }

        return lines;
    }

    private static string TextOf(Cell cell, List<string> texts, HashSet<int> days, bool from1904)
    {
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value == CellValues.SharedString) return int.TryParse(value, CultureInfo.InvariantCulture, out var place) && place >= 0 && place < texts.Count ? texts[place] : "";
        if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        if (cell.DataType?.Value == CellValues.Boolean) return value == "1" ? "oui" : "";
        if (cell.DataType?.Value == CellValues.Error) return "";
        var dated = cell.StyleIndex?.Value is { } style && days.Contains((int)style);
        return dated && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 0 and < 80_000
            ? DateTime.FromOADate(serial + (from1904 ? 1_462 : 0)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : value;
    }

    /// <summary>The styles that show a number as a day: the built-in ones (ECMA-376, part 1, § 18.8.30), and those whose own code has days, months or years.</summary>
    private static HashSet<int> DayStyles(WorkbookPart book)
    {
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var own = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? []).Where(format => format.NumberFormatId is not null && IsDay(format.FormatCode?.Value ?? "")).Select(format => (int)format.NumberFormatId!.Value).ToHashSet();
        return [.. (sheet?.CellFormats?.Elements<CellFormat>() ?? []).Select((format, place) => (Id: (int)(format.NumberFormatId?.Value ?? 0), place))
            .Where(one => one.Id is (>= 14 and <= 17) or 22 or (>= 27 and <= 36) or (>= 50 and <= 58) || own.Contains(one.Id)).Select(one => one.place)];
    }

    private static bool IsDay(string code)
    {
        var (quoted, bracketed) = (false, false);
        foreach (var sign in code)
        {
            if (sign == '"') quoted = !quoted;
            else if (sign is '[' or ']') bracketed = sign == '[';
            else if (!quoted && !bracketed && char.ToLowerInvariant(sign) is 'd' or 'y') return true;
        }

        return false;
    }

    /// <summary>« BC12 » → 54.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper)) column = (column * 26) + letter - 'A' + 1;
        return column == 0 ? null : column - 1;
    }
}
