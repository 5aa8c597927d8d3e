using Jalon.Grains;
using Jalon.Web.Rights;
using Jalon.Workflows.Bpmn;
using Npgsql;

namespace Jalon.Web.Procedures;

/// <summary>What a step of a procedure costs in time, over the cases the reader may count.</summary>
/// <param name="Waiting">Cases that wait there now.</param>
/// <param name="Median">Median wait of those done within a year, in days; null under five.</param>
/// <param name="Late">Share of them done after their date; null under five, or where there is none.</param>
public sealed record StepFigures(int Waiting, double? Median, double? Late)
{
    public static readonly StepFigures None = new(0, null, null);
}

/// <summary>
/// Figures by element. A step that the case follows by itself is counted from its intervals, whoever did it and before any procedure ran; the others from the list of tasks.
/// </summary>
internal static class ProcedureFigures
{
    /// <summary>Fewer say nothing.</summary>
    private const int Least = 5;

    /// <summary>$1 procedure, $2 everywhere, $3 the reader's trees, $4 and $5 elements and the names of their steps on the case.</summary>
    private const string Sql = """
        with recursive down(id, depth) as (
            select unnest($3::uuid[]), 1
            union all
            select o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20),
        tasks as (
            select element, since, due, ended_at, how from jalon.task
            where procedure = $1 and ($2 or organisation_id in (select id from down)) and (ended_at is null or ended_at > now() - interval '1 year')),
        named as (select * from unnest($4::text[], $5::text[]) as n(element, name)),
        steps as (
            select n.element, i.from_at, i.due_at, i.to_at from named n join jalon.interval i on i.scope = 'step' and i.name = n.name
            where i.to_at > now() - interval '1 year' and ($2 or i.organisation_id in (select id from down))),
        done as (
            select element, from_at, due_at, to_at from steps
            union all
            select element, since, due, ended_at from tasks where how = 'Completed' and element not in (select element from steps))
        select coalesce(w.element, d.element), coalesce(w.waiting, 0)::int, d.n::int, d.median, d.late
        from (select element, count(*) as waiting from tasks where ended_at is null group by element) w
        full join (
            select element, count(*) as n, percentile_cont(0.5) within group (order by extract(epoch from to_at - from_at) / 86400) as median,
                avg(case when to_at > due_at then 1.0 else 0.0 end) filter (where due_at is not null) as late
            from done group by element) d on d.element = w.element
        """;

    private const string WaitsSql = """
        select one ->> 'element', count(*)::int from jalon.workflow_instance, jsonb_array_elements(state -> 'open') one
        where procedure = $1 and ended is null and one ->> 'kind' <> 'Task' group by 1
        """;

    /// <returns>By element; null for who counts nothing.</returns>
    public static async Task<IReadOnlyDictionary<string, StepFigures>?> ReadAsync(NpgsqlDataSource database, Who who, Procedure procedure, CancellationToken ct)
    {
        var (everywhere, trees) = Grants.Reach(who, Act.SeeStatistics);
        if (!everywhere && trees.Count == 0) return null;
        var named = procedure.Elements.OfType<UserTask>().Where(task => task is { Each: null } && (task.Step ?? task.Target) is not null).ToList();
        var figures = new Dictionary<string, StepFigures>();
        await using (var query = Query.Of(database, Sql, procedure.Id, everywhere, trees.ToArray(), named.ConvertAll(task => task.Id).ToArray(), named.ConvertAll(task => task.Step ?? task.Target!).ToArray()))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                var told = !row.IsDBNull(2) && row.GetInt32(2) >= Least;
                figures[row.GetString(0)] = new StepFigures(row.GetInt32(1), told ? row.GetDouble(3) : null, told && !row.IsDBNull(4) ? (double)row.GetDecimal(4) : null);
            }
        }

        if (!everywhere) return figures;
        await using var waits = Query.Of(database, WaitsSql, procedure.Id);
        await using var waiting = await waits.ExecuteReaderAsync(ct);
        while (await waiting.ReadAsync(ct)) figures[waiting.GetString(0)] = figures.GetValueOrDefault(waiting.GetString(0), StepFigures.None) with { Waiting = waiting.GetInt32(1) };
        return figures;
    }
}
