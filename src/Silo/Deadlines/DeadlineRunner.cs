using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

using Jalon.Grains;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Jalon.Silo.Deadlines;

/// <summary>
/// Turns due instants into commands. A row is claimed by a short UPDATE with a lease on the database's clock, the command is sent outside any transaction, and the
/// row goes in the grain's own commit; a runner that dies leaves a lease that ends.
/// </summary>
/// <param name="send">How commands reach their grain.</param>
/// <param name="clock">Business time: what is due.</param>
public sealed partial class DeadlineRunner(NpgsqlDataSource database, Func<Envelope, CancellationToken, Task<Reply>> send, TimeProvider clock, ILogger<DeadlineRunner> log)
{
    private const int ClaimLimit = 1000;

    /// <summary>Commands in flight together: they share commits.</summary>
    private const int Abreast = 384;

    /// <summary>How long a failed or forgotten deadline waits before it is sent again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Rows that are due but locked by another runner for an instant are not worth a busy loop.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);

    private const string Claim = """
        with due as materialized (
            select grain_id, key from jalon.deadline
            where due <= $1 and lease_until < clock_timestamp()
            order by due limit $2 for update skip locked)
        update jalon.deadline d set owner = $3, lease_until = clock_timestamp() + $4
        from due where d.grain_id = due.grain_id and d.key = due.key
        returning d.grain_id, d.key, d.due, d.kind
        """;

    private const string Forget = """
        delete from jalon.deadline d using unnest($1, $2, $3) as gone(grain_id, key, due)
        where d.grain_id = gone.grain_id and d.key = gone.key and d.due = gone.due and d.owner = $4
        """;

    private const string GiveBack = "update jalon.deadline set lease_until = '-infinity' where owner = $1 and lease_until > clock_timestamp()";

    private readonly Guid owner = Guid.CreateVersion7();

    /// <summary>Some were claimed and could not be sent because PostgreSQL was away: they are not to wait for the end of their lease.</summary>
    private volatile bool owes;

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(ct);
                await Task.Delay(await UntilNextAsync(ct), ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                owes = true;
                LogAway(Feed.Failures.Reason(failure));
                await Task.Delay(Poll, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Claims and sends what is due now, batch after batch: the next is claimed while the last of the one before are still on their way.</summary>
    /// <returns>How many were claimed.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        if (owes) await GiveBackAsync(ct);
        var (claimed, idle) = (0, new ConcurrentQueue<Due>());
        var options = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct };
        await Parallel.ForEachAsync(DueAsync(idle, ct), options, async (due, token) =>
        {
            Interlocked.Increment(ref claimed);
            if (await NoLongerAwaitedAsync(due, token)) idle.Enqueue(due);
        });
        await ForgetAsync(idle, ct);
        return claimed;
    }

    private async IAsyncEnumerable<Due> DueAsync(ConcurrentQueue<Due> idle, [EnumeratorCancellation] CancellationToken ct)
    {
        IReadOnlyList<Due> claimed;
        do
        {
            await ForgetAsync(idle, ct);
            claimed = await ClaimAsync(ct);
            foreach (var due in claimed) yield return due;
        }
        while (claimed.Count == ClaimLimit);
    }

    /// <summary>Sends one deadline.</summary>
    /// <returns>Whether the grain did nothing with it: its commit has then not removed the row.</returns>
    private async Task<bool> NoLongerAwaitedAsync(Due due, CancellationToken ct)
    {
        using var span = Telemetry.Deadline(due.Key, due.GrainId);
        var id = CommandId(due.GrainId, new Deadline(due.Key, due.At));
        try
        {
            var reply = await send(new Envelope(due.GrainId, new DeadlineReached(due.Key), id, Actor.System) { Kind = due.Kind }, ct);
            return reply is Done { Last: null } or Declined or Invalid;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (Feed.Failures.Away(failure)) owes = true;
            LogFailed(due.Key, due.GrainId, Feed.Failures.Reason(failure));
            return false;
        }
    }

    /// <summary>Whoever sends it, a deadline is one command.</summary>
    internal static Guid CommandId(Guid grainId, Deadline deadline) => DerivedId.Of("deadline", grainId, deadline.Key, Json.Instant(deadline.Due));

    /// <summary>Between two turns nothing of ours is under way.</summary>
    private async Task GiveBackAsync(CancellationToken ct)
    {
        await using var command = Parameter.Command(database, GiveBack, Parameter.Of(owner));
        await command.ExecuteNonQueryAsync(ct);
        owes = false;
    }

    private async Task<IReadOnlyList<Due>> ClaimAsync(CancellationToken ct)
    {
        var now = Json.Truncate(clock.GetUtcNow());
        await using var command = Parameter.Command(database, Claim, Parameter.Of(now), Parameter.Of(ClaimLimit), Parameter.Of(owner), Parameter.Of(Lease));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<Due>();
        while (await reader.ReadAsync(ct)) claimed.Add(new Due(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3)));
        return claimed;
    }

    private async Task ForgetAsync(ConcurrentQueue<Due> waiting, CancellationToken ct)
    {
        var idle = new List<Due>();
        while (waiting.TryDequeue(out var one)) idle.Add(one);
        if (idle.Count == 0) return;
        await using var command = Parameter.Command(database, Forget, Parameter.Of(idle.Select(due => due.GrainId).ToArray()),
            Parameter.Of(idle.Select(due => due.Key).ToArray()), Parameter.Of(idle.Select(due => due.At).ToArray()), Parameter.Of(owner));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Until the next due instant, at most a second: rows committed meanwhile are found then.</summary>
    private async Task<TimeSpan> UntilNextAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select min(due) from jalon.deadline where lease_until < clock_timestamp()");
        if (await command.ExecuteScalarAsync(ct) is not DateTime next) return Poll;
        var wait = next - clock.GetUtcNow().UtcDateTime;
        return wait < ShortestWait ? ShortestWait : wait > Poll ? Poll : wait;
    }

    private readonly record struct Due(Guid GrainId, string Key, DateTimeOffset At, string Kind);

    [LoggerMessage(LogLevel.Warning, "Deadline {Key} of {GrainId} will be sent again: {Reason}")]
    private partial void LogFailed(string key, Guid grainId, string reason);

    [LoggerMessage(LogLevel.Warning, "Deadlines will be looked at again: {Reason}")]
    private partial void LogAway(string reason);
}
