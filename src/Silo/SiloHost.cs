using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

using Jalon.Grains;
using Jalon.Silo.Journal;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Reads, for one command, what its decision depends on elsewhere. Called again at each retry.</summary>
public delegate Task<object> CircumstanceReader(NpgsqlDataSource database, Guid grainId, object? state, Command command, DateTimeOffset now, CancellationToken ct);

/// <summary>The same for commands sent together, in their order; null where these have to be read one by one.</summary>
public delegate Task<IReadOnlyList<object>?> ManyCircumstancesReader(NpgsqlDataSource database, IReadOnlyList<Command> commands, DateTimeOffset now, CancellationToken ct);

/// <summary>What a silo is built from.</summary>
/// <param name="Circumstances">A reader per kind that has any, by name.</param>
/// <param name="Rules">The parameters in force, read again when they change.</param>
/// <param name="Committed">Called after each commit with facts.</param>
public sealed record SiloParts(NpgsqlDataSource Database, IReadOnlyList<GrainKind> Kinds, IReadOnlyDictionary<string, CircumstanceReader> Circumstances,
    Func<Rules> Rules, TimeProvider Clock, int Epoch, Action Committed)
{
    /// <summary>Grains kept in memory at most, each a few kilobytes.</summary>
    public int MostActive { get; init; } = 50_000;

    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The parameters of a post whose experiment varies one; null for the others.</summary>
    public Func<Guid, Rules?> RulesOfPost { get; init; } = _ => null;

    /// <summary>Readers for commands sent together, by kind, where one question can serve them all.</summary>
    public IReadOnlyDictionary<string, ManyCircumstancesReader> ManyCircumstances { get; init; } = new Dictionary<string, ManyCircumstancesReader>();
}

/// <summary>
/// Hosts grains: one mailbox each, one command at a time; compute, commit, replace. Any number of processes may host the same grains on one
/// database: a commit carries the version it was decided on, and the loser reloads and decides again.
/// </summary>
public sealed partial class SiloHost : IAsyncDisposable
{
    /// <summary>A grain that five others changed in a row while we decided: say so rather than fight on.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly SiloParts parts;
    private readonly GrainTables tables;
    private readonly Activations activations;
    private readonly JournalWriter journal;
    private readonly Deciding deciding;
    private readonly Together together;
    private readonly ITimer sweep;
    private int atWork;
    private volatile bool closing;

    public SiloHost(SiloParts parts)
    {
        this.parts = parts;
        tables = new GrainTables(parts.Database);
        activations = new Activations(parts.MostActive, parts.Idle);
        journal = new JournalWriter(parts.Database, parts.Kinds, parts.Epoch, parts.Committed);
        deciding = new Deciding(parts);
        together = new Together(parts, activations, journal);
        sweep = TimeProvider.System.CreateTimer(_ => activations.Sweep(), null, SweepEvery, SweepEvery);
    }

    /// <summary>Grains in memory now.</summary>
    public int Active => activations.Count;

    /// <summary>Decides, commits and answers one command. Once <see cref="DisposeAsync"/> has begun, none is accepted.</summary>
    /// <exception cref="DatabaseAwayException">Nothing is known to have been done; send the same id again.</exception>
    /// <exception cref="ObjectDisposedException">The program is stopping.</exception>
    public async Task<Reply> SendAsync(Envelope envelope, CancellationToken ct = default)
    {
        using var span = Telemetry.Command(envelope);
        Interlocked.Increment(ref atWork);
        try
        {
            ObjectDisposedException.ThrowIf(closing, this);
            var body = CommandText.Of(envelope.Command);
            var problems = envelope.Command.Problems().Concat(CommandText.Problems(body)).ToList();
            if (problems.Count > 0) return Telemetry.Answered(envelope, new Invalid(problems), span);
            var asked = Stopwatch.GetTimestamp();
            var activation = await activations.EnterAsync(KindOf(envelope), envelope.GrainId, ct);
            Telemetry.Entered(asked);
            try
            {
                if (envelope is { Origin: not Origin.Live, At: { } at }) await LetPassAsync(activation, at, envelope.Origin, ct);
                return Telemetry.Answered(envelope, await AnswerAsync(activation, envelope, CommandText.BodyHash(envelope, body), ct), span);
            }
            catch (Exception broken)
            {
                // The commit may still come, or not: the next command reads the row.
                activation.Forget();
                if (PostgresAway.Is(broken)) throw new DatabaseAwayException(broken);
                throw;
            }
            finally
            {
                activation.Mailbox.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref atWork);
        }
    }

    /// <summary>
    /// Commands for many grains of one kind, read, decided and committed together; the replies come in the order of the commands. Each still wins, loses or is refused alone.
    /// What crosses another is taken up again by itself.
    /// </summary>
    /// <param name="commit">False to be told what each would be answered, and write nothing.</param>
    /// <exception cref="DatabaseAwayException">Some may be done; send the same ids again.</exception>
    /// <exception cref="ObjectDisposedException">The program is stopping.</exception>
    public async Task<Reply[]> SendTogetherAsync(IReadOnlyList<Envelope> envelopes, bool commit = true, CancellationToken ct = default)
    {
        if (envelopes.Count == 0) return [];
        Interlocked.Increment(ref atWork);
        try
        {
            ObjectDisposedException.ThrowIf(closing, this);
            var replies = await together.AnswerAsync(KindOf(envelopes[0]), envelopes, commit, ct);
            for (var i = 0; i < replies.Length; i++)
                if (replies[i] is null) replies[i] = commit ? await SendAsync(envelopes[i], ct) : new Busy();
            return replies!;
        }
        catch (Exception broken) when (PostgresAway.Is(broken))
        {
            throw broken as DatabaseAwayException ?? new DatabaseAwayException(broken);
        }
        finally
        {
            Interlocked.Decrement(ref atWork);
        }
    }

    /// <summary>Brings a grain into memory and does nothing else: what the bench times.</summary>
    internal Task ActivateAsync(GrainKind kind, Guid id, CancellationToken ct) => InsideAsync(kind, id, activation => activation.Loaded ? Task.CompletedTask : tables.LoadAsync(activation, ct), ct);

    private async Task InsideAsync(GrainKind kind, Guid id, Func<Activation, Task> work, CancellationToken ct)
    {
        var activation = await activations.EnterAsync(kind, id, ct);
        try
        {
            await work(activation);
        }
        finally
        {
            activation.Mailbox.Release();
        }
    }

    /// <summary>The state of a grain as its row says now, or null.</summary>
    public async Task<(TState State, int Version)?> ReadAsync<TState>(Guid id, CancellationToken ct = default) where TState : class
    {
        var kind = parts.Kinds.First(kind => kind.State == typeof(TState));
        var row = await tables.ReadAsync(kind, id, ct);
        return row is null ? null : ((TState)row.Value.State, row.Value.Version);
    }

    /// <summary>The state of a grain after its last command here, without asking the database; null where it is not in memory. Another process may have gone on since.</summary>
    internal TState? Remembered<TState>(Guid id) where TState : class => (TState?)activations.StateOf(parts.Kinds.First(kind => kind.State == typeof(TState)), id);

    /// <summary>Takes no new command, answers those accepted, writes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        closing = true;
        await sweep.DisposeAsync();
        while (Volatile.Read(ref atWork) > 0) await Task.Delay(5);
        await journal.DisposeAsync();
    }

    /// <summary>A deadline says nothing of its kind: the envelope's sender knows it by the row.</summary>
    private GrainKind KindOf(Envelope envelope) => envelope.Kind is { } name
        ? parts.Kinds.First(kind => kind.Name == name)
        : parts.Kinds.First(kind => envelope.Command.GetType().IsSubclassOf(kind.Command));

    private async Task<Reply> AnswerAsync(Activation activation, Envelope envelope, byte[] bodyHash, CancellationToken ct)
    {
        Exception? away = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!activation.Loaded) await tables.LoadAsync(activation, ct);
            var (decision, context) = await deciding.DecideAsync(activation, envelope, ct);
            if (decision is Accepted { Facts.Count: > 0 } accepted)
            {
                var pending = deciding.Prepare(activation, accepted, envelope, context, bodyHash, out var state);
                var outcome = await journal.CommitAsync(pending, ct);
                if (outcome.Result == CommitResult.Won)
                {
                    activation.Become(state, pending.Version, pending.Hash, context.At);
                    return new Done(pending.Version, outcome.Last);
                }

                activation.Forget();
                if (await RecordedAsync(envelope, bodyHash, ct) is { } already) return already;
                if (outcome.Cause is { } fault && (JournalWriter.IsOfOneCommand(fault) || MayLast(fault))) Rethrow(fault);
                away = outcome.Cause;
                continue;
            }

            var truth = await tables.RecheckAsync(activation, envelope.CommandId, ct);
            if (truth.Record is { } record) return Recorded(record, bodyHash);
            if (truth.Version == activation.Version) return decision is Refused refused ? new Declined(refused.Why) : new Done(activation.Version, null);
            activation.Forget();
        }

        return away is null ? new Busy() : throw new DatabaseAwayException(away);
    }

    /// <summary>A connection that broke is opened again at once; a database that is crowded, full or slow does not change between two attempts.</summary>
    private static bool MayLast(Exception fault) => PostgresAway.Why(fault) is not (null or DatabaseTrouble.Away);

    private static void Rethrow(Exception fault) => ExceptionDispatchInfo.Throw(fault);

    private async Task<Reply?> RecordedAsync(Envelope envelope, byte[] bodyHash, CancellationToken ct) =>
        await tables.RecordAsync(envelope.CommandId, ct) is { } record ? Recorded(record, bodyHash) : null;

    internal static Reply Recorded(CommandRecord record, byte[] bodyHash) =>
        CryptographicOperations.FixedTimeEquals(record.BodyHash, bodyHash) ? new Done(record.Version, null) : new Mismatch();
}
