using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Feed;

/// <summary>A page of settled facts.</summary>
/// <param name="Waiting">Grains of the page that have a parked fact: theirs wait behind it.</param>
/// <param name="Unsettled">Committed facts exist that cannot be read yet, because an older transaction is still open somewhere.</param>
internal sealed record FactPage(IReadOnlyList<FactRecord> Facts, IReadOnlySet<Guid> Waiting, bool Unsettled);

/// <summary>
/// Reads the feed in its order, and only what no transaction still open could precede: below the oldest running transaction in the current epoch, all of it in
/// older epochs. Positions alone would skip the facts of a slow transaction.
/// </summary>
internal sealed class FactReader(NpgsqlDataSource database, FactTypes types)
{
    private const string Columns = "f.epoch, f.xid, f.position, f.kind, f.grain_id, f.version, f.type, f.data::text, f.at, f.actor, f.origin, f.command_id";

    private const string Horizon = "((select max(number) from jalon.epoch), pg_snapshot_xmin(pg_current_snapshot()))";

    /// <summary>
    /// Asked before the page: what settles in between is then in the page, and what does not is known to come. Asked of the last fact alone, because the planner
    /// answers an « exists » by reading the whole table.
    /// </summary>
    private const string Unsettled = $"""
        select coalesce((select (f.epoch, f.xid) >= {Horizon} from jalon.fact f order by f.epoch desc, f.xid desc, f.position desc limit 1), false)
        """;

    private const string Page = $"""
        select {Columns}, exists (select from jalon.parked_fact p where p.subscription = $5 and p.grain_id = f.grain_id)
        from jalon.fact f
        where (f.epoch, f.xid, f.position) > ($1, $2, $3) and (f.epoch, f.xid) < {Horizon}
        order by f.epoch, f.xid, f.position
        limit $4
        """;

    private const string Parked = $"""
        select {Columns}, true
        from jalon.parked_fact p join jalon.fact f on f.grain_id = p.grain_id and f.version = p.version
        where p.subscription = $1 and p.grain_id = $2
        order by p.version
        limit $3
        """;

    /// <param name="subscription">Whose parked facts matter; empty for none.</param>
    public async Task<FactPage> ReadAsync(FeedPosition after, string subscription, int limit, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Unsettled));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Page)
        {
            Parameters = { Parameter.Of(after.Epoch), Parameter.Of(after.Xid), Parameter.Of(after.Position), Parameter.Of(limit), Parameter.Of(subscription) },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var unsettled = reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        var facts = new List<FactRecord>();
        var waiting = new HashSet<Guid>();
        while (await reader.ReadAsync(ct))
        {
            var fact = Read(reader, types);
            facts.Add(fact);
            if (reader.GetBoolean(12)) waiting.Add(fact.GrainId);
        }

        return new FactPage(facts, waiting, unsettled);
    }

    /// <summary>The facts of a grain that are parked for a subscription, in their order.</summary>
    public async Task<IReadOnlyList<FactRecord>> ParkedAsync(string subscription, Guid grainId, int limit, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Parked, Parameter.Of(subscription), Parameter.Of(grainId), Parameter.Of(limit));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var facts = new List<FactRecord>();
        while (await reader.ReadAsync(ct)) facts.Add(Read(reader, types));
        return facts;
    }

    /// <summary>Whether a place means something in this journal: the beginning, or one of its facts.</summary>
    public async Task<bool> HasAsync(FeedPosition place, CancellationToken ct)
    {
        if (place == default) return true;
        await using var command = Parameter.Command(database, "select exists (select from jalon.fact where (epoch, xid, position) = ($1, $2, $3))",
            Parameter.Of(place.Epoch), Parameter.Of(place.Xid), Parameter.Of(place.Position));
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The last fact committed, settled or not; null in an empty journal.</summary>
    public async Task<FeedPosition?> LastAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select epoch, xid, position from jalon.fact order by epoch desc, xid desc, position desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Place(reader) : null;
    }

    /// <summary>A fact from a row that begins with the feed's columns.</summary>
    internal static FactRecord Read(NpgsqlDataReader reader, FactTypes types) => new(Place(reader), reader.GetString(3), reader.GetGuid(4), reader.GetInt32(5), reader.GetString(6),
        reader.GetFieldValue<byte[]>(7), reader.GetFieldValue<DateTimeOffset>(8), new Actor(reader.GetGuid(9)), Origins.Parse(reader.GetString(10)),
        reader.GetGuid(11), types);

    private static FeedPosition Place(NpgsqlDataReader reader) => new(reader.GetInt32(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2));
}
