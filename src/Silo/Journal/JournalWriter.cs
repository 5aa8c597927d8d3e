using System.Data;
using System.Diagnostics;
using System.Threading.Channels;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Journal;

/// <summary>
/// Group commit: whatever waits is written together, up to 256 commands in one implicit transaction, by two writers, so that one gathers
/// while the other waits for the disk. A command that fails never fails its neighbours: the batch is halved until the culprit is alone.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private const int MostPerCommit = 256;
    private const int Writers = 2;
    private const int Attempts = 5;

    /// <summary>Beyond this many waiting commands senders wait too, and memory stays bounded.</summary>
    private const int MostWaiting = 8192;

    private readonly NpgsqlDataSource database;
    private readonly IReadOnlyList<GrainKind> kinds;
    private readonly int epoch;
    private readonly Action committed;

    /// <summary>A sender that finds a writer idle starts the commit itself, up to the wait for the disk: one change of thread less.</summary>
    private readonly Channel<Pending> queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostWaiting) { AllowSynchronousContinuations = true });

    private readonly Task[] loops;

    /// <param name="committed">Called after each commit with facts, to wake the feed.</param>
    public JournalWriter(NpgsqlDataSource database, IReadOnlyList<GrainKind> kinds, int epoch, Action committed)
    {
        (this.database, this.kinds, this.epoch, this.committed) = (database, kinds, epoch, committed);
        loops = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync))];
    }

    /// <summary>A sender may stop waiting: what it handed in is written or not, and its command record tells.</summary>
    public async Task<CommitOutcome> CommitAsync(Pending pending, CancellationToken ct)
    {
        await queue.Writer.WriteAsync(pending, ct);
        return await pending.Outcome.WaitAsync(ct);
    }

    /// <summary>What was handed in is written, then the writers stop.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(loops);
    }

    private async Task WriteAsync()
    {
        NpgsqlConnection? connection = null;
        var batch = new List<Pending>(MostPerCommit);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostPerCommit && queue.Reader.TryRead(out var pending)) batch.Add(pending);
            if (batch.Count == 0) continue;
            connection = await TryWriteAsync(connection, batch);
            batch.Clear();

            // Those just answered go first: what they send next joins the next commit, instead of finding that it left with a few.
            await Task.Yield();
        }

        if (connection is not null) await connection.DisposeAsync();
    }

    /// <summary>Every pending command is answered, whatever happens; a broken connection is given up and the next batch opens another.</summary>
    private async Task<NpgsqlConnection?> TryWriteAsync(NpgsqlConnection? connection, List<Pending> batch)
    {
        try
        {
            connection ??= await database.OpenConnectionAsync();
            await WriteAsync(connection, batch);
            return connection;
        }
#pragma warning disable CA1031 // The outcome is unknown, whatever the cause: each sender reloads and finds out from the command record.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            foreach (var pending in batch) pending.Failed(cause);
            if (connection is not null) await connection.DisposeAsync();
            return null;
        }
    }

    private async Task WriteAsync(NpgsqlConnection connection, List<Pending> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitAsync(connection, batch);
                return;
            }
            catch (Exception error) when (MayPass(error) && attempt < Attempts)
            {
                // Nothing was written: the same batch goes again.
                await RepairAsync(connection);
            }
            catch (Exception error) when (IsOfOneCommand(error))
            {
                await RepairAsync(connection);
                if (batch.Count == 1)
                {
                    batch[0].Failed(error);
                    return;
                }

                await WriteAsync(connection, batch[..(batch.Count / 2)]);
                await WriteAsync(connection, batch[(batch.Count / 2)..]);
                return;
            }
        }
    }

    /// <summary>Another process crossed us: the same thing tried again may pass.</summary>
    private static bool MayPass(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Neither away nor crossed by another: text that cannot be sent, data errors, constraints, limits. One command's fault, not the server's.</summary>
    public static bool IsOfOneCommand(Exception error) => !PostgresAway.Is(error) && !MayPass(error);

    /// <summary>
    /// A statement that failed while it was being prepared is known to one side only: used again, its rows are lost or the server denies it.
    /// Statements are prepared anew, and a connection that broke is opened anew.
    /// </summary>
    private static async Task RepairAsync(NpgsqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
        {
            connection.UnprepareAll();
            return;
        }

        await connection.CloseAsync();
        await connection.OpenAsync();
    }

    private async Task CommitAsync(NpgsqlConnection connection, List<Pending> commits)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var kind in kinds)
        {
            AddKind(batch, kind.Name, begins: true, commits.FindAll(pending => pending.Kind == kind && pending.Expected == 0));
            AddKind(batch, kind.Name, begins: false, commits.FindAll(pending => pending.Kind == kind && pending.Expected != 0));
        }

        foreach (var rows in RowStatements.Of(commits)) batch.BatchCommands.Add(rows);
        var winners = new Dictionary<Guid, FeedPosition>(commits.Count);
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            do
            {
                while (await reader.ReadAsync())
                    winners[reader.GetGuid(0)] = new FeedPosition(epoch, reader.GetFieldValue<ulong>(1), reader.GetInt64(2));
            }
            while (await reader.NextResultAsync());
        }

        foreach (var pending in commits)
        {
            if (winners.TryGetValue(pending.GrainId, out var last)) pending.Won(last);
            else pending.Lost();
        }

        Telemetry.Committed(commits.Count, begun);
        if (winners.Count > 0) committed();
    }

    private void AddKind(NpgsqlBatch batch, string kind, bool begins, List<Pending> commits)
    {
        if (commits.Count > 0) batch.BatchCommands.Add(CommitStatements.Write(kind, begins, commits, epoch));
    }
}
