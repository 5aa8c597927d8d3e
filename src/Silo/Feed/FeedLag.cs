using Dapper;

using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>A subscription as the operator sees it.</summary>
/// <param name="Owner">The process that reads for it; null when none does.</param>
/// <param name="Lag">Facts not read yet, counted up to <see cref="FeedLag.CountedUpTo"/>.</param>
/// <param name="OldestUnread">How long the first of them has been there; null when there is none.</param>
/// <param name="Failed">Parked facts that failed.</param>
/// <param name="Waiting">Parked facts that wait behind one that failed.</param>
public sealed record SubscriptionLag(string Name, Guid? Owner, DateTimeOffset? LeaseUntil, FeedPosition Checkpoint, long Lag, TimeSpan? OldestUnread, long Failed, long Waiting);

/// <summary>The oldest transaction that has written anything, anywhere in the cluster: no later fact is read before it ends.</summary>
/// <param name="Database">Not always ours: transaction ids are the cluster's.</param>
public sealed record OldestWriter(string? Database, string? Application, int? ProcessId, DateTimeOffset? Since, TimeSpan? Age);

/// <summary>A fact set aside, for the operator.</summary>
public sealed record ParkedLine(string Subscription, Guid GrainId, string Kind, int Version, string Type, int Attempts, string Reason, DateTimeOffset ParkedAt, long Behind);

/// <summary>How far behind everything is, and what holds it back.</summary>
public sealed record FeedLag(IReadOnlyList<SubscriptionLag> Subscriptions, OldestWriter? OldestWriter, IReadOnlyList<ParkedLine> Parked)
{
    public const int CountedUpTo = 100_000;

    private const int ParkedShown = 200;

    /// <summary>An imported fact is as old as its entry, not as what it tells: the record of its command says when that was.</summary>
    private const string Lags = """
        select s.name, s.owner, nullif(s.lease_until, '-infinity') as lease_until, s.epoch, s.xid::text as xid, s.position,
            (select count(*) from (select from jalon.fact f where (f.epoch, f.xid, f.position) > (s.epoch, s.xid, s.position) limit @CountedUpTo) unread) as lag,
            (select clock_timestamp() - greatest(f.at, c.at)
             from (select at, command_id from jalon.fact f where (f.epoch, f.xid, f.position) > (s.epoch, s.xid, s.position)
                   order by f.epoch, f.xid, f.position limit 1) f left join jalon.command c on c.id = f.command_id) as oldest,
            (select count(*) from jalon.parked_fact p where p.subscription = s.name and p.reason is not null) as failed,
            (select count(*) from jalon.parked_fact p where p.subscription = s.name and p.reason is null) as waiting
        from jalon.subscription s
        order by s.name
        """;

    /// <summary>Readers delay nothing, only transactions that have an id; a prepared one keeps its own when its session is gone.</summary>
    private const string Writer = """
        select database, application, process_id, since, clock_timestamp() - since as age
        from (select datname::text as database, application_name as application, pid as process_id, xact_start as since, age(backend_xid) as behind
              from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
              union all
              select database::text, gid, null, prepared, age(transaction) from pg_prepared_xacts) writers
        order by behind desc
        limit 1
        """;

    private const string ParkedFacts = """
        select p.subscription, p.grain_id, f.kind, p.version, f.type, p.attempts, p.reason, p.parked_at,
            (select count(*) from jalon.parked_fact b where b.subscription = p.subscription and b.grain_id = p.grain_id and b.reason is null) as behind
        from jalon.parked_fact p join jalon.fact f on f.grain_id = p.grain_id and f.version = p.version
        where p.reason is not null
        order by p.parked_at
        limit @ParkedShown
        """;

    internal static async Task<FeedLag> ReadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var lags = await connection.QueryAsync<LagRow>(new CommandDefinition(Lags, new { CountedUpTo }, cancellationToken: ct));
        var writer = await connection.QueryFirstOrDefaultAsync<WriterRow>(new CommandDefinition(Writer, cancellationToken: ct));
        var parked = await connection.QueryAsync<ParkedRow>(new CommandDefinition(ParkedFacts, new { ParkedShown }, cancellationToken: ct));
        return new FeedLag([.. lags.Select(row => row.Told())], writer?.Writer(), [.. parked.Select(row => row.Line())]);
    }

    private static DateTimeOffset? Utc(DateTime? at) => at is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;

    private sealed record LagRow(string Name, Guid? Owner, DateTime? Lease_until, int Epoch, string Xid, long Position, long Lag, TimeSpan? Oldest, long Failed, long Waiting)
    {
        public SubscriptionLag Told() => new(Name, Owner, Utc(Lease_until), new FeedPosition(Epoch, ulong.Parse(Xid, null), Position), Lag, Oldest, Failed, Waiting);
    }

    private sealed record WriterRow(string? Database, string? Application, int? Process_id, DateTime? Since, TimeSpan? Age)
    {
        public OldestWriter Writer() => new(Database, Application, Process_id, Utc(Since), Age);
    }

    private sealed record ParkedRow(string Subscription, Guid Grain_id, string Kind, int Version, string Type, int Attempts, string Reason, DateTime Parked_at, long Behind)
    {
        public ParkedLine Line() => new(Subscription, Grain_id, Kind, Version, Type, Attempts, Reason, Utc(Parked_at)!.Value, Behind);
    }
}
