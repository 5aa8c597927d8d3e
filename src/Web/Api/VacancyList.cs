using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Rights;

namespace Jalon.Web.Api;

public sealed record VacancyLine(
    Guid Id, Guid OrganisationId, string? Organisation, string? Reference, string? Title, VacancyStage Stage, VacancyEnd? End, DateOnly? ApplicationsUntil, int Openings, int FreeOpenings);

/// <param name="Next">Give it back as <c>after</c> for the next page; null on the last.</param>
public sealed record VacancyPage(IReadOnlyList<VacancyLine> Items, Guid? Next);

/// <param name="OrganisationId">This organisation and all below it.</param>
/// <param name="Text">Found in the title, accents and case left aside, or the whole reference.</param>
internal sealed record VacancyFilter(Guid? OrganisationId, string? Stage, string? Text)
{
    private const int LongestText = 100;

    public static (VacancyFilter? Filter, ProblemResult? Problem) Of(string? organisation, string? stage, string? text)
    {
        var problems = new List<FieldProblem>();
        var id = Guid.Empty;
        if (organisation is not null && !Guid.TryParseExact(organisation, "D", out id)) problems.Add(new FieldProblem("organisation", "Attendu\u00A0: un identifiant (UUID)."));
        if (stage is not null && !Enum.GetNames<VacancyStage>().Contains(stage))
            problems.Add(new FieldProblem("stage", $"Valeurs possibles\u00A0: {string.Join(", ", Enum.GetNames<VacancyStage>())}."));
        if (text?.Length > LongestText || text?.Any(char.IsControl) == true || text?.Any(char.IsSurrogate) == true)
            problems.Add(new FieldProblem("text", $"Attendu\u00A0: {LongestText} caractères ordinaires au plus."));
        return problems.Count > 0 ? (null, Problems.Malformed("Les paramètres de l’adresse ne se lisent pas.", problems))
            : (new VacancyFilter(organisation is null ? null : id, stage, string.IsNullOrWhiteSpace(text) ? null : text.Trim()), null);
    }
}

/// <summary>The posts somebody may see: everywhere, in the trees below their roles, or their own as a line manager; never one they apply to.</summary>
internal static class VacancyList
{
    private const string Sql = """
        with recursive down(id, depth) as (
            select unnest($2::uuid[]), 1
            union all
            select o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20),
        managed(id, holder, depth) as (
            select own.id, own.holder, 1 from unnest($3::uuid[], $4::uuid[]) own(id, holder)
            union all
            select o.id, managed.holder, managed.depth + 1 from managed join jalon.organisation o on o.parent_id = managed.id where managed.depth < 20),
        under(id, depth) as (
            select $6::uuid, 1
            union all
            select o.id, under.depth + 1 from under join jalon.organisation o on o.parent_id = under.id where under.depth < 20)
        select v.id, v.state, o.name from jalon.vacancy v left join jalon.organisation o on o.id = v.organisation_id
        where ($1 or v.organisation_id in (select id from down)
                or exists (select from managed m where m.id = v.organisation_id and m.holder = (v.state -> 'sheet' ->> 'lineManager')::uuid))
            and not exists (select from jalon.job_application a where a.candidate_id = $5 and a.vacancy_id = v.id)
            and ($6::uuid is null or v.organisation_id in (select id from under))
            and ($7::text is null or v.stage = $7)
            and ($8::text is null or strpos(jalon.folded(v.title), jalon.folded($8)) > 0 or v.reference = $8)
            and ($9::uuid is null or v.id > $9)
        order by v.id limit $10
        """;

    public static async Task<VacancyPage> ReadAsync(Call call, VacancyFilter filter, Paging page)
    {
        var (everywhere, roots) = Grants.Reach(call.Who, Act.SeeVacancy);
        var managing = call.Who.Roles.Where(held => held.Role == Role.LineManager).ToList();
        await using var query = Query.Of(call.Database, Sql, everywhere, roots.ToArray(), managing.Select(held => held.OrganisationId).ToArray(),
            managing.Select(held => held.HolderId).ToArray(), call.Who.PersonId, filter.OrganisationId, filter.Stage, filter.Text, page.After, page.Limit);
        await using var row = await query.ExecuteReaderAsync(call.Ct);
        var items = new List<VacancyLine>();
        while (await row.ReadAsync(call.Ct))
        {
            var state = row.State<Vacancy>(1);
            items.Add(new VacancyLine(state.Id, state.OrganisationId, row.Text(2), state.Reference, state.Title, state.Stage, state.End, state.ApplicationsUntil,
                state.Openings.Count, state.FreeOpenings));
        }

        return new VacancyPage(items, items.Count == page.Limit ? items[^1].Id : null);
    }
}
