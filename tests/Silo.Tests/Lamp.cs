using System.Text;
using System.Text.Json;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Tests;

/// <summary>The smallest grain there can be: a lamp handed from person to person. It stands in the table of vacancies.</summary>
public sealed record Lamp(int Hands, DateTimeOffset Since)
{
    public static readonly GrainKind Kind = GrainKind.Of<Lamp, LampCommand, LampFact, object>("vacancy", (_, _, _, _) => Decision.AlreadySo,
        (state, fact, stamp) => fact is LampHanded ? new Lamp((state?.Hands ?? 0) + 1, stamp.At) : state ?? new Lamp(0, stamp.At),
        moves: fact => fact switch
        {
            LampHanded handed => new BallMove(true, [], [Step(handed)], handed.Stage),
            LampBroken => new BallMove(true, [], [], Ends: true),
            _ => null,
        });

    private static Step Step(LampHanded fact) =>
        new($"carry#{fact.Turn}", "carry", fact.To, new Holder(Role.Recruiter, null, null), fact.Since, null, null);
}

public abstract record LampCommand : Command;

public abstract record LampFact : Fact;

public sealed record LampHanded(int Turn, TimeKind To, string Stage, DateTimeOffset Since) : LampFact;

public sealed record LampCleaned(int Times) : LampFact;

public sealed record LampBroken : LampFact;

/// <summary>Writes facts as the journal does, for tests of what reads them.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(int version) => Start.AddHours(version);

    public static LampHanded Handed(int version, TimeKind to = TimeKind.Administration) => new(version, to, "Draft", At(version));

    public static async Task InsertAsync(NpgsqlConnection connection, Guid grainId, int version, Fact fact, int epoch = 1, byte[]? previous = null, string? type = null)
    {
        var name = type ?? fact.GetType().Name;
        var data = JsonSerializer.Serialize(fact, fact.GetType(), Json.Options);
        var hash = HashOf(grainId, version, name, data, previous ?? FactHash.None.ToArray());
        await using var command = new NpgsqlCommand("""
            insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
            values ($1, 'vacancy', $2, $3, $4, $5::json, $6, $7, $8, 'live', $9)
            """, connection);
        command.Parameters.AddRange(new[]
        {
            Parameter.Of(epoch), Parameter.Of(grainId), Parameter.Of(version), Parameter.Of(name), Parameter.Of(data), Parameter.Of(hash),
            Parameter.Of(At(version)), Parameter.Of(Guid.Empty), Parameter.Of(grainId),
        });
        await command.ExecuteNonQueryAsync();
    }

    public static byte[] HashOf(Guid grainId, int version, string type, string data, byte[] previous) =>
        FactHash.Of(previous, "vacancy", grainId, version, type, At(version), Guid.Empty, "live", grainId, Encoding.UTF8.GetBytes(data));

    public static async Task InsertAsync(NpgsqlDataSource database, Guid grainId, params int[] versions)
    {
        await using var connection = await database.OpenConnectionAsync();
        foreach (var version in versions) await InsertAsync(connection, grainId, version, Handed(version));
    }

    /// <summary>Waits until no transaction of the cluster hides a committed fact of this database.</summary>
    public static async Task SettledAsync(this NpgsqlDataSource database)
    {
        while (await database.ScalarAsync<bool>("""
            select exists (select from jalon.fact where (epoch, xid) >= ((select max(number) from jalon.epoch), pg_snapshot_xmin(pg_current_snapshot())))
            """))
        {
            await Task.Yield();
        }
    }

    public static async Task ExecuteAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
