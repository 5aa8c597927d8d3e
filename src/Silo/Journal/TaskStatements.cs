using Jalon.Workflows.Running;

using Npgsql;

using NpgsqlTypes;

using static Jalon.Silo.Journal.RowStatements;

namespace Jalon.Silo.Journal;

/// <summary>The list of tasks, kept by the commits of the instances. Openings come first: a task may be done in the commit that opens it.</summary>
internal static class TaskStatements
{
    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<Pending> commits)
    {
        if (Lines<TaskBegun>(commits) is { Count: > 0 } begun) yield return Begun(begun);
        if (Lines<TaskPut>(commits) is { Count: > 0 } put) yield return Put(put);
        if (Lines<TaskDone>(commits) is { Count: > 0 } done) yield return Done(done);
        if (Lines<TasksPaused>(commits) is { Count: > 0 } paused) yield return Paused(paused);
        if (Lines<TaskRenamed>(commits) is { Count: > 0 } renamed) yield return Renamed(renamed);
    }

    private static NpgsqlBatchCommand Begun(List<Line<TaskBegun>> lines)
    {
        var command = Start($"""
            insert into jalon.task (instance_id, element, visit, item, procedure, case_kind, case_id, kind, role, organisation_id, person_id, since, target_days, target_working, first_due, due, origin)
            select r.grain_id, r.element, r.visit, r.item, r.procedure, r.case_kind, r.case_id, r.time_kind, r.role, r.organisation_id, r.person_id, coalesce(r.since, f.at), r.days, r.working, r.due, r.due, f.origin
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::uuid[], $13::uuid[],
                    $14::timestamptz[], $15::int[], $16::boolean[], $17::timestamptz[])
                as r(grain_id, version, command_id, element, visit, item, procedure, case_kind, case_id, time_kind, role, organisation_id, person_id, since, days, working, due) {Proven}
            on conflict do nothing
            """, lines);
        Key(command, lines);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Item);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Procedure);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Case);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.CaseId);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Opened.Kind.ToString());
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Opened.Holder.Role?.ToString());
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.Opened.Holder.OrganisationId);
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.PersonId);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.Opened.Since?.UtcDateTime);
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Row.Opened.Target?.Days);
        command.Add(NpgsqlDbType.Boolean, lines, static line => line.Row.Opened.Target?.Working);
        command.Add(NpgsqlDbType.TimestampTz, lines, static line => line.Row.Opened.Due?.UtcDateTime);
        return command;
    }

    private static NpgsqlBatchCommand Put(List<Line<TaskPut>> lines)
    {
        var command = Start($"""
            update jalon.task t set delegate_id = case when r.until is null then r.given_to else t.delegate_id end, snoozed_until = coalesce(r.until, t.snoozed_until)
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::uuid[], $8::date[])
                as r(grain_id, version, command_id, element, visit, item, given_to, until) {Proven}
            where t.instance_id = r.grain_id and t.element = r.element and t.visit = r.visit and t.item = r.item
            """, lines);
        Key(command, lines);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Item ?? "");
        command.Add(NpgsqlDbType.Uuid, lines, static line => line.Row.To);
        command.Add(NpgsqlDbType.Date, lines, static line => line.Row.Until);
        return command;
    }

    private static NpgsqlBatchCommand Done(List<Line<TaskDone>> lines)
    {
        var command = Start($"""
            update jalon.task t set ended_at = f.at, how = r.how
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[])
                as r(grain_id, version, command_id, element, visit, item, how) {Proven}
            where t.instance_id = r.grain_id and t.element = r.element and t.visit = r.visit and t.item = coalesce(r.item, t.item) and t.ended_at is null
            """, lines);
        Key(command, lines);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Item);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.How.ToString());
        return command;
    }

    /// <summary>The due date moves by the time the task stood still; the first one is kept beside it.</summary>
    private static NpgsqlBatchCommand Paused(List<Line<TasksPaused>> lines)
    {
        var command = Start($"""
            update jalon.task t set
                due = case when r.paused or t.paused_since is null then t.due else t.due + (f.at - greatest(t.paused_since, t.since)) end,
                paused_since = case when r.paused then f.at end
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::boolean[]) as r(grain_id, version, command_id, paused) {Proven}
            where t.instance_id = r.grain_id and t.ended_at is null
            """, lines);
        command.Add(NpgsqlDbType.Boolean, lines, static line => line.Row.Paused);
        return command;
    }

    private static NpgsqlBatchCommand Renamed(List<Line<TaskRenamed>> lines)
    {
        var command = Start($"""
            update jalon.task t set element = r.becomes
            from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[]) as r(grain_id, version, command_id, element, becomes) {Proven}
            where t.instance_id = r.grain_id and t.element = r.element
            """, lines);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Element);
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Becomes);
        return command;
    }

    private static void Key<TRow>(NpgsqlBatchCommand command, List<Line<TRow>> lines) where TRow : TaskRow
    {
        command.Add(NpgsqlDbType.Text, lines, static line => line.Row.Element);
        command.Add(NpgsqlDbType.Integer, lines, static line => line.Row.Visit);
    }
}
