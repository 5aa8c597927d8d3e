using System.Data;
using System.Diagnostics;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Journal;

/// <summary>
/// Group commit: whatever waits is written together, up to 256 commands in one implicit transaction. A second writer joins behind a backlog, so that one
/// gathers while the other waits for the disk. A command that fails never fails its neighbours: the batch is halved until the culprit is alone.
/// Each writer has a thread of its own, which waits for the server and for nothing else: no change of thread stands between the disk and the answers.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private const int MostPerCommit = 256;
    private const int Writers = 2;
    private const int Attempts = 5;

    /// <summary>With fewer waiting behind a commit, a second one would only halve the next and pay twice for both.</summary>
    internal const int SecondFrom = 16;

    /// <summary>Beyond this many waiting commands senders wait too, and memory stays bounded.</summary>
    private const int MostWaiting = 8192;

    /// <summary>Those just answered may send again: what comes within this joins the next commit, instead of finding that it left with a few.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);

    /// <summary>Whoever met another process in the journal expects it again within this.</summary>
    private static readonly TimeSpan Company = TimeSpan.FromMinutes(10);

    private readonly NpgsqlDataSource database;
    private readonly IReadOnlyList<GrainKind> kinds;
    private readonly int epoch;
    private readonly Action committed;
    private readonly SemaphoreSlim room = new(MostWaiting);
    private readonly Task[] writers;

    /// <summary>Guards what follows.</summary>
    private readonly object gate = new();

    private readonly Queue<Pending> waiting = new();
    private int atWork;
    private int lastTaken;
    private int wakeAt = int.MaxValue;
    private bool closing;

    /// <summary>When another process was last met, in milliseconds of the machine's clock: a version that moved, or a deadlock, is its doing.</summary>
    private long metAt = long.MinValue / 2;

    /// <param name="committed">Called after each commit with facts, to wake the feed.</param>
    public JournalWriter(NpgsqlDataSource database, IReadOnlyList<GrainKind> kinds, int epoch, Action committed)
    {
        (this.database, this.kinds, this.epoch, this.committed) = (database, kinds, epoch, committed);
        writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>A sender may stop waiting: what it handed in is written or not, and its command record tells.</summary>
    public async Task<CommitOutcome> CommitAsync(Pending pending, CancellationToken ct)
    {
        await room.WaitAsync(ct);
        lock (gate)
        {
            waiting.Enqueue(pending);
            if (waiting.Count >= wakeAt) Wake();
        }

        return await pending.Outcome.WaitAsync(ct);
    }

    /// <summary>The same of many, told when all are answered: handed in one after the other, as room comes for them.</summary>
    public async Task<CommitOutcome[]> CommitAsync(IReadOnlyList<Pending> commits, CancellationToken ct)
    {
        for (var handed = 0; handed < commits.Count;)
        {
            await room.WaitAsync(ct);
            var more = 1;
            while (handed + more < commits.Count && room.Wait(0, ct)) more++;
            lock (gate)
            {
                for (; more > 0; more--) waiting.Enqueue(commits[handed++]);
                if (waiting.Count >= wakeAt) Wake();
            }
        }

        return await Task.WhenAll(commits.Select(pending => pending.Outcome)).WaitAsync(ct);
    }

    /// <summary>What was handed in is written, then the writers stop.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closing = true;
            Wake();
        }

        await Task.WhenAll(writers);
        room.Dispose();
    }

    private void Wake()
    {
        wakeAt = int.MaxValue;
        Monitor.PulseAll(gate);
    }

    private void Write()
    {
        NpgsqlConnection? connection = null;
        var batch = new List<Pending>(MostPerCommit);
        while (Take(batch))
        {
            connection = TryWrite(connection, batch);
            room.Release(batch.Count);
        }

        connection?.Dispose();
    }

    /// <summary>Waits for what is worth a commit and takes it; half of it where another writer can take the rest.</summary>
    /// <param name="batch">What this writer wrote last, and then what it writes next.</param>
    /// <returns>False when the journal closes.</returns>
    private bool Take(List<Pending> batch)
    {
        lock (gate)
        {
            if (batch.Count > 1 && waiting.Count < batch.Count) WaitFor(batch.Count, Gathering);
            if (batch.Count > 0) atWork--;
            batch.Clear();
            while (waiting.Count < Worthwhile())
            {
                if (closing) return false;
                WaitFor(Worthwhile(), Timeout.InfiniteTimeSpan);
            }

            atWork++;
            var share = atWork < Writers && waiting.Count >= 2 * SecondFrom ? (waiting.Count + 1) / 2 : waiting.Count;
            lastTaken = Math.Min(share, MostPerCommit);
            while (batch.Count < lastTaken) batch.Add(waiting.Dequeue());
            if (waiting.Count >= wakeAt) Wake();
            return true;
        }
    }

    /// <summary>Any writer that waits may be woken for the sake of another: each looks again at what it waits for.</summary>
    private void WaitFor(int commands, TimeSpan atMost)
    {
        wakeAt = Math.Min(wakeAt, commands);
        Monitor.Wait(gate, atMost);
    }

    /// <summary>One command, for a writer alone; beside another, half of what the last commit carried, so that large ones stay large.</summary>
    private int Worthwhile() => atWork == 0 ? 1 : Math.Max(SecondFrom, lastTaken / 2);

    /// <summary>Every pending command is answered, whatever happens; a broken connection is given up and the next batch opens another.</summary>
    private NpgsqlConnection? TryWrite(NpgsqlConnection? connection, List<Pending> batch)
    {
        try
        {
            connection ??= database.OpenConnection();
            Write(connection, batch);
            return connection;
        }
#pragma warning disable CA1031 // The outcome is unknown, whatever the cause: each sender reloads and finds out from the command record.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            foreach (var pending in batch) pending.Failed(cause);
            connection?.Dispose();
            return null;
        }
    }

    private void Write(NpgsqlConnection connection, List<Pending> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            var contended = Environment.TickCount64 - Volatile.Read(ref metAt) < Company.TotalMilliseconds;
            try
            {
                Commit(connection, batch, contended);
                return;
            }
            catch (Exception error) when (attempt < Attempts && (MayPass(error) || (!contended && BegunByAnother(error))))
            {
                // Nothing was written: the same batch goes again, in an order that others keep too.
                Meet();
                Repair(connection);
            }
            catch (Exception error) when (IsOfOneCommand(error))
            {
                Repair(connection);
                if (batch.Count == 1)
                {
                    batch[0].Failed(error);
                    return;
                }

                Write(connection, batch[..(batch.Count / 2)]);
                Write(connection, batch[(batch.Count / 2)..]);
                return;
            }
        }
    }

    /// <summary>Another process crossed us: the same thing tried again may pass.</summary>
    private static bool MayPass(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>A grain that was to begin exists: whoever writes beside others takes it for what it is, a command that came second.</summary>
    private static bool BegunByAnother(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Neither away nor crossed by another: text that cannot be sent, data errors, constraints, limits. One command's fault, not the server's.</summary>
    public static bool IsOfOneCommand(Exception error) => !PostgresAway.Is(error) && !MayPass(error);

    /// <summary>
    /// A statement that failed while it was being prepared is known to one side only: used again, its rows are lost or the server denies it.
    /// Statements are prepared anew, and a connection that broke is opened anew.
    /// </summary>
    private static void Repair(NpgsqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
        {
            connection.UnprepareAll();
            return;
        }

        connection.Close();
        connection.Open();
    }

    private void Commit(NpgsqlConnection connection, List<Pending> commits, bool contended)
    {
        var begun = Stopwatch.GetTimestamp();
        using var batch = new NpgsqlBatch(connection);
        foreach (var kind in kinds)
        {
            foreach (var begins in (bool[])[true, false])
                if (commits.FindAll(pending => pending.Kind == kind && (pending.Expected == 0) == begins) is { Count: > 0 } these)
                    batch.BatchCommands.Add(CommitStatements.Write(kind.Name, begins, contended, these, epoch));
        }

        foreach (var rows in RowStatements.Of(commits, contended)) batch.BatchCommands.Add(rows);
        var winners = new Dictionary<Guid, FeedPosition>(commits.Count);
        using (var reader = batch.ExecuteReader())
        {
            do
            {
                while (reader.Read())
                    winners[reader.GetGuid(0)] = new FeedPosition(epoch, reader.GetFieldValue<ulong>(1), reader.GetInt64(2));
            }
            while (reader.NextResult());
        }

        foreach (var pending in commits)
        {
            if (winners.TryGetValue(pending.GrainId, out var last)) pending.Won(last);
            else pending.Lost();
        }

        if (winners.Count < commits.Count) Meet();
        Telemetry.Committed(commits.Count, begun);
        if (winners.Count > 0) committed();
    }

    private void Meet() => Volatile.Write(ref metAt, Environment.TickCount64);
}
