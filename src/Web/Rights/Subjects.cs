using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;
using Npgsql;

namespace Jalon.Web.Rights;

/// <summary>Something read together with what the rights on it depend on.</summary>
public sealed record Seen<TState>(Subject Subject, TState State, int Version) where TState : class;

/// <summary>
/// What the rights depend on, read from the tables, one query each. Lists that may be long (who applies, who assesses) are asked for the person
/// who asks only: a right of somebody depends on nobody else's line.
/// </summary>
public static class Subjects
{
    /// <summary>From an organisation up to its root; no tree is deeper, and a circle written by mistake ends there.</summary>
    private const string Up = """
        with recursive start(id) as ({0}), up as (
            select o.id, o.parent_id, 1 as depth from jalon.organisation o where o.id in (select id from start)
            union all
            select o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
        """;

    private const string Path = "(select array_agg(up.id order by up.depth) from up)";

    private static readonly string VacancySql = Up.Replace("{0}", "select organisation_id from jalon.vacancy where id = $1", StringComparison.Ordinal) + $"""

        select v.state, v.version, {Path},
            exists (select from jalon.job_application a where a.candidate_id = $2 and a.vacancy_id = v.id),
            case when cardinality($3::uuid[]) > 0 then (select array_agg(distinct (one ->> 'personId')::uuid)
                from jalon.job_application a, jsonb_array_elements(a.state -> 'assessors') one
                where a.vacancy_id = v.id and (one ->> 'personId')::uuid = any ($3) and not coalesce((one ->> 'conflicted')::boolean, false)
                    and (coalesce((one ->> 'impartial')::boolean, false) or one ->> 'opinionId' is not null)) end
        from jalon.vacancy v where v.id = $1
        """;

    private static readonly string ApplicationSql = Up.Replace("{0}", "select (state ->> 'organisationId')::uuid from jalon.job_application where id = $1", StringComparison.Ordinal) + $"""

        select a.state, a.version, {Path}, v.state,
            exists (select from jalon.job_application own where own.candidate_id = $2 and own.vacancy_id = a.vacancy_id)
        from jalon.job_application a left join jalon.vacancy v on v.id = a.vacancy_id where a.id = $1
        """;

    private static readonly string CandidateSql = Up.Replace("{0}", """
        select (state ->> 'organisationId')::uuid from jalon.job_application where candidate_id = $1
        union select (state ->> 'organisationId')::uuid from jalon.reconversion_path where candidate_id = $1
        """, StringComparison.Ordinal) + $"""

        select c.state, c.version, {Path} from jalon.candidate c where c.id = $1
        """;

    private static readonly string PathSql = Up.Replace("{0}", "select (state ->> 'organisationId')::uuid from jalon.reconversion_path where id = $1", StringComparison.Ordinal) + $"""

        select p.state, p.version, {Path} from jalon.reconversion_path p where p.id = $1
        """;

    private static readonly string OrganisationSql = Up.Replace("{0}", "select $1::uuid", StringComparison.Ordinal) + $"""

        select o.state, o.version, {Path} from jalon.organisation o where o.id = $1
        """;

    public static async Task<Seen<Vacancy>?> OfVacancyAsync(NpgsqlDataSource database, Who who, Guid id, CancellationToken ct)
    {
        Guid[] assessing = [.. who.Roles.Where(held => held.Role == Role.Assessor).Select(held => held.HolderId).Distinct()];
        await using var query = Query.Of(database, VacancySql, id, who.PersonId, assessing);
        await using var row = await query.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var state = row.State<Vacancy>(0);
        return new Seen<Vacancy>(
            new Subject
            {
                OrganisationPath = PathOf(row, 2, state.OrganisationId),
                LineManagerId = state.Sheet.LineManager,
                ClosedTo = row.GetBoolean(3) ? [who.PersonId] : [],
                AssessorIds = row.Ids(4),
                Requests = Asked(state.Steps),
                Published = state.Stage is VacancyStage.Published or VacancyStage.Closed,
            },
            state, row.GetInt32(1));
    }

    public static async Task<Seen<JobApplication>?> OfApplicationAsync(NpgsqlDataSource database, Who who, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(database, ApplicationSql, id, who.PersonId);
        await using var row = await query.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var state = row.State<JobApplication>(0);
        var ended = row.IsDBNull(3) || row.State<Vacancy>(3).End is not null;
        return new Seen<JobApplication>(OfApplication(state, PathOf(row, 2, state.OrganisationId), ended, row.GetBoolean(4) ? [who.PersonId] : []), state, row.GetInt32(1));
    }

    /// <summary>What the rights on a candidacy depend on, for whoever has read it.</summary>
    /// <param name="ended">The post is over.</param>
    /// <param name="applicants">The reader, if they apply to the same post.</param>
    public static Subject OfApplication(JobApplication state, IReadOnlyList<Guid> path, bool ended, IReadOnlyList<Guid> applicants) => new()
    {
        OrganisationPath = path,
        LineManagerId = state.LineManagerId,
        PersonId = state.CandidateId,
        ClosedTo = [.. applicants, .. state.Assessors.Where(one => one.Conflicted).Select(one => one.PersonId)],
        // A file is handed until the opinion is filed and the post ended.
        NamedIds = [.. state.Assessors.Where(one => !one.Conflicted && !(ended && one.OpinionId is not null)).Select(one => one.PersonId)],
        AssessorIds = [.. state.Assessors.Where(one => one.MayRead && !(ended && one.OpinionId is not null)).Select(one => one.PersonId)],
        Requests = Asked(state.Steps),
    };

    public static async Task<Seen<Candidate>?> OfCandidateAsync(NpgsqlDataSource database, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Query.Of(database, CandidateSql, id);
        await using var row = await query.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var state = row.State<Candidate>(0);
        var consents = state.Pool is { Paused: false } pool && pool.Until > now;
        return new Seen<Candidate>(new Subject { OrganisationPath = row.Ids(2), PersonId = id, Consents = consents }, state, row.GetInt32(1));
    }

    public static async Task<Seen<ReconversionPath>?> OfPathAsync(NpgsqlDataSource database, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(database, PathSql, id);
        await using var row = await query.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var state = row.State<ReconversionPath>(0);
        return new Seen<ReconversionPath>(
            new Subject { OrganisationPath = PathOf(row, 2, state.OrganisationId), PersonId = state.CandidateId, Requests = Asked(state.Steps) }, state, row.GetInt32(1));
    }

    public static async Task<Seen<Organisation>?> OfOrganisationAsync(NpgsqlDataSource database, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(database, OrganisationSql, id);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new Seen<Organisation>(new Subject { OrganisationPath = row.Ids(2) }, row.State<Organisation>(0), row.GetInt32(1)) : null;
    }

    /// <summary>The organisation itself counts even where it was never registered.</summary>
    internal static Guid[] PathOf(NpgsqlDataReader row, int column, Guid own) => row.Ids(column) is { Length: > 0 } path ? path : [own];

    /// <summary>Decisions awaited from an approver: whoever is asked may see what they decide on, until it is decided.</summary>
    private static IReadOnlyList<Holder> Asked(IReadOnlyList<Step> steps) => [.. steps.Where(step => step.Holder.Role == Role.Approver).Select(step => step.Holder)];
}
