using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Rights;
using Jalon.Workflows.Bpmn;
using Npgsql;

namespace Jalon.Web.Tasks;

/// <summary>Which tasks are listed: those that wait for the reader, those of their cases that wait for others, those they put off.</summary>
public enum TaskScope { Mine, Others, Snoozed }

/// <summary>A task as a list shows it.</summary>
/// <param name="Person">Name of the person whose case it is, for who may read it; null for a post.</param>
/// <param name="Post">Title of the post.</param>
public sealed record TaskLine(TaskEntry Task, bool IsReader, string? Person, string? Post, double? Share);

/// <param name="Counts">By scope, whatever was asked.</param>
public sealed record TaskList(IReadOnlyList<TaskLine> Lines, IReadOnlyDictionary<TaskScope, int> Counts);

/// <summary>The open tasks of a reader's cases, in one question. Sorted by the share of the target used, largest first: never by the person.</summary>
public static class TaskQuery
{
    /// <summary>Read at most, the earliest due first.</summary>
    private const string Limit = "2000";

    private const string Columns = """
        t.instance_id, t.element, t.visit, t.item, t.procedure, t.case_kind, t.case_id, t.kind, t.role, t.organisation_id, t.person_id, t.delegate_id, t.since, t.target_days, t.target_working,
        t.due, coalesce(t.due - t.first_due, '0'), t.snoozed_until, i.state ->> 'version'
        """;

    /// <summary>$1 to $5 are those of <see cref="VisibleApplications.Of"/>; $6 and $7 the reader's roles and where, $8 themself and those they stand in for.</summary>
    private const string Sql = VisibleVacancies.Trees + $"""
        , held(role, id, depth) as (
            select own.role, own.id, 1 from unnest($6::text[], $7::uuid[]) own(role, id)
            union all
            select held.role, o.id, held.depth + 1 from held join jalon.organisation o on o.parent_id = held.id where held.depth < 20)
        select {Columns}, waits.mine, coalesce({VisibleApplications.Condition}, false) as named, p.given_name || ' ' || p.family_name, v.title
        from jalon.task t
        join jalon.workflow_instance i on i.id = t.instance_id
        left join jalon.job_application a on t.case_kind = 'application' and a.id = t.case_id
        left join jalon.reconversion_path r on t.case_kind = 'path' and r.id = t.case_id
        left join jalon.vacancy v on v.id = coalesce(a.vacancy_id, case when t.case_kind = 'vacancy' then t.case_id end)
        left join jalon.person p on p.id = coalesce(a.candidate_id, r.candidate_id)
        cross join lateral (select case when t.delegate_id is not null then t.delegate_id = $1 when t.person_id is not null then t.person_id = any ($8)
            else exists (select from held h where h.role = t.role and h.id = t.organisation_id) end as mine) waits
        where t.ended_at is null and t.paused_since is null
            and not exists (select from jalon.job_application own where own.candidate_id = $1 and own.vacancy_id = v.id)
            and (waits.mine
                or coalesce((a.state ->> 'organisationId')::uuid, v.organisation_id, (r.state ->> 'organisationId')::uuid) in (select id from down)
                or exists (select from managed m where m.id = v.organisation_id and m.holder = (v.state -> 'sheet' ->> 'lineManager')::uuid))
        order by waits.mine desc, t.due nulls last, t.instance_id, t.element, t.visit, t.item limit {Limit}
        """;

    private const string OneSql = $"select {Columns} from jalon.task t join jalon.workflow_instance i on i.id = t.instance_id where (t.instance_id, t.element, t.visit, t.item) = ($1, $2, $3, $4) and t.ended_at is null";

    public static async Task<TaskList> ReadAsync(Engine engine, Who who, TaskScope scope, DateTimeOffset now, CancellationToken ct)
    {
        object?[] parameters =
        [
            .. VisibleApplications.Of(who), who.Roles.Select(held => held.Role.ToString()).ToArray(), who.Roles.Select(held => held.OrganisationId).ToArray(),
            who.Roles.Select(held => held.HolderId).Append(who.PersonId).Distinct().ToArray(),
        ];
        var today = Grains.Calendar.FrenchCalendar.DayOf(now);
        var lines = new List<(TaskScope Scope, TaskLine Line)>();
        await using var query = Query.Of(engine.Database, Sql, parameters);
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                if (await EntryAsync(engine, row, ct) is not { } task) continue;
                var mine = row.GetBoolean(19);
                var person = row.GetBoolean(20) || (mine && task.Case != "application") ? row.Text(21) : null;
                var at = task.SnoozedUntil > today ? TaskScope.Snoozed : mine ? TaskScope.Mine : TaskScope.Others;
                lines.Add((at, new TaskLine(task, mine, person, row.Text(22), task.ShareAt(now))));
            }
        }

        return new TaskList([.. lines.Where(line => line.Scope == scope).Select(line => line.Line).OrderBy(line => line.IsReader ? -1 : (int)line.Task.Kind).ThenByDescending(line => line.Share ?? -1).ThenBy(line => line.Task.Since)],
            Enum.GetValues<TaskScope>().ToDictionary(one => one, one => lines.Count(line => line.Scope == one)));
    }

    /// <summary>One open task; null when it is done or never was.</summary>
    public static async Task<TaskEntry?> FindAsync(Engine engine, TaskKey key, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, OneSql, key.Instance, key.Element, key.Visit, key.Item);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? await EntryAsync(engine, row, ct) : null;
    }

    private static async Task<TaskEntry?> EntryAsync(Engine engine, NpgsqlDataReader row, CancellationToken ct)
    {
        var procedure = await engine.Procedures.FindAsync(row.GetString(4), row.GetString(18), ct);
        if (procedure?.Find(row.GetString(1)) is not UserTask element) return null;
        var holder = new Holder(row.Text(8) is { } role ? Enum.Parse<Role>(role) : null, row.Id(9), row.Id(10));
        return new TaskEntry(new TaskKey(row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetString(3)), row.GetString(4), row.GetString(5), row.GetGuid(6), Enum.Parse<TimeKind>(row.GetString(7)), holder, row.Id(11),
            row.GetFieldValue<DateTimeOffset>(12), row.IsDBNull(13) ? null : new Target(row.GetInt32(13), row.GetBoolean(14)), row.IsDBNull(15) ? null : row.GetFieldValue<DateTimeOffset>(15),
            row.GetFieldValue<TimeSpan>(16), row.IsDBNull(17) ? null : row.GetFieldValue<DateOnly>(17))
        { Element = element };
    }
}
