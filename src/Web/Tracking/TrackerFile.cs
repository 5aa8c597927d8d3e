using System.Text;

using CsvHelper;

namespace Jalon.Web.Tracking;

/// <summary>A tracker as it comes, XLSX or CSV, told by its content and not by its name.</summary>
public static class TrackerFile
{
    public const int Largest = 10 * 1024 * 1024;

    private const string Expected = "Reprenez un classeur XLSX ou un fichier CSV.";

    private static readonly (byte[] Signature, string Sentence)[] Others =
    [
        ("%PDF"u8.ToArray(), $"Ce fichier est un PDF\u00A0: on ne peut pas y lire de tableau. {Expected}"),
        ([0xD0, 0xCF, 0x11, 0xE0], "Ce classeur est d’un ancien format d’Excel, ou protégé par un mot de passe. Enregistrez-le en XLSX sans mot de passe, puis reprenez-le."),
        ([0x1F, 0x8B], $"Ce fichier est compressé. Décompressez-le. {Expected}"),
        ([0x89, 0x50, 0x4E, 0x47], $"Ce fichier est une image. {Expected}"),
    ];

    private static readonly char[] Separators = [';', '\t', ',', '|'];

    /// <summary>The table, or the sentence that says why there is none.</summary>
    public static (TrackerTable? Table, string? WhyRefused) Read(byte[] content)
    {
        if (content.Length > Largest) return (null, "Ce fichier dépasse 10\u00A0Mo. Gardez la feuille du suivi, sans images, puis reprenez-le.");
        if (content.Length == 0) return (null, $"Ce fichier est vide. {Expected}");
        foreach (var (signature, sentence) in Others)
            if (content.AsSpan().StartsWith(signature)) return (null, sentence);
        if (content.AsSpan().StartsWith("PK"u8)) return Workbook.Read(content);
        return ReadText(content);
    }

    private static (TrackerTable?, string?) ReadText(byte[] content)
    {
        if (TextOf(content) is not { } text) return (null, $"Ce fichier n’est pas du texte, malgré son nom. {Expected}");
        if (text.TrimStart().StartsWith('<')) return (null, $"Ce fichier est une page web, malgré son nom. {Expected}");
        var separator = Separators.MaxBy(one => text.Split('\n').Take(20).Sum(line => line.Count(sign => sign == one)));
        try
        {
            return TrackerTable.Of(Lines(text, separator));
        }
        catch (CsvFormatException)
        {
            return (null, "Les guillemets de ce fichier sont mal fermés\u00A0: on ne sait pas où finissent ses cellules. Enregistrez-le de nouveau depuis le tableur.");
        }
    }

    private static List<TrackerRow> Lines(string text, char separator)
    {
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(text), new CsvReaderOptions
        {
            HasHeader = false, Separator = separator, SkipEmptyLines = false, MaxRecordSize = 256 * 1024, FieldCountMismatch = CsvFieldCountHandling.Allow, MalformedData = CsvMalformedDataHandling.Throw,
        });
        var lines = new List<TrackerRow>();
        for (var number = 1; reader.Read() && lines.Count <= TrackerTable.MostRows + 100; number++)
            lines.Add(new TrackerRow(number, [.. Enumerable.Range(0, reader.FieldCount).Select(cell => Cleaned(reader.GetString(cell)))]));
        return lines;
    }

    /// <summary>UTF-8, UTF-16 with its mark, else Windows-1252, which spreadsheets in French still write; null for what is not text.</summary>
    private static string? TextOf(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return (content[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(content.AsSpan(2));
        if (content.Contains((byte)0)) return null;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content).Replace('\u0092', '’').Replace('\u009C', 'œ').Replace('\u0080', '€');
        }
    }

    /// <summary>Signs that show nothing come from copies; control signs cannot be stored.</summary>
    internal static string Cleaned(string cell) => new string([.. cell.Normalize().Where(sign => sign is not ('\u200B' or '\uFEFF' or '\u200E' or '\u200F') && !(char.IsControl(sign) && sign is not ('\n' or '\t')))]).Trim();
}
