using System.Text.Json;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo;

/// <summary>What is kept of a command that had an effect.</summary>
internal readonly record struct CommandRecord(byte[] BodyHash, int Version);

/// <summary>Reads of the tables a silo needs: a grain's row, its version now, a command's record. Only the journal writes them.</summary>
internal sealed class GrainTables(NpgsqlDataSource database)
{
    public async Task<(object State, int Version, byte[] Hash, DateTimeOffset ChangedAt)?> ReadAsync(GrainKind kind, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"select version, state, hash, changed_at from jalon.{kind.Name} where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        var state = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), kind.State, Json.Options)!;
        return (state, reader.GetInt32(0), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<DateTimeOffset>(3));
    }

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
}
