namespace Jalon.Web.Import;

/// <summary>What became of a notice.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome() { }

    public sealed record Created : ImportOutcome;

    public sealed record Updated : ImportOutcome;

    public sealed record Unchanged : ImportOutcome;

    /// <summary>The notice could be read but cannot go in: why, in French.</summary>
    public sealed record Refused(string Sentence) : ImportOutcome;
}

/// <summary>Reads files and hands each notice to a sink, many at a time, one at a time for the same reference; then says what happened.</summary>
/// <param name="sink">Takes one notice in, wholly or not at all; taking it twice changes nothing. On a dry run it compares only.</param>
/// <param name="output">Where the report goes.</param>
/// <param name="terminal">Where the progress bar goes; null when nobody watches (output redirected).</param>
public sealed class ImportRun(Func<ParsedNotice, CancellationToken, Task<ImportOutcome>> sink, TextWriter output, bool dryRun = false, TextWriter? terminal = null)
{
    public const int AllIn = 0, SomeSetAside = 1, FileRefused = 2, Stopped = 3, Interrupted = 130;

    /// <summary>Notices on their way at once: as many as one commit of the journal gathers.</summary>
    private const int MostAtOnce = 256;

    /// <summary>How long the notices already sent may take to answer once the import is interrupted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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
            var export = new TalentsoftExport();
            using var rejects = dryRun ? null : new RejectsFile(file, () => export.Header);
            var report = new ImportReport(file, dryRun);
            var progress = terminal is null ? null : new ImportProgress(terminal, stream);
            await Deliver(export.Read(stream, cancel), report, rejects, progress, cancel);
            progress?.Clear();
            if (report.Refusal is { } refusal) return Refuse(file, refusal);
            if (report.Ending is not null) rejects?.Discard();
            rejects?.Dispose();
            report.Write(output, rejects);
            return report.ExitCode;
        }
    }

    private int Refuse(string file, string sentence)
    {
        output.WriteLine($"{Path.GetFileName(file)}\u00A0: fichier refusé, rien n’est entré.");
        output.WriteLine($"  {sentence}");
        return FileRefused;
    }

    private async Task Deliver(IAsyncEnumerable<ImportLine> lines, ImportReport report, RejectsFile? rejects, ImportProgress? progress, CancellationToken cancel)
    {
        // What was sent is waited for after Ctrl-C, so that the report tells what really went in.
        using var giveUp = new CancellationTokenSource();
        await using var interruption = cancel.Register(() => giveUp.CancelAfter(Patience));
        using var room = new SemaphoreSlim(MostAtOnce);
        var onTheirWay = new Dictionary<string, (Task Sent, int Line)>(StringComparer.Ordinal);
        var turn = new Lock();
        try
        {
            await foreach (var line in lines.WithCancellation(cancel))
            {
                if (report.Failure is not null) break;
                progress?.Show(report.Lines);
                if (line is not Notice notice)
                {
                    lock (turn) Count(line, report, rejects);
                    continue;
                }

                await room.WaitAsync(cancel);
                lock (turn)
                {
                    onTheirWay.TryGetValue(notice.Value.Reference, out var before);
                    onTheirWay[notice.Value.Reference] = (Send(notice, before.Sent, giveUp.Token), notice.Line);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            report.Interrupt();
        }
        catch (IOException problem)
        {
            report.Fail(problem);
        }

        Task[] last;
        lock (turn) last = [.. onTheirWay.Values.Select(way => way.Sent)];
        await Task.WhenAll(last);

        async Task Send(Notice notice, Task? before, CancellationToken stop)
        {
            // The lock is left before anything is sent.
            await Task.Yield();
            if (before is not null) await before;
            try
            {
                var outcome = await sink(notice.Value, stop);
                lock (turn)
                {
                    report.Count(outcome);
                    if (outcome is ImportOutcome.Refused refused) Count(new Rejected(notice.Line, "", refused.Sentence, notice.RawFields), report, rejects);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                lock (turn) report.Interrupt();
            }
#pragma warning disable CA1031 // Whatever the sink met, the others on their way are waited for and the report is written.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                lock (turn) report.Fail(problem);
            }
            finally
            {
                lock (turn)
                    if (onTheirWay.TryGetValue(notice.Value.Reference, out var latest) && latest.Line == notice.Line) onTheirWay.Remove(notice.Value.Reference);
                room.Release();
            }
        }
    }

    private static void Count(ImportLine line, ImportReport report, RejectsFile? rejects)
    {
        report.Count(line);
        if (line is Rejected rejected) rejects?.Add(rejected);
    }
}
