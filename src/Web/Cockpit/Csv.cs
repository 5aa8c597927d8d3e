using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Cockpit;

/// <summary>Tables as files that a French spreadsheet opens by itself: semicolons, UTF-8 with its mark, decimal commas; a cell never begins a formula.</summary>
public static class Csv
{
    public static FileContentResult File(string name, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteRecord([.. head]);
            foreach (var row in rows) csv.WriteRecord([.. row.Select(Said)]);
        }

        return new FileContentResult(file.ToArray(), "text/csv; charset=utf-8") { FileDownloadName = $"{name}.csv" };
    }

    private static string Said(object? cell) => cell switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        double number => number.ToString("0.####", CultureInfo.GetCultureInfo("fr-FR")),
        IFormattable other => other.ToString(null, CultureInfo.GetCultureInfo("fr-FR")),
        _ => Safe(cell.ToString() ?? ""),
    };

    private static string Safe(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
}
