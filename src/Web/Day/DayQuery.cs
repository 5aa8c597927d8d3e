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

    private const string Gathered = """
        i.case_kind, i.post_id, i.name, i.kind, i.role, i.organisation_id, i.person_id, i.target_days, i.target_working, count(*) filter (where i.due_at <= $1)::int,
            array_agg(i.case_id), array_agg(i.step), array_agg(i.from_at), min(i.due_at)
        """;

    private const string Key = "i.case_kind, i.post_id, i.name, i.kind, i.role, i.organisation_id, i.person_id, i.target_days, i.target_working";

    private const string MineSql = $"""
        with recursive down(role, id, depth) as (
            select role, id, 1 from unnest($4::text[], $5::uuid[]) held(role, id)
            union all
            select down.role, o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20),
        open as (
            select i.* from jalon.interval i where i.to_at is null and i.scope = 'step' and i.person_id = any ($3)
            union all
            select i.* from (select distinct role, id from down) team
            join jalon.interval i on i.to_at is null and i.scope = 'step' and i.person_id is null and i.organisation_id = team.id and i.role = team.role)
        select {Gathered}, s.until is not null
        from open i left join jalon.snooze s on s.person_id = $2 and s.case_id = i.case_id and s.step = i.step and s.until > $1
        where i.kind <> 'LegalWait' and i.role is distinct from 'Candidate'
        group by {Key}, s.until is not null, case when i.name = any ($6) then null else i.case_id end
        """;

    /// <summary>Who holds the cases of the posts somebody recruits for, or manages.</summary>
    private const string AwaitedSql = $"""
        select {Gathered}, false
        from jalon.vacancy v join jalon.interval i on i.post_id = v.id and i.to_at is null and i.scope = 'case'
        where v.recruiter_id = any ($2) or v.line_manager_id = any ($3)
        group by {Key}, case when i.kind in ('Administration', 'LegalWait') then null else i.case_id end
        """;

    private const string AppliedSql = "select vacancy_id from jalon.job_application where candidate_id = $1";

    public static async Task<DayView> ReadAsync(NpgsqlDataSource database, Who who, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        Guid[] holders = [.. who.Roles.Select(held => held.HolderId).Append(who.PersonId).Distinct()];
        Add(batch, MineSql, now.UtcDateTime, who.PersonId, holders, who.Roles.Select(held => held.Role.ToString()).ToArray(), who.Roles.Select(held => held.OrganisationId).ToArray(), Grouped.ToArray());
        Add(batch, AwaitedSql, now.UtcDateTime, Holders(who, Role.Recruiter), Holders(who, Role.LineManager));
        Add(batch, AppliedSql, who.PersonId);
        var (mine, awaited, applied) = (new List<DayLine>(), new List<DayLine>(), new HashSet<Guid>());
        await using (var row = await batch.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct)) mine.Add(Line(row));
            await row.NextResultAsync(ct);
            while (await row.ReadAsync(ct)) awaited.Add(Line(row));
            await row.NextResultAsync(ct);
            while (await row.ReadAsync(ct)) applied.Add(row.GetGuid(0));
        }

        var seen = await SeenLines.ReadAsync(database, who, applied, mine, ct);
        var own = mine.Where(line => BoardQuery.WaitsFor(who, line.Step, seen.PathOf(line)) && seen.May(line)).ToList();
        var theirs = own.SelectMany(line => line.Steps).ToHashSet();
        return new DayView(
            [.. own.OrderByDescending(line => line.Share(now) ?? -1).ThenBy(line => line.Step.Since).ThenBy(line => line.Oldest)],
            [.. awaited.Where(line => !theirs.Contains(line.Steps[0]) && seen.MayOpenPost(line)).OrderBy(line => line.Step.Kind).ThenByDescending(line => line.Share(now) ?? -1).ThenBy(line => line.Step.Since).ThenBy(line => line.Oldest)]);
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
        var (cases, steps, since) = (row.GetFieldValue<Guid[]>(10), row.GetFieldValue<string[]>(11), row.GetFieldValue<DateTime[]>(12));
        var oldest = 0;
        for (var index = 1; index < since.Length; index++)
            if (since[index] < since[oldest]) oldest = index;
        var holder = new Holder(row.Text(4) is { } role ? Enum.Parse<Role>(role) : null, row.Id(5), row.Id(6));
        var target = row.IsDBNull(7) ? null : new Target(row.GetInt32(7), row.GetBoolean(8));
        var step = new Step(steps[oldest], row.GetString(2), Enum.Parse<TimeKind>(row.GetString(3)), holder, since[oldest], target, row.IsDBNull(13) ? null : row.GetFieldValue<DateTimeOffset>(13));
        return new DayLine(row.GetString(0), row.Id(1), step, cases[oldest], [.. cases.Zip(steps, (id, name) => new CaseStep(id, name))], row.GetInt32(9), row.GetBoolean(14));
    }
}
