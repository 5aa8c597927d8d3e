using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Jalon.Web.Import;

/// <summary>
/// Reads a file of notices or of applications as a stream, one record in memory at a time. What lies between two records is found here, within limits, so that a
/// stray quote costs its own line and not the rest of the file; the cells of a record are read by CsvHelper. One instance reads one file.
/// </summary>
public sealed class ImportReader
{
    /// <summary>Ten times the largest published file. References are remembered to find repeats.</summary>
    private const int MostRecords = 3_000_000;

    /// <summary>Lines tried, after a faulty record, to find where the next good one begins.</summary>
    private const int MostTries = 2_000;

    private static readonly CsvReaderOptions OneRecord = new() { HasHeader = false, Separator = ';', SkipEmptyLines = true, BufferSize = 4096 };

    private readonly SeenBefore seen = new(), seenPeople = new();

    /// <summary>The names of the columns as the file has them, once the header is read.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>What a line of this file is, one and several, once the header is read.</summary>
    public (string One, string Many) Nouns { get; private set; } = ("offre", "offres");

    public async IAsyncEnumerable<ImportLine> Read(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        var window = new RecordWindow(file);
        await window.Fill(cancel);
        if (Start(window, out var layout) is { } refused)
        {
            yield return refused;
            yield break;
        }

        for (var records = 0; ; records++)
        {
            cancel.ThrowIfCancellationRequested();
            await window.Fill(cancel);
            if (window.Text.IsEmpty) yield break;
            if (records == MostRecords)
            {
                yield return new Rejected(window.Line, "", "Le fichier dépasse trois millions de lignes\u00A0: découpez-le, puis importez la suite.", []);
                yield break;
            }

            if (Next(window, layout!) is { } line) yield return line;
        }
    }

    private ImportFileRefused? Start(RecordWindow window, out Layout? layout)
    {
        layout = null;
        if (FileHead.WhyRefused(window.Text.Span) is { } why) return new ImportFileRefused(why);
        if (window.Text.Span.StartsWith(Encoding.UTF8.Preamble)) window.Skip(Encoding.UTF8.Preamble.Length);
        while (window.Text.Span[0] is (byte)'\r' or (byte)'\n') window.Skip(1);
        var scan = RecordScan.Of(window.Text.Span);
        if (scan.Fault != RecordFault.None)
            return new ImportFileRefused("La première ligne de ce fichier n’est pas une ligne de noms de colonnes. "
                + FileHead.Again);
        Header = Cells(window.Text[..scan.Length]) ?? [];
        window.Skip(scan.Length);
        (layout, var sentence) = Layout.Of(Header);
        if (layout?.Kind == FileKind.Filings) Nouns = ("candidature", "candidatures");
        return sentence is null ? null : new ImportFileRefused(sentence);
    }

    /// <summary>The next record, or null for an empty line. The window moves past it.</summary>
    private ImportLine? Next(RecordWindow window, Layout layout)
    {
        var text = window.Text;
        var (scan, line) = (RecordScan.Of(text.Span), window.Line);
        if (scan.Fault == RecordFault.None && scan.Fields == layout.Header.Count)
        {
            var cells = Cells(text[..scan.Length]);
            window.Skip(scan.Length);
            return cells?.Count != layout.Header.Count ? new Rejected(line, "", Misquoted, cells ?? []) : Judge(new Row(layout, cells), cells, layout, line);
        }

        if (text.Span[..scan.Length].Trim(" \t\r\n;"u8).IsEmpty)
        {
            window.Skip(scan.Length);
            return null;
        }

        var skipped = Resume(text.Span, scan, layout.Header.Count);
        IReadOnlyList<string> raw = scan.Fault == RecordFault.None && skipped == scan.Length
            ? (Cells(text[..skipped]) ?? [])
            : AsWritten(text.Span[..skipped], layout.Header.Count);
        window.Skip(skipped);
        return Faulty(scan, line, layout, raw);
    }

    private const string Misquoted = "Les guillemets de cette ligne sont mal placés\u00A0: doublez ceux qui font partie d’un texte.";

    private ImportLine Judge(Row row, List<string> cells, Layout layout, int line)
    {
        if (layout.Kind == FileKind.Filings) return JudgeFiling(row, cells, line);
        var (notice, problem) = layout.Kind == FileKind.OpenData ? OpenDataReading.Of(row) : NoticeReading.Of(row);
        if (problem is not null) return new Rejected(line, problem.Column.Name, problem.Reason, cells);
        var content = string.Join('\u001F', layout.Places.Select(place => place < 0 ? "" : cells[place]));
        if (seen.Find(notice!.Reference, content, line) is not { } first) return new Notice(notice, line) { RawFields = cells };
        if (first.Same) return new Repeated(line, first.Line, notice.Reference);

        // The first goes in and its variants are set aside: nothing in the file says which is right, and the last to come would erase the other without a word.
        var reason = $"Cette référence est déjà à la ligne\u00A0{first.Line}, avec un autre contenu\u00A0: gardez une seule des deux.";
        var column = layout.Kind == FileKind.OpenData ? OpenDataColumns.Reference : TalentsoftColumns.Reference;
        return new Rejected(line, column.Name, reason, cells) { Group = "Cette référence est déjà dans le fichier, avec un autre contenu." };
    }

    private ImportLine JudgeFiling(Row row, List<string> cells, int line)
    {
        var (filing, problem) = FilingReading.Of(row);
        if (problem is not null) return new Rejected(line, problem.Column.Name, problem.Reason, cells);
        if (seenPeople.Find(filing!.Person, filing.Identity, line) is { Same: false } person)
        {
            var column = filing.Key is null ? FilingColumns.Email : FilingColumns.Key;
            return new Rejected(line, column.Name, $"Cette personne est déjà à la ligne\u00A0{person.Line}, avec un autre nom ou un autre statut\u00A0: écrivez-la de la même façon.", cells)
            {
                Group = "Cette personne est déjà dans le fichier, avec un autre nom ou un autre statut.",
            };
        }

        if (seen.Find($"{filing.Person}\n{filing.VacancyReference}", filing.Circumstances, line) is not { } first) return new Filing(filing, line) { RawFields = cells };
        if (first.Same) return new Repeated(line, first.Line, filing.VacancyReference);
        return new Rejected(line, FilingColumns.Reference.Name, $"Cette candidature est déjà à la ligne\u00A0{first.Line}, avec une autre date ou une autre source\u00A0: gardez une seule des deux.", cells)
        {
            Group = "Cette candidature est déjà dans le fichier, avec une autre date ou une autre source.",
        };
    }

    private static Rejected Faulty(RecordScan scan, int line, Layout layout, IReadOnlyList<string> raw)
    {
        var column = scan.QuoteField >= 0 && scan.QuoteField < layout.Header.Count ? layout.Header[scan.QuoteField] : "";
        var opened = $"ouvert ligne\u00A0{line + scan.QuoteLine}";
        return scan.Fault switch
        {
            RecordFault.TextAfterQuote => new(line, column, $"Le guillemet {opened} est mal refermé\u00A0: doublez les guillemets qui font partie du texte.", raw)
            { Group = "Un guillemet est mal refermé." },
            RecordFault.QuoteNeverClosed => new(line, column, $"Le guillemet {opened} n’est jamais refermé.", raw) { Group = "Un guillemet n’est jamais refermé." },
            RecordFault.TooLong => new(line, column, $"Cette ligne dépasse 256\u00A0Ko\u00A0: le guillemet {opened} n’est sans doute pas refermé.", raw)
            { Group = "La ligne dépasse 256\u00A0Ko." },
            _ => new(line, "", $"Cette ligne a {scan.Fields}\u00A0cellules au lieu de {layout.Header.Count}\u00A0: il manque ou il reste un point-virgule.", raw)
            { Group = scan.Fields < layout.Header.Count ? "La ligne n’a pas assez de cellules." : "La ligne a trop de cellules." },
        };
    }

    /// <summary>
    /// Bytes to skip past a faulty record: up to the next physical line that starts a whole record with the right number of cells. Lines in the middle of a
    /// text have fewer. When the record itself ends well (only its number of cells is wrong), it is not left.
    /// </summary>
    private static int Resume(ReadOnlySpan<byte> text, RecordScan scan, int fields)
    {
        var end = scan.Fault == RecordFault.None ? scan.Length : Math.Min(text.Length, RecordScan.Limit);
        var at = RecordScan.NextLine(text, 0);
        for (var tries = 0; at < end && tries < MostTries; tries++)
        {
            var candidate = RecordScan.Of(text[at..]);
            if (candidate.Fault == RecordFault.None && candidate.Fields == fields) return at;
            at = RecordScan.NextLine(text, at);
        }

        return scan.Fault == RecordFault.None ? scan.Length : Math.Max(at, Math.Min(end, text.Length));
    }

    private static List<string>? Cells(ReadOnlyMemory<byte> record)
    {
        using var reader = CsvReader.Create(record, OneRecord);
        if (!reader.Read()) return null;
        var cells = new List<string>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++) cells.Add(reader.GetString(i));
        return reader.Read() ? null : cells;
    }

    /// <summary>Cells of a record whose quotes mean nothing: cut at the separators, the surplus kept in the last one, so that nothing is lost for the person who corrects.</summary>
    private static string[] AsWritten(ReadOnlySpan<byte> record, int fields) =>
        Encoding.UTF8.GetString(record).TrimEnd('\r', '\n').Split(';', fields);
}
