using System.Collections.Concurrent;
using System.Text.Json;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo;

/// <summary>What is kept of a command that had an effect.</summary>
internal readonly record struct CommandRecord(byte[] BodyHash, int Version);

/// <summary>Reads of the tables a silo needs: a grain's row, its version now, a command's record. Only the journal writes them.</summary>
internal sealed class GrainTables(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<GrainKind, ReadTogether<GrainRow>> rows = new();

    /// <summary>A row as it was read: a state that cannot be understood fails who asked for it, and nobody it was read with. Who asked for the same row understands it once.</summary>
    private sealed record GrainRow(Lazy<object> State, int Version, byte[] Hash, DateTimeOffset ChangedAt)
    {
        public (object State, int Version, byte[] Hash, DateTimeOffset ChangedAt) Understood => (State.Value, Version, Hash, ChangedAt);
    }

    public async Task<(object State, int Version, byte[] Hash, DateTimeOffset ChangedAt)?> ReadAsync(GrainKind kind, Guid id, CancellationToken ct) =>
        (await rows.GetOrAdd(kind, kind => new(ids => RowsAsync(kind, ids))).ReadAsync(id, ct))?.Understood;

    /// <summary>The rows of many grains of one kind in one question, by id; those that do not exist are absent.</summary>
    public async Task<Dictionary<Guid, (object State, int Version, byte[] Hash, DateTimeOffset ChangedAt)>> ReadManyAsync(GrainKind kind, Guid[] ids, CancellationToken ct) =>
        (await RowsAsync(kind, ids, ct)).ToDictionary(pair => pair.Key, pair => pair.Value.Understood);

    /// <summary>Brings an activation to what its row says.</summary>
    public async Task LoadAsync(Activation activation, CancellationToken ct)
    {
        if (await ReadAsync(activation.Kind, activation.Id, ct) is not { } row) activation.Become(null, 0, FactHash.None.ToArray(), default);
        else activation.Become(row.State, row.Version, row.Hash, row.ChangedAt);
    }

    /// <summary>The row's version and the command's record, in one round trip: asked before a refusal is told.</summary>
    public async Task<(int Version, CommandRecord? Record)> RecheckAsync(Activation activation, Guid commandId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"""
            select (select version from jalon.{activation.Kind.Name} where id = $1), c.body_hash, (c.answer ->> 'version')::int
            from (select 1) one left join jalon.command c on c.id = $2
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = activation.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = commandId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        CommandRecord? record = await reader.IsDBNullAsync(1, ct) ? null : new CommandRecord(reader.GetFieldValue<byte[]>(1), reader.GetInt32(2));
        return (await reader.IsDBNullAsync(0, ct) ? 0 : reader.GetInt32(0), record);
    }

    public async Task<CommandRecord?> RecordAsync(Guid commandId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select body_hash, (answer ->> 'version')::int from jalon.command where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = commandId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new CommandRecord(reader.GetFieldValue<byte[]>(0), reader.GetInt32(1)) : null;
    }

    /// <summary>The records of many commands, by id; those never taken are absent.</summary>
    public async Task<Dictionary<Guid, CommandRecord>> RecordsAsync(Guid[] commandIds, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, "select id, body_hash, (answer ->> 'version')::int from jalon.command where id = any($1)", Parameter.Of(commandIds));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var records = new Dictionary<Guid, CommandRecord>();
        while (await reader.ReadAsync(ct)) records[reader.GetGuid(0)] = new CommandRecord(reader.GetFieldValue<byte[]>(1), reader.GetInt32(2));
        return records;
    }

    private async Task<IReadOnlyDictionary<Guid, GrainRow>> RowsAsync(GrainKind kind, Guid[] ids, CancellationToken ct = default)
    {
        await using var command = Parameter.Command(database, $"select id, state, version, hash, changed_at from jalon.{kind.Name} where id = any($1)", Parameter.Of(ids));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new Dictionary<Guid, GrainRow>(ids.Length);
        while (await reader.ReadAsync(ct))
        {
            var state = reader.GetFieldValue<byte[]>(1);
            rows[reader.GetGuid(0)] = new(new(() => JsonSerializer.Deserialize(state, kind.State, Json.Options)!), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3), reader.GetFieldValue<DateTimeOffset>(4));
        }

        return rows;
    }
}
