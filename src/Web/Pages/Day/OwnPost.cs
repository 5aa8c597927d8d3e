using Jalon.Grains;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Day;

/// <summary>A post the reader recruits for, or manages.</summary>
/// <param name="Since">« 74 j » since the need.</param>
/// <param name="Live">Candidacies on their way.</param>
public sealed record OwnPost(string Url, string Title, string Since, int Live)
{
    private const int Shown = 5;

    private const string Sql = $"""
        select v.id, v.title, (v.state ->> 'neededSince')::date, count(*) over ()::int,
            (select count(*)::int from jalon.job_application a where a.vacancy_id = v.id and a.outcome is null and a.stage <> 'InPost')
        from jalon.vacancy v
        where (v.recruiter_id = any ($1) or v.line_manager_id = any ($2)) and {VacancyList.StillRecruits}
            and not exists (select from jalon.job_application own where own.candidate_id = $3 and own.vacancy_id = v.id)
        order by v.state ->> 'neededSince', v.id limit $4
        """;

    /// <summary>The oldest needs first, and how many more there are.</summary>
    public static async Task<(IReadOnlyList<OwnPost> Posts, int Others)> ReadAsync(NpgsqlDataSource database, Who who, DateOnly today, CancellationToken ct)
    {
        Guid[] Holders(Role role) => [.. who.Roles.Where(held => held.Role == role).Select(held => held.HolderId).Distinct()];
        await using var query = Query.Of(database, Sql, Holders(Role.Recruiter), Holders(Role.LineManager), who.PersonId, Shown);
        await using var row = await query.ExecuteReaderAsync(ct);
        var (posts, all) = (new List<OwnPost>(), 0);
        while (await row.ReadAsync(ct))
        {
            posts.Add(new OwnPost($"/postes/{row.GetGuid(0)}/tableau", row.Text(1) ?? "Poste sans intitulé", Days.Since(row.GetFieldValue<DateOnly>(2), today), row.GetInt32(4)));
            all = row.GetInt32(3);
        }

        return (posts, all - posts.Count);
    }
}
