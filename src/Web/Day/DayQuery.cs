using Jalon.Grains;
using Jalon.Web.Board;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Day;

/// <summary>
/// Every open step that waits for somebody: theirs by name, of a person they replace, or of nobody in their role in their organisations; each exactly once, and only on
/// cases they may open. The server gathers them by post and step, so that ten thousand cost little more than ten.
/// </summary>
public static class DayQuery
{
    /// <summary>Steps done one after the other on the candidacies of a post: one line for all of them.</summary>
    public static readonly IReadOnlyList<string> Grouped = ["admissibility", "preselection"];

    /// <summary>What the lines of a group have in common, and one of their rows, to read the rest of: by its place in the table, which costs little to compare and nothing to find again (offset 0 keeps the planner from reading the whole table for it).</summary>
    private const string Gathered = """
        i.post_id, i.name, i.role, i.organisation_id, i.person_id, count(*)::int as cases, count(*) filter (where i.due_at <= $1)::int as late,
            min(i.place) as place, min(i.from_at) as since, min(i.due_at) as due
        """;

    private const string Read = """
        one.case_kind, one.post_id, one.name, one.kind, one.role, one.organisation_id, one.person_id, one.target_days, one.target_working, g.late, one.case_id, one.step, g.since, g.due,
            g.put_off, g.cases
        """;

    private const string MineSql = $"""
        with recursive down(role, id, depth) as (
            select role, id, 1 from unnest($4::text[], $5::uuid[]) held(role, id)
            union all
            select down.role, o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20),
        open as (
            select i.*, i.ctid as place from jalon.interval i where i.to_at is null and i.scope = 'step' and i.person_id = any ($3)
            union all
            select i.*, i.ctid from (select distinct role, id from down) team
            join jalon.interval i on i.to_at is null and i.scope = 'step' and i.person_id is null and i.organisation_id = team.id and i.role = team.role),
        gathered as (
            select {Gathered}, i.case_id = any (array(select case_id from jalon.snooze where person_id = $2 and until > $1))
                and exists (select from jalon.snooze s where s.person_id = $2 and s.case_id = i.case_id and s.step = i.step and s.until > $1) as put_off
            from open i where i.kind <> 'LegalWait' and i.role is distinct from 'Candidate'
            group by i.post_id, i.name, i.role, i.organisation_id, i.person_id, put_off, case when i.name = any ($6) then null else i.place end)
        select {Read} from gathered g cross join lateral (select * from jalon.interval i where i.ctid = g.place offset 0) one
        """;

    /// <summary>Who else holds the cases of the posts somebody recruits for, or manages. Assessors are told one by one to somebody who may be among them ($5).</summary>
    private const string AwaitedSql = $"""
        with gathered as (
            select {Gathered}, false as put_off
            from jalon.vacancy v join (select i.*, i.ctid as place from jalon.interval i) i on i.post_id = v.id and i.to_at is null and i.scope = 'case'
            where (v.recruiter_id = any ($2) or v.line_manager_id = any ($3)) and (i.kind = 'LegalWait' or i.person_id is null or i.person_id <> all ($4))
            group by i.post_id, i.name, i.kind, i.role, i.organisation_id, i.person_id,
                case when i.kind in ('Administration', 'LegalWait') and not ($5 and i.role = 'Assessor') then null else i.place end)
        select {Read} from gathered g cross join lateral (select * from jalon.interval i where i.ctid = g.place offset 0) one
        """;

    private const string StepsSql = """
        select i.case_id, i.step from jalon.interval i
        where i.to_at is null and i.scope = 'step' and i.name = $1 and i.post_id is not distinct from $2::uuid and i.role is not distinct from $3::text
            and i.organisation_id is not distinct from $4::uuid and i.person_id is not distinct from $5::uuid
        """;

    private const string AppliedSql = "select vacancy_id from jalon.job_application where candidate_id = $1";

    public static async Task<DayView> ReadAsync(NpgsqlDataSource database, Who who, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] holders = [.. who.Roles.Select(held => held.HolderId).Append(who.PersonId).Distinct()];
        var (own, others) = (MineAsync(database, who, holders, now, ct), AwaitedAsync(database, who, holders, now, ct));
        await Task.WhenAll(own, others);
        var ((mine, applied), awaited) = (await own, await others);
        var seen = await SeenLines.ReadAsync(database, who, applied, mine, ct);
        var kept = mine.Where(line => BoardQuery.WaitsInRole(who, line.Step, seen.PathOf(line)) && seen.May(line)).ToList();
        var theirs = kept.Where(line => line.Count == 1).Select(line => (line.CaseId, line.Step.Id)).ToHashSet();
        return new DayView(
            [.. kept.OrderByDescending(line => line.Share(now) ?? -1).ThenBy(line => line.Step.Since).ThenBy(line => line.CaseId)],
            [.. awaited.Where(line => !IsMine(line) && seen.MayOpenPost(line)).OrderBy(line => line.Step.Kind).ThenByDescending(line => line.Share(now) ?? -1).ThenBy(line => line.Step.Since).ThenBy(line => line.CaseId)]);

        bool IsMine(DayLine line) => theirs.Contains((line.CaseId, line.Step.Id)) || (line.Step.Holder is { PersonId: null, Role: not Role.Assessor } && BoardQuery.WaitsInRole(who, line.Step, seen.PathOf(line)));
    }

    /// <summary>The open steps a line gathers.</summary>
    public static async Task<IReadOnlyList<(Guid CaseId, string Step)>> StepsAsync(NpgsqlDataSource database, DayLine line, CancellationToken ct)
    {
        if (line.Count == 1) return [(line.CaseId, line.Step.Id)];
        var holder = line.Step.Holder;
        await using var query = Query.Of(database, StepsSql, line.Step.Name, line.PostId, holder.Role?.ToString(), holder.OrganisationId, holder.PersonId);
        await using var row = await query.ExecuteReaderAsync(ct);
        var steps = new List<(Guid, string)>();
        while (await row.ReadAsync(ct)) steps.Add((row.GetGuid(0), row.GetString(1)));
        return steps;
    }

    private static async Task<(List<DayLine> Mine, HashSet<Guid> Applied)> MineAsync(NpgsqlDataSource database, Who who, Guid[] holders, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        Add(batch, MineSql, now.UtcDateTime, who.PersonId, holders, who.Roles.Select(held => held.Role.ToString()).ToArray(), who.Roles.Select(held => held.OrganisationId).ToArray(), Grouped.ToArray());
        Add(batch, AppliedSql, who.PersonId);
        var (mine, applied) = (new List<DayLine>(), new HashSet<Guid>());
        await using var row = await batch.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) mine.Add(Line(row));
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct)) applied.Add(row.GetGuid(0));
        return (mine, applied);
    }

    /// <summary>Asked beside what is theirs, on a connection of its own: the day waits for the longer of the two.</summary>
    private static async Task<List<DayLine>> AwaitedAsync(NpgsqlDataSource database, Who who, Guid[] holders, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Query.Of(database, AwaitedSql, now.UtcDateTime, Holders(who, Role.Recruiter), Holders(who, Role.LineManager), holders, who.Roles.Any(held => held.Role == Role.Assessor));
        await using var row = await query.ExecuteReaderAsync(ct);
        var awaited = new List<DayLine>();
        while (await row.ReadAsync(ct)) awaited.Add(Line(row));
        return awaited;
    }

    private static Guid[] Holders(Who who, Role role) => [.. who.Roles.Where(held => held.Role == role).Select(held => held.HolderId).Distinct()];

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        batch.BatchCommands.Add(command);
    }

    private static DayLine Line(NpgsqlDataReader row)
    {
        var holder = new Holder(row.Text(4) is { } role ? Enum.Parse<Role>(role) : null, row.Id(5), row.Id(6));
        var target = row.IsDBNull(7) ? null : new Target(row.GetInt32(7), row.GetBoolean(8));
        var step = new Step(row.GetString(11), row.GetString(2), Enum.Parse<TimeKind>(row.GetString(3)), holder, row.GetFieldValue<DateTimeOffset>(12), target, row.Instant(13));
        return new DayLine(row.GetString(0), row.Id(1), step, row.GetGuid(10), row.GetInt32(15), row.GetInt32(9), row.GetBoolean(14));
    }
}
