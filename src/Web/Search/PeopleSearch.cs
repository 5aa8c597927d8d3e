using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Search;

/// <summary>A candidacy found, as the reader may open it.</summary>
public sealed record FoundCase(Guid Id, JobApplication State, Vacancy? Post, Organisation? Organisation, Subject Subject);

/// <summary>Somebody found, with the candidacies the reader may open, or a file found by what it is called where names are not read.</summary>
/// <param name="Id">Null under a pseudonym.</param>
/// <param name="Likeness">Near where the spelling differs by a letter.</param>
public sealed record FoundPerson(Guid? Id, string Name, Likeness Likeness, IReadOnlyList<FoundCase> Cases);

/// <summary>
/// People by name, for those who may open one of their candidacies with the name: whoever reads pseudonyms finds nobody by a name, or the search itself would tell it.
/// First the index gives those whose words share a key, then the words are compared, then rights are asked, in alphabetical order, until a page is full.
/// </summary>
internal static class PeopleSearch
{
    /// <summary>Candidacies on a page.</summary>
    public const int Most = 50;

    /// <summary>A few letters begin many names: past so many, more letters are asked for.</summary>
    private const int MostNamed = 20_000;

    private const int MostUnderPseudonym = 20;

    /// <summary>In every query $1 is the reader.</summary>
    private const string Columns = """
        a.id, a.state, v.state, o.state, array(
            with recursive up as (
                select o.id, o.parent_id, 1 as depth from jalon.organisation o where o.id = (a.state ->> 'organisationId')::uuid
                union all select o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
            select id from up order by depth),
        exists (select from jalon.job_application own where own.candidate_id = $1 and own.vacancy_id = a.vacancy_id), p.given_name, p.family_name
        """;

    private const string Joins = """
        left join jalon.vacancy v on v.id = a.vacancy_id left join jalon.organisation o on o.id = (a.state ->> 'organisationId')::uuid
        left join jalon.person p on p.id = a.candidate_id
        """;

    private const string CasesSql = VisibleVacancies.Trees + $"""
        , found as (
            select sought.place, a.* from unnest($6::uuid[]) with ordinality as sought(id, place)
            cross join lateral (
                select a.id, a.state, a.vacancy_id, a.candidate_id from jalon.job_application a
                where a.candidate_id = sought.id and {VisibleApplications.Condition}) a
            order by sought.place limit $7)
        select {Columns} from found a {Joins} order by a.place, a.id
        """;

    private const string FileSql = $"select {Columns} from jalon.job_application a {Joins} where jalon.pseudonym(a.id) = $2 order by a.id limit $3";

    /// <returns>In alphabetical order, those whose spelling differs after the others; and whether there are more.</returns>
    public static async Task<(IReadOnlyList<FoundPerson> People, bool More)> ReadAsync(NpgsqlDataSource database, Who who, SoughtWords words, CancellationToken ct)
    {
        var rights = VisibleApplications.Of(who);
        if (rights.OfType<Guid[]>().All(ids => ids.Length == 0)) return ([], false);
        var (named, cut) = await NamedAsync(database, words, ct);
        if (named.Count == 0) return ([], false);
        var ids = named.Select(one => one.Id).ToArray();
        var cases = await CasesAsync(Query.Of(database, CasesSql, [.. rights, ids, Most + 1]), Act.SeeNames, who, ct);
        var likeness = named.ToDictionary(one => one.Id, one => one.Likeness);
        var people = cases.Take(Most).GroupBy(one => one.Case.State.CandidateId)
            .Select(one => new FoundPerson(one.Key, one.First().Name, likeness[one.Key], [.. one.Select(found => found.Case)]));
        return ([.. people], cut || cases.Count > Most);
    }

    /// <summary>The file that bears this pseudonym, for whoever may open it.</summary>
    public static async Task<IReadOnlyList<FoundPerson>> UnderPseudonymAsync(NpgsqlDataSource database, Who who, string signs, CancellationToken ct)
    {
        var cases = await CasesAsync(Query.Of(database, FileSql, who.PersonId, signs, MostUnderPseudonym), Act.SeeApplication, who, ct);
        return [.. cases.Select(one => new FoundPerson(null, Pseudonym.Of(one.Case.Id), Likeness.Exact, [one.Case]))];
    }

    private static async Task<(IReadOnlyList<(Guid Id, string Words, Likeness Likeness)> Named, bool Cut)> NamedAsync(NpgsqlDataSource database, SoughtWords words, CancellationToken ct)
    {
        var named = new List<(Guid Id, string Words, Likeness Likeness)>();
        var read = 0;
        var (condition, keys) = WordKeys.Condition("jalon.word_keys(words)", words);
        await using var query = Query.Of(database, $"select id, words from jalon.person where {condition} limit {MostNamed}", keys);
        await using var row = await query.ExecuteReaderAsync(ct);
        for (; await row.ReadAsync(ct); read++)
        {
            var name = row.GetString(1);
            if (words.In(name) is var likeness and not Likeness.No) named.Add((row.GetGuid(0), name, likeness));
        }

        // The words begin with the family name: their order is the alphabet's.
        return ([.. named.OrderByDescending(one => one.Likeness).ThenBy(one => one.Words, StringComparer.Ordinal).ThenBy(one => one.Id)], read == MostNamed);
    }

    private static async Task<List<(FoundCase Case, string Name)>> CasesAsync(NpgsqlCommand query, Act act, Who who, CancellationToken ct)
    {
        var cases = new List<(FoundCase, string)>();
        await using (query)
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                var found = CaseOf(row, who);
                if (Grants.Allows(who, act, found.Subject)) cases.Add((found, $"{row.Text(6)} {row.Text(7)}"));
            }
        }

        return cases;
    }

    private static FoundCase CaseOf(NpgsqlDataReader row, Who who)
    {
        var state = row.State<JobApplication>(1);
        var post = row.IsDBNull(2) ? null : row.State<Vacancy>(2);
        var subject = Subjects.OfApplication(state, Subjects.PathOf(row, 4, state.OrganisationId), post?.End is not null || post is null, row.GetBoolean(5) ? [who.PersonId] : []);
        return new FoundCase(row.GetGuid(0), state, post, row.IsDBNull(3) ? null : row.State<Organisation>(3), subject);
    }
}

/// <summary>How the keys of what was typed are asked of an index.</summary>
internal static class WordKeys
{
    /// <summary>A condition over an indexed expression, and its parameters: one list of keys per word.</summary>
    public static (string Sql, object?[] Keys) Condition(string indexed, SoughtWords words)
    {
        var keys = new List<object?>();
        var readings = words.Lookups.Select(reading => string.Join(" and ", reading.Select(one =>
        {
            keys.Add(one);
            return $"{indexed} && array(select hashtext(key) from unnest(${keys.Count}::text[]) key)";
        }))).ToList();
        return ($"({string.Join(") or (", readings)})", [.. keys]);
    }
}
