namespace Jalon.Web.Import;

/// <summary>Takes entries of one file in together: an outcome each, in their order. Each goes in wholly or not at all, and taking it twice changes nothing.</summary>
public delegate Task<IReadOnlyList<ImportOutcome>> ImportSink(IReadOnlyList<Entry> entries, CancellationToken ct);

/// <summary>The entries of one file on their way to the sink: 256 together, a few times over, each counted when it has answered.</summary>
internal sealed class Delivery(ImportSink sink, ImportReport report, RejectsFile? rejects) : IDisposable
{
    /// <summary>Entries handed over together: as many as one commit of the journal gathers.</summary>
    public const int MostTogether = 256;

    /// <summary>Lots on their way at once: while two are being written, the others are read and decided.</summary>
    public const int MostLots = 4;

    /// <summary>How long the entries already sent may take to answer once the import is interrupted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim room = new(MostLots);
    private readonly CancellationTokenSource giveUp = new();
    private readonly Lock turn = new();

    public async Task Run(IAsyncEnumerable<ImportLine> lines, ImportProgress? progress, CancellationToken cancel)
    {
        // What was sent is waited for after Ctrl-C, so that the report tells what really went in.
        await using var interruption = cancel.Register(() => giveUp.CancelAfter(Patience));
        try
        {
            await ReadAsync(lines, progress, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            lock (turn) report.Interrupt();
        }
        catch (IOException problem)
        {
            lock (turn) report.Fail(problem);
        }

        for (var lot = 0; lot < MostLots; lot++) await room.WaitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        room.Dispose();
        giveUp.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<ImportLine> lines, ImportProgress? progress, CancellationToken cancel)
    {
        var lot = new List<Entry>(MostTogether);
        await foreach (var line in lines.WithCancellation(cancel))
        {
            if (report.Failure is not null) return;
            progress?.Show(report.Lines);
            if (line is not Entry entry)
            {
                lock (turn) Count(line);
                continue;
            }

            lot.Add(entry);
            if (lot.Count < MostTogether) continue;
            await StartAsync(lot, cancel);
            lot = new List<Entry>(MostTogether);
        }

        if (lot.Count > 0) await StartAsync(lot, cancel);
    }

    /// <summary>A place may come free just before the interruption is seen: nothing starts after it all the same.</summary>
    private async Task StartAsync(List<Entry> lot, CancellationToken cancel)
    {
        await room.WaitAsync(CancellationToken.None);
        if (cancel.IsCancellationRequested || report.Failure is not null)
        {
            room.Release();
            cancel.ThrowIfCancellationRequested();
            return;
        }

        _ = Task.Run(() => SendAsync(lot), CancellationToken.None);
    }

    private async Task SendAsync(List<Entry> lot)
    {
        try
        {
            var outcomes = await sink(lot, giveUp.Token);
            lock (turn)
                for (var i = 0; i < lot.Count; i++) Count(lot[i], outcomes[i]);
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
            room.Release();
        }
    }

    private void Count(Entry entry, ImportOutcome outcome)
    {
        report.Count(outcome);
        if (outcome is ImportOutcome.Refused refused) Count(new Rejected(entry.Line, refused.Column, refused.Sentence, entry.RawFields));
    }

    private void Count(ImportLine line)
    {
        report.Count(line);
        if (line is Rejected rejected) rejects?.Add(rejected);
    }
}
