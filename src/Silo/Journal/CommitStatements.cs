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

    /// <summary>What a command's facts have in common is sent once: a fact names its command by its place in the batch.</summary>
    private const string Facts = """
        insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
        select $11, '{kind}', i.id, f.version, f.type, f.data, f.hash, i.at, i.actor, i.origin, i.command_id
        from unnest($12::int[], $13::int[], $14::text[], $15::json[], $16::bytea[]) with ordinality as f(item, version, type, data, hash, ord)
        join input i on i.item = f.item
        join written w on w.id = i.id
        order by f.ord
        returning grain_id, xid, position
        """;

    private const string Input = """
        with input as materialized (
            select * from unnest($1::uuid[], $2::int[], $3::int[], $4::jsonb[], $5::bytea[], $6::uuid[], $7::bytea[], $8::timestamptz[], $9::uuid[], $10::text[])
                with ordinality as i(id, expected, version, state, hash, command_id, body_hash, at, actor, origin, item)),
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
        command.Add(NpgsqlDbType.Uuid, commits, static c => c.By.Id);
        command.Add(NpgsqlDbType.Text, commits, static c => OriginText(c.Origin));
        command.Parameters.Add(Parameter.Of(epoch));
        AddFacts(command, commits);
        return command;
    }

    private static void AddFacts(NpgsqlBatchCommand command, IReadOnlyList<Pending> commits)
    {
        var lines = new List<(int Item, FactLine Fact)>(commits.Count);
        for (var item = 0; item < commits.Count; item++)
            foreach (var fact in commits[item].Facts) lines.Add((item + 1, fact));
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Item);
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Fact.Version);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Fact.Type);
        command.Add(NpgsqlDbType.Json, lines, static line => line.Fact.Data);
        command.Add(NpgsqlDbType.Bytea, lines, static line => line.Fact.Hash);
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
