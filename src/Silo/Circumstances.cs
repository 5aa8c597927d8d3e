using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Interviews;

using Npgsql;

namespace Jalon.Silo;

/// <summary>
/// What a decision reads beside its own grain, one query each, at the moment of the decision. A race of milliseconds is accepted for
/// these guards; what counts (openings, engagements) is reserved in the grain that counts.
/// </summary>
public static class Circumstances
{
    private const string OfApplication = """
        select v.state,
            (select (c.state -> 'engagement' ->> 'at')::timestamptz from jalon.candidate c
                where c.id = $2 and (c.state -> 'engagement' ->> 'applicationId')::uuid <> $3),
            (select count(*)::int from jalon.job_application a
                where a.vacancy_id = $1 and a.id <> $3 and a.outcome is null and a.stage in ('Received', 'Admissible')
                    and not (a.state ->> 'late')::boolean and not (a.state ->> 'awaitsFinding')::boolean)
        from (select 1) one left join jalon.vacancy v on v.id = $1
        """;

    private const string Confirmed = """
        select exists (select from jalon.job_application
            where vacancy_id = $1 and outcome is null and stage in ('Confirmed', 'InPost') and state -> 'acceptance' ->> 'phase' = 'Engaged')
        """;

    private const string ParentPath = """
        with recursive up as (
            select id, parent_id, 1 as depth from jalon.organisation where id = $1 and state ->> 'closedAt' is null
            union all
            select o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
        select id from up order by depth
        """;

    /// <summary>One reader per kind of grain that needs any.</summary>
    public static IReadOnlyDictionary<string, CircumstanceReader> Readers(Func<Rules> rules) => new Dictionary<string, CircumstanceReader>
    {
        [JobApplicationGrain.Kind.Name] = async (database, id, state, command, now, ct) => await ApplicationAsync(database, id, (JobApplication?)state, command, now, rules(), ct),
        [VacancyGrain.Kind.Name] = async (database, id, _, _, _, ct) => await VacancyAsync(database, id, ct),
        [CandidateGrain.Kind.Name] = async (database, _, _, command, _, ct) => await CandidateAsync(database, (MergeInto)command, ct),
        [OrganisationGrain.Kind.Name] = async (database, id, _, command, _, ct) => await OrganisationAsync(database, id, command, ct),
        [ReconversionPathGrain.Kind.Name] = async (database, _, state, _, _, ct) => await PathAsync(database, (ReconversionPath)state!, ct),
    };

    /// <summary>Where one question serves the commands sent together.</summary>
    public static IReadOnlyDictionary<string, ManyCircumstancesReader> ManyReaders(Func<Rules> rules)
    {
        var posts = new SeenPosts();
        return new Dictionary<string, ManyCircumstancesReader>
        {
            [JobApplicationGrain.Kind.Name] = async (database, commands, now, ct) =>
                commands.All(command => command is Apply) ? await FilingsAsync(database, posts, [.. commands.Cast<Apply>()], now, rules(), ct) : null,
        };
    }

    /// <summary>Filing reads its vacancy and nothing else: the other applications of a post, thousands at times, are not counted for it.</summary>
    private static async Task<ApplicationCircumstances[]> FilingsAsync(NpgsqlDataSource database, SeenPosts posts, Apply[] filings, DateTimeOffset now, Rules rules, CancellationToken ct)
    {
        var found = await posts.ReadAsync(database, [.. filings.Select(filing => filing.VacancyId).Distinct()], ct);
        var (today, unknown) = (FrenchCalendar.DayOf(now), new ApplicationCircumstances(null, null, 0));
        var views = found.ToDictionary(one => one.Key, one => new ApplicationCircumstances(VacancyView.Of(one.Value, rules, today), null, 0));
        return [.. filings.Select(filing => views.GetValueOrDefault(filing.VacancyId, unknown))];
    }

    private static VacancyView View(byte[] state, DateTimeOffset now, Rules rules) =>
        VacancyView.Of(JsonSerializer.Deserialize<Vacancy>(state, Json.Options)!, rules, FrenchCalendar.DayOf(now));

    private static async Task<ApplicationCircumstances> ApplicationAsync(
        NpgsqlDataSource database, Guid id, JobApplication? state, Command command, DateTimeOffset now, Rules rules, CancellationToken ct)
    {
        if (command is Apply apply) return (await FilingsAsync(database, new SeenPosts(), [apply], now, rules, ct))[0];
        await using var query = Query(database, OfApplication, state!.VacancyId, state.CandidateId, id);
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var view = await row.IsDBNullAsync(0, ct) ? null : View(row.GetFieldValue<byte[]>(0), now, rules);
        var read = new ApplicationCircumstances(view, await row.IsDBNullAsync(1, ct) ? null : row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2));
        return read with { Times = await InterviewTimes.ReadAsync(database, id, state, command, ct) };
    }

    private static async Task<VacancyCircumstances> VacancyAsync(NpgsqlDataSource database, Guid id, CancellationToken ct)
    {
        await using var query = Query(database, Confirmed, id);
        return new VacancyCircumstances((bool)(await query.ExecuteScalarAsync(ct))!);
    }

    private static async Task<CandidateCircumstances> CandidateAsync(NpgsqlDataSource database, MergeInto merge, CancellationToken ct)
    {
        await using var query = Query(database, "select (state ->> 'mergedInto')::uuid from jalon.candidate where id = $1", merge.Canonical);
        await using var row = await query.ExecuteReaderAsync(ct);
        var exists = await row.ReadAsync(ct);
        return new CandidateCircumstances(exists, exists && !await row.IsDBNullAsync(0, ct) ? row.GetGuid(0) : null);
    }

    private static async Task<OrganisationCircumstances> OrganisationAsync(NpgsqlDataSource database, Guid id, Command command, CancellationToken ct) => new(
        command switch
        {
            CreateOrganisation { ParentId: { } parent } => await IdsAsync(database, ParentPath, parent, ct),
            MoveUnder { ParentId: { } parent } => await IdsAsync(database, ParentPath, parent, ct),
            _ => [],
        },
        command switch
        {
            GrantRole(var person, var role, _, _) => await HeldAsync(database, OrganisationGrain.RoleId(person, id, role), ct),
            EndRole(var person, var role, _) => await HeldAsync(database, OrganisationGrain.RoleId(person, id, role), ct),
            NameSubstitute named => await HeldAsync(database, OrganisationGrain.RoleId(named.PersonId, id, named.Role), ct),
            _ => null,
        },
        command is CloseOrganisation
            ? (await IdsAsync(database, "select id from jalon.organisation where parent_id = $1 and state ->> 'closedAt' is null limit 1000", id, ct)).Count
            : 0);

    private static async Task<PathCircumstances> PathAsync(NpgsqlDataSource database, ReconversionPath path, CancellationToken ct)
    {
        if (path.TargetPost?.ApplicationId is not { } application) return new PathCircumstances(null);
        await using var query = Query(database, "select stage from jalon.job_application where id = $1", application);
        return new PathCircumstances(await query.ExecuteScalarAsync(ct) is string stage ? Enum.Parse<Stage>(stage) : null);
    }

    private static async Task<RoleRow?> HeldAsync(NpgsqlDataSource database, Guid id, CancellationToken ct) =>
        (await People.RolesAsync(database, "id = $1", id, ct)) is [var row, ..] ? row : null;

    private static async Task<List<Guid>> IdsAsync(NpgsqlDataSource database, string sql, Guid id, CancellationToken ct)
    {
        await using var query = Query(database, sql, id);
        await using var row = await query.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(ct)) ids.Add(row.GetGuid(0));
        return ids;
    }

    private static NpgsqlCommand Query(NpgsqlDataSource database, string sql, params ReadOnlySpan<Guid> parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = parameter });
        return command;
    }
}
