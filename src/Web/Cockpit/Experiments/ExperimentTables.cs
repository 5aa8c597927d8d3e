using Dapper;

using Jalon.Grains;
using Jalon.Insights.Experiments;

using Npgsql;

namespace Jalon.Web.Cockpit.Experiments;

/// <summary>Experiments as they are stored.</summary>
public sealed class ExperimentTables(NpgsqlDataSource database)
{
    /// <summary>Seats drawn for a stratum known before the start, and for the common one, which takes the posts of all others.</summary>
    private const int SeatsOfStratum = 200, SeatsInCommon = 2_000, MostStrata = 400;

    private const string Columns = """
        id, title, question, organisation_id as "organisationId", step, days, unit = 'recruiter' as "byRecruiter", starts_on as "startsOn", entries_until as "entriesUntil", ends_on as "endsOn", horizon_days as horizon,
        hazard_ratio as "hazardRatio", expected_events as "expectedEvents", power, detectable, observation, seed, decided_at as "decidedAt", stopped_at as "stoppedAt", stopped_why as "stoppedWhy"
        """;

    private const string StrataSql = """
        with recursive top (id, root) as (
            select o.id, o.id from jalon.organisation o where o.parent_id is null
            union all select o.id, top.root from top join jalon.organisation o on o.parent_id = top.id)
        select distinct coalesce(v.state ->> 'profession', '') || '|' || top.root from jalon.vacancy v join top on top.id = v.organisation_id
        where (@organisations::uuid[] is null or v.organisation_id = any (@organisations)) limit @most
        """;

    private const string Insert = """
        insert into jalon.experiment (id, title, question, organisation_id, step, days, unit, starts_on, entries_until, ends_on, horizon_days, hazard_ratio, expected_events, power, detectable, observation, seed, decided_by, decided_at)
        values (@Id, @Title, @Question, @OrganisationId, @Step, @Days, @unit, @StartsOn, @EntriesUntil, @EndsOn, @Horizon, @HazardRatio, @ExpectedEvents, @Power, @Detectable, @Observation, @Seed, @by, @DecidedAt)
        on conflict (id) do nothing
        """;

    private const string Seats = "insert into jalon.experiment_seat (experiment_id, stratum, rank, variant) select @id, * from unnest(@strata, @ranks, @variants) on conflict do nothing";

    private const string Entered = """
        select p.vacancy_id, p.variant, p.stratum, exists (
            select from jalon.interval i left join jalon.job_application a on a.id = i.case_id
            where i.scope = 'step' and i.name = e.step and i.from_at >= p.assigned_at and i.post_id = p.vacancy_id)
        from jalon.experiment_post p join jalon.experiment e on e.id = p.experiment_id where p.experiment_id = @id limit 20000
        """;

    private const string Rails = """
        select p.variant, count(*)::int, count(*) filter (where a.outcome = 'Withdrawn')::int,
            count(*) filter (where jalon.instant(a.state ->> 'filedAt') < @late and (a.outcome is null and a.stage in ('Received', 'Admissible') or a.outcome is not null and a.outcome <> 'Withdrawn' and a.state -> 'outcome' ->> 'toldAt' is null))::int,
            count(*) filter (where jalon.instant(a.state ->> 'filedAt') < @late)::int
        from jalon.experiment_post p join jalon.job_application a on a.vacancy_id = p.vacancy_id where p.experiment_id = @id group by 1
        """;

    public async Task<IReadOnlyList<Experiment>> AllAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return [.. await connection.QueryAsync<Experiment>(new CommandDefinition($"select {Columns} from jalon.experiment order by starts_on desc, id limit 200", cancellationToken: ct))];
    }

    public async Task<Experiment?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Experiment>(new CommandDefinition($"select {Columns} from jalon.experiment where id = @id", new { id }, cancellationToken: ct));
    }

    /// <summary>The experiment and its whole draw, together: which variant the next post of a stratum gets is settled here.</summary>
    /// <param name="organisations">Those of its perimeter; null for all.</param>
    public async Task StartAsync(Experiment one, Guid by, Guid[]? organisations, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var known = await connection.QueryAsync<string>(new CommandDefinition(StrataSql, new { organisations, most = MostStrata }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(Insert, new
        {
            one.Id,
            one.Title,
            one.Question,
            one.OrganisationId,
            one.Step,
            one.Days,
            unit = one.ByRecruiter ? "recruiter" : "post",
            one.StartsOn,
            one.EntriesUntil,
            one.EndsOn,
            one.Horizon,
            one.HazardRatio,
            one.ExpectedEvents,
            one.Power,
            one.Detectable,
            one.Observation,
            one.Seed,
            by,
            one.DecidedAt,
        }, transaction, cancellationToken: ct));
        var seats = known.Select(stratum => (stratum, SeatsOfStratum)).Append(("", SeatsInCommon)).SelectMany(one2 => Enumerable.Range(0, one2.Item2).Select(rank => (one2.Item1, rank))).ToList();
        await connection.ExecuteAsync(new CommandDefinition(Seats, new
        {
            id = one.Id,
            strata = seats.Select(seat => seat.Item1).ToArray(),
            ranks = seats.Select(seat => seat.rank).ToArray(),
            variants = seats.Select(seat => Randomisation.Assign((ulong)one.Seed, seat.Item1, seat.rank).ToString()).ToArray(),
        }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <returns>False when its entries were over already.</returns>
    public async Task<bool> StopAsync(Guid id, string why, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition("update jalon.experiment set stopped_at = @at, stopped_why = @why where id = @id and stopped_at is null and ends_on > @day",
            new { id, why, at = at.UtcDateTime, day = Grains.Calendar.FrenchCalendar.DayOf(at) }, cancellationToken: ct)) == 1;
    }

    public async Task<IReadOnlyList<EnteredPost>> EnteredAsync(Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Vacancy, string Variant, string Stratum, bool Exposed)>(new CommandDefinition(Entered, new { id }, cancellationToken: ct));
        return [.. rows.Select(row => new EnteredPost(row.Vacancy, Enum.Parse<Variant>(row.Variant), row.Stratum, row.Exposed))];
    }

    /// <summary>Per variant: candidacies, those withdrawn, those older than the law's two months, and of these those without an answer.</summary>
    public async Task<IReadOnlyDictionary<Variant, (int All, int Withdrawn, int Unanswered, int Old)>> RailsAsync(Guid id, DateTimeOffset late, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Variant, int All, int Withdrawn, int Unanswered, int Old)>(new CommandDefinition(Rails, new { id, late = late.UtcDateTime }, cancellationToken: ct));
        return rows.ToDictionary(row => Enum.Parse<Variant>(row.Variant), row => (row.All, row.Withdrawn, row.Unanswered, row.Old));
    }
}
