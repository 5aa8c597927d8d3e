using Dapper;
using Npgsql;

namespace Jalon.Bench;

/// <summary>The database of the raw limits: the migrated schema, and beside it the same tables bare (no secondary index, no generated column). Their rows hold a real candidacy's state.</summary>
internal sealed class RawGround(NpgsqlDataSource database, string state, string data)
{
    public const string DatabaseName = "raw";

    private const string Bare = """
        create schema bare;
        create table bare.fact (like jalon.fact including defaults including identity, unique (grain_id, version));
        create table bare.command (like jalon.command, primary key (id));
        create table bare.job_application (
            id uuid primary key, version int not null, hash bytea not null, changed_at timestamptz not null, state jsonb not null) with (fillfactor = 80);
        """;

    public NpgsqlDataSource Database => database;

    public IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["state"] = state,
        ["data"] = data,
        ["hash"] = @"\x" + new string('a', 64),
    };

    public static async Task<RawGround> MakeAsync(Ground ground, CancellationToken ct)
    {
        var pool = await Pool.OfAsync(ground, ct);
        var (state, data) = await pool.SampleAsync(ct);
        var database = await ground.DatabaseAsync(DatabaseName, ct);
        var made = new RawGround(database, state, data);
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("set statement_timeout = 0");
        await connection.ExecuteAsync(Bare);
        foreach (var schema in (string[])["jalon", "bare"])
        {
            await connection.ExecuteAsync(
                $"""
                insert into {schema}.job_application (id, version, hash, changed_at, state)
                select {RawChange.GrainId("n")}, 1, @hash::bytea, now(), @state::jsonb from generate_series(0, {RawChange.Grains - 1}) n
                """,
                new { hash = made.Variables["hash"], state });
        }

        await connection.ExecuteAsync("vacuum analyze");
        return made;
    }
}
