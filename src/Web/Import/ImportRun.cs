namespace Jalon.Web.Import;

/// <summary>Reads files and hands their entries to a sink, many at a time; then says what happened.</summary>
/// <param name="sink">On a dry run it compares only.</param>
/// <param name="output">Where the report goes.</param>
/// <param name="terminal">Where the progress bar goes; null when nobody watches (output redirected).</param>
public sealed class ImportRun(ImportSink sink, TextWriter output, bool dryRun = false, TextWriter? terminal = null)
{
    public const int AllIn = 0, SomeSetAside = 1, FileRefused = 2, Stopped = 3, Interrupted = 130;

    /// <summary>Imports the files in turn. The answer is the exit code: 0 all in, 1 some lines set aside, 2 a file refused, 3 stopped by a failure, 130 interrupted.</summary>
    public async Task<int> Files(IReadOnlyList<string> files, CancellationToken cancel)
    {
        var worst = AllIn;
        foreach (var file in files)
        {
            var code = await One(file, cancel);
            worst = Math.Max(worst, code);
            if (code is Interrupted or Stopped) break;
        }

        return worst;
    }

    private async Task<int> One(string file, CancellationToken cancel)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Refuse(file, problem is FileNotFoundException or DirectoryNotFoundException
                ? "Ce fichier n’existe pas. Vérifiez son chemin, puis relancez l’import." : "Ce fichier ne peut pas être lu. Vérifiez vos droits sur lui, puis relancez l’import.");
        }

        await using (stream)
        {
            var reader = new ImportReader();
            using var rejects = dryRun ? null : new RejectsFile(file, () => reader.Header);
            var report = new ImportReport(file, dryRun);
            var progress = terminal is null ? null : new ImportProgress(terminal, stream);
            using (var delivery = new Delivery(sink, report, rejects)) await delivery.Run(reader.Read(stream, cancel), progress, cancel);
            progress?.Clear();
            if (report.Refusal is { } refusal) return Refuse(file, refusal);
            if (report.Ending is not null) rejects?.Discard();
            rejects?.Dispose();
            report.Write(output, rejects, reader.Nouns);
            return report.ExitCode;
        }
    }

    private int Refuse(string file, string sentence)
    {
        output.WriteLine($"{Path.GetFileName(file)}\u00A0: fichier refusé, rien n’est entré.");
        output.WriteLine($"  {sentence}");
        return FileRefused;
    }
}
