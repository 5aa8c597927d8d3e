using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>What the reader looks for in the list.</summary>
/// <param name="Kind">Name of a <see cref="VacancyStage"/>, <see cref="Ended"/>, or null for all that still recruits.</param>
/// <param name="After">Last line of the page before.</param>
public sealed record VacancyFilter(string? Text, string? Kind, (string Place, Guid Id)? After)
{
    public const string Ended = "Termines";

    public static readonly IReadOnlyList<VacancyStage> Stages = [VacancyStage.Draft, VacancyStage.Submitted, VacancyStage.Approved, VacancyStage.Published, VacancyStage.Closed];
}

public sealed record VacancyLine(Vacancy Vacancy, string? Organisation, Subject Subject);

/// <param name="Counts">Lines by stage, and under <see cref="VacancyFilter.Ended"/> those that are over, whatever the filter of the page.</param>
/// <param name="More">The list goes on.</param>
public sealed record VacancyPage(IReadOnlyList<VacancyLine> Lines, IReadOnlyDictionary<string, int> Counts, bool More);

/// <summary>The vacancies somebody may see: those that take candidacies, those that choose, the others; oldest need first in each; a page at a time. The rights of each line are asked of <see cref="Access"/> all the same.</summary>
public static class VacancyList
{
    public const int Size = 50;

    /// <summary>Neither cancelled nor concluded, and a place is left, as a condition on <c>v</c>: see <see cref="Vacancy.End"/>.</summary>
    internal const string StillRecruits = """
        not (v.stage = 'Cancelled' or v.state ->> 'concludedAt' is not null or (v.stage = 'Closed' and not exists (
            select from jsonb_array_elements(v.state -> 'openings') o where o ->> 'status' in ('Free', 'Held'))))
        """;

    private const string Seen = VisibleVacancies.Sql + $"""
        , seen as (
            select v.id, v.state, v.organisation_id, v.organisation, case v.stage when 'Published' then '0.' when 'Closed' then '1.' else '2.' end || (v.state ->> 'neededSince') as place,
                case when {StillRecruits} then v.stage else 'Termines' end as kind
            from visible v
            where $7::text is null or jalon.folded(concat_ws(' ', v.title, v.reference, v.organisation, v.state ->> 'profession')) like '%' || jalon.folded($7) || '%')
        """;

    private const string Counts = Seen + " select kind, count(*)::int from seen group by kind";

    private const string Page = Seen + """
         select s.state, s.organisation, array(
            with recursive up as (
                select o.id, o.parent_id, 1 as depth from jalon.organisation o where o.id = s.organisation_id
                union all select o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
            select id from up order by depth),
            array(select distinct (one ->> 'personId')::uuid from jalon.job_application a, jsonb_array_elements(a.state -> 'assessors') one
                where a.vacancy_id = s.id and (one ->> 'personId')::uuid = any ($5) and not coalesce((one ->> 'conflicted')::boolean, false) and (coalesce((one ->> 'impartial')::boolean, false) or one ->> 'opinionId' is not null))
        from seen s
        where (case when $8::text is null then s.kind <> 'Termines' else s.kind = $8 end) and ($9::text is null or (s.place, s.id) > ($9, $10::uuid))
        order by s.place, s.id
        limit $11
        """;

    public static async Task<VacancyPage> ReadAsync(NpgsqlDataSource database, Who who, VacancyFilter filter, CancellationToken ct)
    {
        object?[] rights = [.. VisibleVacancies.Of(who), Escaped(filter.Text)];
        var counts = new Dictionary<string, int>();
        await using (var query = Query.Of(database, Counts, rights))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) counts[row.GetString(0)] = row.GetInt32(1);

        var lines = new List<VacancyLine>();
        await using (var query = Query.Of(database, Page, [.. rights, filter.Kind, filter.After?.Place, filter.After?.Id ?? Guid.Empty, Size + 1]))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) lines.Add(Line(row));
        return new VacancyPage([.. lines.Take(Size).Where(line => Grants.Allows(who, Act.SeeVacancy, line.Subject))], counts, lines.Count > Size);
    }

    /// <summary>Where a line stands in the order, as the query writes it.</summary>
    public static string PlaceOf(Vacancy vacancy) => $"{vacancy.Stage switch { VacancyStage.Published => 0, VacancyStage.Closed => 1, _ => 2 }}.{vacancy.NeededSince:yyyy-MM-dd}";

    private static VacancyLine Line(NpgsqlDataReader row)
    {
        var state = row.State<Vacancy>(0);
        var path = row.Ids(2);
        return new VacancyLine(state, row.Text(1), new Subject
        {
            OrganisationPath = path.Length > 0 ? path : [state.OrganisationId],
            LineManagerId = state.Sheet.LineManager,
            AssessorIds = row.Ids(3),
        });
    }

    /// <summary>What is typed is looked for as it is: the signs of the pattern language mean nothing to a reader.</summary>
    private static string? Escaped(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
