namespace Jalon.Web.Import;

/// <summary>The notices of one file on their way to the sink: many at a time, one at a time for the same reference, each counted when it has answered.</summary>
internal sealed class Delivery(Func<ParsedNotice, CancellationToken, Task<ImportOutcome>> sink, ImportReport report, RejectsFile? rejects) : IDisposable
{
    /// <summary>Notices on their way at once: as many as one commit of the journal gathers.</summary>
    private const int MostAtOnce = 256;

    /// <summary>How long the notices already sent may take to answer once the import is interrupted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim room = new(MostAtOnce);
    private readonly Dictionary<string, (Task Sent, int Line)> onTheirWay = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource giveUp = new();
    private readonly Lock turn = new();

    public async Task Run(IAsyncEnumerable<ImportLine> lines, ImportProgress? progress, CancellationToken cancel)
    {
        // What was sent is waited for after Ctrl-C, so that the report tells what really went in.
        await using var interruption = cancel.Register(() => giveUp.CancelAfter(Patience));
        try
        {
            await foreach (var line in lines.WithCancellation(cancel))
            {
                if (report.Failure is not null) break;
                progress?.Show(report.Lines);
                if (line is Notice notice) await Start(notice, cancel);
                else
                    lock (turn) Count(line);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            lock (turn) report.Interrupt();
        }
        catch (IOException problem)
        {
            lock (turn) report.Fail(problem);
        }

        Task[] last;
        lock (turn) last = [.. onTheirWay.Values.Select(way => way.Sent)];
        await Task.WhenAll(last);
    }

    public void Dispose()
    {
        room.Dispose();
        giveUp.Dispose();
    }

    private async Task Start(Notice notice, CancellationToken cancel)
    {
        await room.WaitAsync(cancel);
        lock (turn)
        {
            onTheirWay.TryGetValue(notice.Value.Reference, out var before);
            onTheirWay[notice.Value.Reference] = (Send(notice, before.Sent), notice.Line);
        }
    }

    private async Task Send(Notice notice, Task? before)
    {
        // The lock of the caller is left before anything is sent.
        await Task.Yield();
        if (before is not null) await before;
        try
        {
            var outcome = await sink(notice.Value, giveUp.Token);
            lock (turn) Count(notice, outcome);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
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

    private void Count(Notice notice, ImportOutcome outcome)
    {
        report.Count(outcome);
        if (outcome is ImportOutcome.Refused refused) Count(new Rejected(notice.Line, "", refused.Sentence, notice.RawFields));
    }

    private void Count(ImportLine line)
    {
        report.Count(line);
        if (line is Rejected rejected) rejects?.Add(rejected);
    }
}
