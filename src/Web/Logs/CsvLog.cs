using CsvHelper;

using Jalon.Web.Commands;

namespace Jalon.Web.Logs;

/// <summary>Reads a log written as CSV, one record in memory at a time.</summary>
internal static class CsvLog
{
    /// <summary>Longest record, in bytes: a quote that is never closed must not swallow the file.</summary>
    private const int LongestRecord = 1 << 20;

    private static readonly CsvReaderOptions Reading = new() { MaxRecordSize = LongestRecord, TrackLineNumbers = true, PoolStrings = true };

    /// <exception cref="UsageException">It is not a CSV, or not with these columns.</exception>
    public static void Read(Stream text, LogColumns columns, LogIntake intake, CancellationToken ct)
    {
        using var reader = CsvReader.Create(text, Reading);
        try
        {
            reader.ReadHeader();
            var (caseAt, activityAt, timeAt, endAt) = columns.In([.. reader.Headers]);
            while (reader.Read())
            {
                ct.ThrowIfCancellationRequested();
                intake.Take($"ligne {reader.LineNumber}", Cell(caseAt), Cell(activityAt), Cell(timeAt), endAt < 0 ? null : Cell(endAt));
            }
        }
        catch (CsvFormatException wrong)
        {
            throw new UsageException($"La ligne {wrong.LineNumber} de ce fichier ne finit pas\u00A0: un guillemet n’y est sans doute pas refermé. Corrigez-la, puis relancez.");
        }

        string? Cell(int place) => place < reader.FieldCount ? reader.GetString(place) : null;
    }
}
