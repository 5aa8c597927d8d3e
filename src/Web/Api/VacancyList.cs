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

/// <summary>The posts somebody may see, by id, a page at a time.</summary>
internal static class VacancyList
{
    private const string Sql = VisibleVacancies.Sql + """
        , under(id, depth) as (
            select $7::uuid, 1
            union all
            select o.id, under.depth + 1 from under join jalon.organisation o on o.parent_id = under.id where under.depth < 20)
        select v.id, v.state, v.organisation from visible v
        where ($7::uuid is null or v.organisation_id in (select id from under))
            and ($8::text is null or v.stage = $8)
            and ($9::text is null or strpos(jalon.folded(v.title), jalon.folded($9)) > 0 or v.reference = $9)
            and ($10::uuid is null or v.id > $10)
        order by v.id limit $11
        """;

    public static async Task<VacancyPage> ReadAsync(Call call, VacancyFilter filter, Paging page)
    {
        await using var query = Query.Of(call.Database, Sql, [.. VisibleVacancies.Of(call.Who), filter.OrganisationId, filter.Stage, filter.Text, page.After, page.Limit]);
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
