using System.Collections.Concurrent;
using System.Text;

using Npgsql;

using NpgsqlTypes;

namespace Jalon.Silo.Journal;

/// <summary>
/// The statements of one commit. Each grain kind takes one statement for the grains that exist and one for those that begin; losers are
/// absent from what they return. Side rows and deadlines follow, for winners only: their fact is there to prove it.
/// </summary>
internal static class CommitStatements
{
    /// <summary>Its record is dated by the database's clock, whatever the instant of the event: history keeps its seven days too.</summary>
    private const string Answer = """json_build_object('version', i.version)""";

    private const string Facts = """
        insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
        select $9, '{kind}', f.grain_id, f.version, f.type, f.data, f.hash, f.at, f.actor, f.origin, f.command_id
        from unnest($10::uuid[], $11::int[], $12::text[], $13::json[], $14::bytea[], $15::timestamptz[], $16::uuid[], $17::text[], $18::uuid[])
            with ordinality as f(grain_id, version, type, data, hash, at, actor, origin, command_id, ord)
        join written w on w.id = f.grain_id
        order by f.ord
        returning grain_id, xid, position
        """;

    private const string Input = """
        with input as materialized (
            select * from unnest($1::uuid[], $2::int[], $3::int[], $4::jsonb[], $5::bytea[], $6::uuid[], $7::bytea[], $8::timestamptz[])
                as i(id, expected, version, state, hash, command_id, body_hash, at)),
        """;

    /// <summary>Locks first, in id order, comparing versions: without it two processes deadlock more often than not. A command id already used makes its grain lose.</summary>
    private const string Existing = Input + """
        locked as materialized (
            select t.id from jalon.{kind} t join input i on i.id = t.id where t.version = i.expected order by t.id for update of t),
        recorded as (
            insert into jalon.command (id, grain_id, body_hash, answer, at)
            select i.command_id, i.id, i.body_hash,
        """ + " " + Answer + """
        , now() from input i join locked using (id)
            on conflict (id) do nothing returning grain_id),
        written as (
            update jalon.{kind} t set version = i.version, state = i.state, hash = i.hash, changed_at = i.at
            from input i join recorded r on r.grain_id = i.id where t.id = i.id returning t.id)
        """ + "\n" + Facts;

    /// <summary>A grain that begins and loses its command id would be left without facts: the unique violation fails the batch, which is then halved down to it.</summary>
    private const string Beginning = Input + """
        written as (
            insert into jalon.{kind} (id, version, state, hash, changed_at) select i.id, i.version, i.state, i.hash, i.at from input i order by i.id
            on conflict (id) do nothing returning id),
        recorded as (
            insert into jalon.command (id, grain_id, body_hash, answer, at)
            select i.command_id, i.id, i.body_hash,
        """ + " " + Answer + """
        , now() from input i join written using (id))
        """ + "\n" + Facts;

    private static readonly ConcurrentDictionary<(string Kind, bool Begins), string> Sql = new();

    public static NpgsqlBatchCommand Write(string kind, bool begins, IReadOnlyList<Pending> commits, int epoch)
    {
        var sql = Sql.GetOrAdd((kind, begins), static key => new StringBuilder(key.Begins ? Beginning : Existing).Replace("{kind}", key.Kind).ToString());
        var command = new NpgsqlBatchCommand(sql);
        command.Add(NpgsqlDbType.Uuid, commits, static c => c.GrainId);
        command.Add(NpgsqlDbType.Integer, commits, static c => c.Expected);
        command.Add(NpgsqlDbType.Integer, commits, static c => c.Version);
        command.Add(NpgsqlDbType.Jsonb, commits, static c => c.State);
        command.Add(NpgsqlDbType.Bytea, commits, static c => c.Hash);
        command.Add(NpgsqlDbType.Uuid, commits, static c => c.CommandId);
        command.Add(NpgsqlDbType.Bytea, commits, static c => c.BodyHash);
        command.Add(NpgsqlDbType.TimestampTz, commits, static c => c.At.UtcDateTime);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = epoch });
        AddFacts(command, commits);
        return command;
    }

    private static void AddFacts(NpgsqlBatchCommand command, IReadOnlyList<Pending> commits)
    {
        var lines = new List<(Pending Commit, FactLine Fact)>(commits.Count);
        foreach (var commit in commits)
            foreach (var fact in commit.Facts) lines.Add((commit, fact));
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Commit.GrainId);
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Fact.Version);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Fact.Type);
        command.Add(NpgsqlDbType.Json, lines, static line => line.Fact.Data);
        command.Add(NpgsqlDbType.Bytea, lines, static line => line.Fact.Hash);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Commit.At.UtcDateTime);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Commit.By.Id);
        command.Add(NpgsqlDbType.Text, lines, static line => OriginText(line.Commit.Origin));
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Commit.CommandId);
    }

    public static string OriginText(Origin origin) => origin switch { Origin.Live => "live", Origin.Import => "import", _ => "demo" };

    /// <summary>An array parameter, one element per item.</summary>
    public static void Add<TItem, TValue>(this NpgsqlBatchCommand command, NpgsqlDbType type, IReadOnlyList<TItem> items, Func<TItem, TValue> value)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(items[i]);
        command.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
