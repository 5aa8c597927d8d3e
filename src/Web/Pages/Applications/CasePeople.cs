using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Applications;

/// <summary>The people and candidacies a form of a case may name, in alphabetical order.</summary>
public static class CasePeople
{
    private const int Most = 200;

    /// <summary>Who recruits, leads, manages or assesses in the organisation or above: those who may be asked to read a file.</summary>
    private const string ColleaguesSql = """
        select distinct p.id, p.given_name || ' ' || p.family_name as name, p.family_name collate "fr-x-icu" as family
        from jalon.role_held r join jalon.person p on p.id = r.person_id
        where r.organisation_id = any ($1) and r.from_at <= $2 and (r.until_at is null or r.until_at > $2) and p.id <> $3
            and r.role in ('Recruiter', 'HrLead', 'LineManager', 'Assessor')
        order by family, name limit $4
        """;

    private const string OthersSql = """
        select a.id, p.given_name || ' ' || p.family_name as name, p.family_name collate "fr-x-icu" as family
        from jalon.job_application a join jalon.person p on p.id = a.candidate_id
        where a.vacancy_id = $1 and a.id <> $2 and a.outcome is null order by family, name limit $3
        """;

    /// <summary>What is published is public: any other organisation's posts may be proposed.</summary>
    private const string PostsSql = """
        select v.id, concat_ws(' · ', v.title, o.name, v.reference) from jalon.vacancy v left join jalon.organisation o on o.id = v.organisation_id
        where v.stage = 'Published' and v.id <> $1 order by v.title collate "fr-x-icu", o.name collate "fr-x-icu", v.id limit $2
        """;

    public static async Task<CaseChoices> ReadAsync(NpgsqlDataSource database, CaseReading reading, CancellationToken ct)
    {
        var state = reading.Seen.State;
        var colleagues = await ColleaguesAsync(database, reading.Seen.Subject.OrganisationPath, reading.Now, ct, state.CandidateId);
        var others = reading.Named ? await ChoicesAsync(database, OthersSql, ct, state.VacancyId, reading.Id, Most) : [];
        var names = await Names.OfAsync(database, state.Assessors.Select(one => (Guid?)one.PersonId), ct);
        IReadOnlyList<Choice> assessors = [.. state.Assessors.Where(one => !one.Conflicted).Select(one => new Choice(one.PersonId.ToString(), names[one.PersonId] ?? "Personne effacée"))];
        var posts = Grants.Allows(reading.Who, Grains.Act.MakeProposal, reading.Seen.Subject) ? await ChoicesAsync(database, PostsSql, ct, state.VacancyId, Most) : [];
        return new CaseChoices(reading.Who.PersonId, reading.Name, colleagues, assessors, others, reading.Today, reading.Label) { Posts = posts };
    }

    /// <summary>Those who may be asked to read the files of a post.</summary>
    /// <param name="path">The organisation of the post and those above.</param>
    public static Task<IReadOnlyList<Choice>> ColleaguesAsync(NpgsqlDataSource database, IReadOnlyList<Guid> path, DateTimeOffset at, CancellationToken ct, Guid? without = null) =>
        ChoicesAsync(database, ColleaguesSql, ct, path.ToArray(), at.UtcDateTime, without ?? Guid.Empty, Most);

    private static async Task<IReadOnlyList<Choice>> ChoicesAsync(NpgsqlDataSource database, string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var query = Query.Of(database, sql, parameters);
        await using var row = await query.ExecuteReaderAsync(ct);
        var choices = new List<Choice>();
        while (await row.ReadAsync(ct)) choices.Add(new Choice(row.GetGuid(0).ToString(), row.GetString(1)));
        return choices;
    }
}
