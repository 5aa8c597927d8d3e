using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Search;

/// <summary>A post found.</summary>
/// <param name="ByReference">Its reference holds what was typed; else its title does.</param>
public sealed record FoundPost(Guid Id, Vacancy State, string? Organisation, bool ByReference, bool MaySeeBoard);

/// <summary>Posts by reference, whole or in part, and by the words of their title.</summary>
internal static class PostSearch
{
    public const int Most = 50;

    /// <summary>Fewer signs of a reference would be part of most.</summary>
    private const int ShortestReference = 3;

    private const int MostMatching = 5_000;

    /// <summary>No sign of a pattern is left in what was typed.</summary>
    private static readonly string ReferenceSql =
        $"select id, jalon.compact(reference), coalesce(jalon.words(title), '') from jalon.vacancy where jalon.compact(reference) like '%' || $1 || '%' limit {MostMatching}";

    private const string SeenSql = VisibleVacancies.Sql + """
        select v.id, v.state, v.organisation, array(
            with recursive up as (
                select o.id, o.parent_id, 1 as depth from jalon.organisation o where o.id = v.organisation_id
                union all select o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
            select id from up order by depth),
            array(select distinct (one ->> 'personId')::uuid from jalon.job_application a, jsonb_array_elements(a.state -> 'assessors') one
                where a.vacancy_id = v.id and (one ->> 'personId')::uuid = any ($5) and not coalesce((one ->> 'conflicted')::boolean, false) and (coalesce((one ->> 'impartial')::boolean, false) or one ->> 'opinionId' is not null)), sought.place
        from unnest($7::uuid[]) with ordinality as sought(id, place) join visible v on v.id = sought.id order by sought.place limit $8
        """;

    private enum Match { Reference, ReferenceBegins, ReferenceHolds, Title, TitleNear }

    /// <returns>The reference typed first, then those it begins, those it is in, and titles; alphabetical within each. And whether there are more.</returns>
    public static async Task<(IReadOnlyList<FoundPost> Posts, bool More)> ReadAsync(NpgsqlDataSource database, Who who, string compact, SoughtWords words, CancellationToken ct)
    {
        var matching = new List<(Guid Id, Match Match, string Title)>();
        if (compact.Length >= ShortestReference) await ByReferenceAsync(database, compact, matching, ct);
        await ByTitleAsync(database, words, matching, ct);
        if (matching.Count == 0) return ([], false);
        var sought = matching.OrderBy(one => one.Match).ThenBy(one => one.Title, StringComparer.Ordinal).ThenBy(one => one.Id).DistinctBy(one => one.Id).ToList();
        var posts = new List<FoundPost>();
        await using var query = Query.Of(database, SeenSql, [.. VisibleVacancies.Of(who), sought.Select(one => one.Id).ToArray(), Most + 1]);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (state, subject) = Read(row);
            if (Grants.Allows(who, Act.SeeVacancy, subject))
                posts.Add(new FoundPost(row.GetGuid(0), state, row.Text(2), sought[(int)row.GetInt64(5) - 1].Match <= Match.ReferenceHolds, Grants.Allows(who, Act.SeeBoard, subject)));
        }

        return ([.. posts.Take(Most)], posts.Count > Most);
    }

    private static (Vacancy State, Subject Subject) Read(NpgsqlDataReader row)
    {
        var state = row.State<Vacancy>(1);
        return (state, new Subject { OrganisationPath = Subjects.PathOf(row, 3, state.OrganisationId), LineManagerId = state.Sheet.LineManager, AssessorIds = row.Ids(4) });
    }

    private static async Task ByReferenceAsync(NpgsqlDataSource database, string compact, List<(Guid, Match, string)> matching, CancellationToken ct)
    {
        await using var query = Query.Of(database, ReferenceSql, compact);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var reference = row.GetString(1);
            var match = reference == compact ? Match.Reference : reference.StartsWith(compact, StringComparison.Ordinal) ? Match.ReferenceBegins : Match.ReferenceHolds;
            matching.Add((row.GetGuid(0), match, row.GetString(2)));
        }
    }

    private static async Task ByTitleAsync(NpgsqlDataSource database, SoughtWords words, List<(Guid, Match, string)> matching, CancellationToken ct)
    {
        var (condition, keys) = WordKeys.Condition("jalon.word_keys(jalon.words(title))", words);
        await using var query = Query.Of(database, $"select id, jalon.words(title) from jalon.vacancy where {condition} limit {MostMatching}", keys);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var title = row.GetString(1);
            if (words.In(title) is var likeness and not Likeness.No) matching.Add((row.GetGuid(0), likeness == Likeness.Exact ? Match.Title : Match.TitleNear, title));
        }
    }
}
