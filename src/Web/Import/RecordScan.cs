namespace Jalon.Web.Import;

/// <summary>Why a record cannot be told from what follows it.</summary>
internal enum RecordFault { None, TextAfterQuote, QuoteNeverClosed, TooLong }

/// <summary>Where a record ends, found without reading its cells.</summary>
/// <param name="Length">Bytes, its line end included; where the fault was met when there is one.</param>
/// <param name="QuoteField">Field (from 0) of the last quote opened.</param>
/// <param name="QuoteLine">Physical lines between the start of the record and that quote.</param>
internal readonly record struct RecordScan(int Length, int Fields, int LineBreaks, RecordFault Fault, int QuoteField, int QuoteLine)
{
    /// <summary>Most bytes one record may take: the longest published ones take 6 KB, and an unbalanced quote must not swallow the file.</summary>
    public const int Limit = 256 * 1024;

    private const byte Quote = (byte)'"', Separator = (byte)';', Lf = (byte)'\n', Cr = (byte)'\r';

    /// <summary>
    /// Scans from the start of a record. A quote opens a cell only as its first character. Separator, quote and line ends are ASCII, so bytes of UTF-8 are
    /// enough. The reader of cells (CsvHelper) goes on past a fault to the next quote, wherever it is; here it stops, so that the following lines can be saved.
    /// </summary>
    public static RecordScan Of(ReadOnlySpan<byte> text)
    {
        var (fields, breaks, quoteField, quoteLine) = (1, 0, -1, 0);
        var (atFieldStart, inQuotes) = (true, false);
        var end = Math.Min(text.Length, Limit);
        for (var i = 0; i < end; i++)
        {
            var c = text[i];
            if (inQuotes)
            {
                if (c == Quote)
                {
                    if (i + 1 < text.Length && text[i + 1] == Quote) { i++; continue; }
                    inQuotes = false;
                    if (i + 1 < text.Length && text[i + 1] is not (Separator or Lf or Cr))
                        return new(i + 1, fields, breaks, RecordFault.TextAfterQuote, quoteField, quoteLine);
                }
                else if (IsBreak(text, i)) breaks++;
            }
            else if (c == Quote && atFieldStart) (inQuotes, quoteField, quoteLine) = (true, fields - 1, breaks);
            else if (IsBreak(text, i)) return new(i + 1, fields, breaks + 1, RecordFault.None, quoteField, quoteLine);
            else if (c == Separator) fields++;
            atFieldStart = !inQuotes && c == Separator;
        }

        var fault = text.Length > Limit ? RecordFault.TooLong : inQuotes ? RecordFault.QuoteNeverClosed : RecordFault.None;
        return new(end, fields, breaks, fault, quoteField, quoteLine);
    }

    /// <summary>Line ends in a text: LF, CRLF, or a lone CR.</summary>
    public static int CountBreaks(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            if (IsBreak(text, i)) count++;
        return count;
    }

    /// <summary>Start of the next physical line after a position, or the end of the text.</summary>
    public static int NextLine(ReadOnlySpan<byte> text, int from)
    {
        for (var i = from; i < text.Length; i++)
            if (IsBreak(text, i)) return i + 1;
        return text.Length;
    }

    private static bool IsBreak(ReadOnlySpan<byte> text, int i) => text[i] == Lf || (text[i] == Cr && (i + 1 >= text.Length || text[i + 1] != Lf));
}
