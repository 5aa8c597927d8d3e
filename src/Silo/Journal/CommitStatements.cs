using System.Collections.Concurrent;

using Jalon.Grains;

using Npgsql;

using NpgsqlTypes;

namespace Jalon.Silo.Journal;

/// <summary>
/// The statements of one commit. Each grain kind takes one statement for the grains that exist and one for those that begin; losers are
/// absent from what they return. Side rows and deadlines follow, for winners only: their fact is there to prove it.
/// </summary>
internal static class CommitStatements
{
    /// <summary>One element per command: the state its facts give, and the last of them, whose version and hash are the row's. It travels once.</summary>
    private const string Input = """
        with input as materialized (
            select * from unnest($1::uuid[], $2::int[], $3::int[], $4::jsonb[], $5::bytea[], $6::uuid[], $7::bytea[], $8::timestamptz[], $9::uuid[], $10::text[], $11::text[], $12::json[])
                with ordinality as i(id, expected, version, state, hash, command_id, body_hash, at, actor, origin, type, data, item)),
        """;

    /// <summary>
    /// A process that writes alone: its mailboxes already keep two commands from one grain. Versions are compared all the same, also with a row that another process
    /// changed meanwhile, so that nothing is ever overwritten. A command id already used makes its grain lose. What was written carries all that its record and facts need.
    /// </summary>
    private const string Alone = Input + """
        written as (
            update jalon.{kind} t set version = i.version, state = i.state, hash = i.hash, changed_at = i.at
            from input i where t.id = i.id and t.version = i.expected and not exists (select from jalon.command c where c.id = i.command_id)
            returning i.*),
        """ + "\n" + Facts;

    /// <summary>
    /// Beside other processes, locks first, in id order: without it two of them deadlock more often than not. What is locked is then written by its place in the table.
    /// </summary>
    private const string Contended = Input + """
        locked as materialized (
            select i.item, t.ctid as place from jalon.{kind} t join input i on i.id = t.id
            where t.version = i.expected and not exists (select from jalon.command c where c.id = i.command_id)
            order by t.id for update of t),
        written as (
            update jalon.{kind} t set version = i.version, state = i.state, hash = i.hash, changed_at = i.at
            from locked l join input i on i.item = l.item where t.ctid = l.place
            returning i.*),
        """ + "\n" + Facts;

    /// <summary>
    /// Grains that begin in a process that writes alone: nobody else can have begun them. Should somebody have, the unique violation fails the batch whole, and it goes again
    /// as beside other processes. In id order all the same: it costs nothing, and two that meet so do not wait for each other in a circle.
    /// </summary>
    private const string BegunAlone = Input + """
        begun as (insert into jalon.{kind} (id, version, state, hash, changed_at) select i.id, i.version, i.state, i.hash, i.at from input i order by i.id),
        written as not materialized (select i.* from input i),
        """ + "\n" + FirstDeadlines + "\n" + Facts;

    /// <summary>Beside other processes; whoever came second is absent from what is returned. A command id already used fails the batch, which is then halved down to it.</summary>
    private const string BegunContended = Input + """
        begun as (
            insert into jalon.{kind} (id, version, state, hash, changed_at) select i.id, i.version, i.state, i.hash, i.at from input i order by i.id
            on conflict (id) do nothing returning id),
        written as (select i.* from input i join begun using (id)),
        """ + "\n" + FirstDeadlines + "\n" + Facts;

    /// <summary>The deadlines of a grain that begins can meet no earlier ones: they go with it, and need neither proof nor precaution.</summary>
    private const string FirstDeadlines = """
        awaited as (
            insert into jalon.deadline (grain_id, key, kind, due)
            select w.id, d.key, '{kind}', d.due from unnest($19::int[], $20::text[], $21::timestamptz[]) as d(item, key, due) join written w on w.item = d.item),
        """;

    /// <summary>A record is dated by the database's clock, whatever the instant of the event: history keeps its seven days too.</summary>
    private const string Facts = """
        recorded as (
            insert into jalon.command (id, grain_id, body_hash, answer, at)
            select w.command_id, w.id, w.body_hash, json_build_object('version', w.version), now() from written w)
        insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
        select $13, '{kind}', id, version, type, data, hash, at, actor, origin, command_id from {facts}
        returning grain_id, xid, position
        """;

    /// <summary>Facts before the last, where a command has several, name their command by its place in the batch; the order of positions is the order of versions.</summary>
    private const string SeveralEach = """
        (
            select w.item, w.id, w.version, w.type, w.data, w.hash, w.at, w.actor, w.origin, w.command_id from written w
            union all
            select w.item, w.id, f.version, f.type, f.data, f.hash, w.at, w.actor, w.origin, w.command_id
            from unnest($14::int[], $15::int[], $16::text[], $17::json[], $18::bytea[]) as f(item, version, type, data, hash) join written w on w.item = f.item) every
        order by item, version
        """;

    private static readonly ConcurrentDictionary<(string Kind, bool Begun, bool Contended, bool Several), string> Sql = new();

    /// <param name="begun">These grains begin; otherwise all of them exist.</param>
    /// <param name="contended">Other processes are known to write too.</param>
    public static NpgsqlBatchCommand Write(string kind, bool begun, bool contended, IReadOnlyList<Pending> commits, int epoch)
    {
        // A fact each, as most have, needs neither to be gathered nor put in order.
        var sql = Sql.GetOrAdd((kind, begun, contended, commits.Any(static c => c.Facts.Length > 1)), static key => Text(key.Begun, key.Contended)
            .Replace("{facts}", key.Several ? SeveralEach : "written", StringComparison.Ordinal).Replace("{kind}", key.Kind, StringComparison.Ordinal));
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
        command.Add(NpgsqlDbType.Text, commits, static c => c.Facts[^1].Type);
        command.Add(NpgsqlDbType.Json, commits, static c => c.Facts[^1].Data);
        command.Parameters.Add(Parameter.Of(epoch));
        AddEarlierFacts(command, commits);
        if (begun) AddDeadlines(command, commits);
        return command;
    }

    private static string Text(bool begun, bool contended) => (begun, contended) switch { (true, false) => BegunAlone, (true, true) => BegunContended, (false, false) => Alone, _ => Contended };

    private static void AddDeadlines(NpgsqlBatchCommand command, IReadOnlyList<Pending> commits)
    {
        var lines = new List<(int Item, Deadline Deadline)>();
        for (var item = 0; item < commits.Count; item++)
            foreach (var deadline in commits[item].Awaited) lines.Add((item + 1, deadline));
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Item);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Deadline.Key);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Deadline.Due.UtcDateTime);
    }

    private static void AddEarlierFacts(NpgsqlBatchCommand command, IReadOnlyList<Pending> commits)
    {
        var lines = new List<(int Item, FactLine Fact)>();
        for (var item = 0; item < commits.Count; item++)
            foreach (var fact in commits[item].Facts.AsSpan(..^1)) lines.Add((item + 1, fact));
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
