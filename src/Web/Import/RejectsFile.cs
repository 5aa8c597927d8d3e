using CsvHelper;

namespace Jalon.Web.Import;

/// <summary>
/// The lines set aside, in a file a person can correct and import as it is: our three columns first, then the original cells, untouched. A cell that a
/// spreadsheet would run as a formula is therefore neutralised in our columns only: the others come from the person's own file and must come back identical.
/// It is written beside the imported file (or in the current folder where that one is closed), under a name nobody uses: corrections made in an earlier
/// one are never overwritten.
/// </summary>
internal sealed class RejectsFile(string imported, Func<IReadOnlyList<string>> header) : IDisposable
{
    private static readonly string[] Own = ["ligne", "colonne", "motif"];

    private FileStream? stream;
    private CsvWriter? writer;

    /// <summary>Where it is, once something was set aside.</summary>
    public string? Path { get; private set; }

    /// <summary>Why nothing could be written, if so.</summary>
    public string? Failure { get; private set; }

    public void Add(Rejected line)
    {
        if (Failure is not null) return;
        try
        {
            if (writer is null) Open();
            // The file may itself be a rejects file, corrected: its three first columns are replaced, not repeated.
            Write([line.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), Safe(line.Column), Safe(line.Reason), .. line.RawFields.Skip(OwnCount())]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Failure = problem.Message;
        }
    }

    /// <summary>Forgets what was written: the same lines will be set aside when the import is run again.</summary>
    public void Discard()
    {
        Dispose();
        if (Path is not null) File.Delete(Path);
        Path = null;
    }

    public void Dispose()
    {
        writer?.Dispose();
        writer = null;
        stream?.Dispose();
        stream = null;
    }

    private void Open()
    {
        stream = Create(imported) ?? Create(System.IO.Path.GetFileName(imported)) ?? throw new IOException("aucun des deux dossiers n’est ouvert en écriture");
        Path = stream.Name;
        writer = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ';', ValidateFieldCount = false, WriteByteOrderMark = true }, leaveOpen: true);
        Write([.. Own, .. header().Skip(OwnCount())]);
    }

    private void Write(string[] cells) => writer!.WriteRecord(cells);

    private int OwnCount() => header().Take(Own.Length).SequenceEqual(Own) ? Own.Length : 0;

    /// <summary><c>FILE.rejets.csv</c>, or <c>FILE.2.rejets.csv</c> and so on when it is taken; null when the folder is closed.</summary>
    private static FileStream? Create(string file)
    {
        for (var number = 1; number <= 1_000; number++)
        {
            try
            {
                return new FileStream(number == 1 ? $"{file}.rejets.csv" : $"{file}.{number}.rejets.csv", FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            }
            catch (IOException) when (File.Exists(number == 1 ? $"{file}.rejets.csv" : $"{file}.{number}.rejets.csv"))
            {
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }

    private static string Safe(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
}
