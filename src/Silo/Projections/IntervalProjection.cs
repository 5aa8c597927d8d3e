using System.Data;

using Jalon.Grains;
using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo.Projections;

/// <summary>
/// Keeps <c>jalon.interval</c>: who held each step and each case, since when, until when. A page reads the open intervals of its grains in one question, moves them
/// in memory, and writes them in one batch with the checkpoint.
/// </summary>
public static class IntervalProjection
{
    public const string Name = "intervals";

    /// <summary>Case by case: a plan kept from when the tables were empty would read them whole.</summary>
    private const string Load = """
        select c.case_id, c.version, c.at, c.stage, i.case_kind, i.scope, i.opened, i.step, i.name, i.stage, i.kind, i.role, i.organisation_id, i.person_id,
            i.from_at, i.due_at, i.target_days, i.target_working, c.post_id
        from unnest($1) as wanted (id)
        cross join lateral (select * from jalon.case_clock c where c.case_id = wanted.id offset 0) c
        left join lateral (select * from jalon.interval i where i.case_id = wanted.id and i.to_at is null offset 0) i on true
        """;

    private const string Forget = """
        delete from jalon.interval i using unnest($1, $2, $3, $4) as gone(case_id, scope, opened, step)
        where i.case_id = gone.case_id and i.scope = gone.scope and i.opened = gone.opened and i.step = gone.step
        """;

    /// <summary>Only the end of a row that exists ever changes.</summary>
    private const string Keep = """
        insert into jalon.interval (case_id, scope, opened, step, case_kind, name, stage, kind, role, organisation_id, person_id, from_at, to_at, due_at,
            target_days, target_working, post_id)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (case_id, scope, opened, step) do update set to_at = excluded.to_at
        """;

    private const string Clocks = """
        insert into jalon.case_clock (case_id, version, at, stage, post_id) select * from unnest($1, $2, $3, $4, $5)
        on conflict (case_id) do update set version = excluded.version, at = excluded.at, stage = excluded.stage
        """;

    /// <param name="kinds">Those whose cases have holders; the facts of others are passed.</param>
    public static Subscription Subscription(NpgsqlDataSource database, IReadOnlyList<GrainKind> kinds)
    {
        var types = new FactTypes(kinds);
        return Feed.Subscription.OfTables(Name, async (every, writes, ct) =>
        {
            FactRecord[] page = [.. every.Where(fact => types.Find(fact.Kind) is not null)];
            if (page.Length == 0) return;
            var files = await LoadAsync(database, [.. page.Select(fact => fact.GrainId).Distinct()], ct);
            var changes = Apply(page, files, types);
            AddForget(writes, [.. changes.Dropped]);
            AddKeep(writes, [.. changes.Written]);
            AddClocks(writes, [.. files.Values]);
        });
    }

    /// <summary>Moves the files by the facts of the page, in their order.</summary>
    private static Changes Apply(IReadOnlyList<FactRecord> page, Dictionary<Guid, CaseFile> files, FactTypes types)
    {
        var changes = new Changes();
        foreach (var fact in page)
        {
            var file = files.TryGetValue(fact.GrainId, out var known) ? known with { Kind = fact.Kind } : CaseFile.New(fact.GrainId, fact.Kind);
            var move = fact.Version > file.Version ? types.Find(fact.Kind)?.Moves(fact.Fact) : null;
            files[fact.GrainId] = file.After(fact.Version, fact.At, move, changes);
        }

        return changes;
    }

    private static async Task<Dictionary<Guid, CaseFile>> LoadAsync(NpgsqlDataSource database, Guid[] ids, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Load, Parameter.Of(ids));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var files = new Dictionary<Guid, CaseFile>(ids.Length);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            var open = await reader.IsDBNullAsync(4, ct) ? null : Open(reader, id);
            if (!files.TryGetValue(id, out var file))
            {
                file = new CaseFile(id, "", reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2), Text(reader, 3), [], null) { PostId = Value<Guid>(reader, 18) };
            }

            files[id] = open switch
            {
                null => file,
                { Scope: Scope.Case } => file with { Holder = open },
                _ => file with { Steps = [.. file.Steps, open] },
            };
        }

        return files;
    }

    private static Interval Open(NpgsqlDataReader row, Guid id) => new(id, row.GetString(4), row.GetString(5) == "case" ? Scope.Case : Scope.Step, row.GetInt32(6),
        row.GetString(7), row.GetString(8), Text(row, 9), Enum.Parse<TimeKind>(row.GetString(10)),
        new Holder(Text(row, 11) is { } role ? Enum.Parse<Role>(role) : null, Value<Guid>(row, 12), Value<Guid>(row, 13)),
        row.GetFieldValue<DateTimeOffset>(14), null, Value<DateTimeOffset>(row, 15),
        Value<int>(row, 16) is { } days ? new Target(days, row.GetBoolean(17)) : null)
    { PostId = Value<Guid>(row, 18) ?? (row.GetString(4) == "vacancy" ? id : null) };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T? Value<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static string ScopeText(Interval row) => row.Scope == Scope.Case ? "case" : "step";

    private static void AddForget(NpgsqlBatch writes, Interval[] rows)
    {
        if (rows.Length == 0) return;
        writes.Add(Forget, Column(rows, row => row.CaseId), Column(rows, ScopeText), Column(rows, row => row.Opened), Column(rows, row => row.Step));
    }

    private static void AddKeep(NpgsqlBatch writes, Interval[] rows)
    {
        if (rows.Length == 0) return;
        writes.Add(Keep, Column(rows, row => row.CaseId), Column(rows, ScopeText), Column(rows, row => row.Opened), Column(rows, row => row.Step),
            Column(rows, row => row.CaseKind), Column(rows, row => row.Name), Column(rows, row => row.Stage), Column(rows, row => row.Kind.ToString()),
            Column(rows, row => row.Holder.Role?.ToString()), Column(rows, row => row.Holder.OrganisationId), Column(rows, row => row.Holder.PersonId),
            Column(rows, row => row.From), Column(rows, row => row.To), Column(rows, row => row.Due),
            Column(rows, row => row.Target?.Days), Column(rows, row => row.Target?.Working), Column(rows, row => row.PostId));
    }

    private static void AddClocks(NpgsqlBatch writes, CaseFile[] files) => writes.Add(Clocks, Column(files, file => file.Id),
        Column(files, file => file.Version), Column(files, file => file.At!.Value), Column(files, file => file.Stage), Column(files, file => file.PostId));

    private static NpgsqlParameter Column<TRow, T>(TRow[] rows, Func<TRow, T> value) => Parameter.Of(Array.ConvertAll(rows, row => value(row)));
}
