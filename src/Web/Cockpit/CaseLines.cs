using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>A case behind a figure: post, stage, holder, days; a pseudonym unless the reader may know the name.</summary>
/// <param name="Mark">Null for a place of a post, whose line says how it ended instead.</param>
public sealed record CaseLine(string Name, string Url, string Title, string Organisation, string Step, HolderMark? Mark, DateTimeOffset Since, int Days, ShareOfTarget? Share);

/// <summary>A step of a case, as a figure counted it.</summary>
public sealed record Counted(Guid CaseId, Guid VacancyId, Guid OrganisationId, string Step, TimeKind Kind, Role? Role, DateTimeOffset From, DateTimeOffset? To, DateTimeOffset? Due);

/// <summary>Cases as lines of a list and of its export.</summary>
public static class CaseLines
{
    private const string NameSql = """
        select a.id, p.given_name || ' ' || p.family_name, (a.state ->> 'organisationId')::uuid
        from jalon.job_application a join jalon.person p on p.id = a.candidate_id
        where a.id = any ($1) and not exists (select from jalon.job_application own where own.candidate_id = $2 and own.vacancy_id = a.vacancy_id)
        """;

    public static async Task<IReadOnlyList<CaseLine>> OfAsync(NpgsqlDataSource database, Who who, Perimeter perimeter, IReadOnlyList<Counted> cases, DateTimeOffset now, CancellationToken ct)
    {
        var titles = await PostTitles.OfAsync(database, [.. cases.Select(one => one.VacancyId).Distinct()], ct);
        var names = await NamesAsync(database, who, perimeter.Tree, [.. cases.Where(one => one.CaseId != one.VacancyId).Select(one => one.CaseId).Distinct()], ct);
        return [.. cases.Select(one => Line(one, names, titles, perimeter.Tree, now)).OrderByDescending(line => line.Days).ThenBy(line => line.Name, StringComparer.Ordinal)];
    }

    /// <summary>The places that a delay counted, the longest first: from its start to its end, or to today.</summary>
    public static async Task<IReadOnlyList<CaseLine>> PlacesAsync(NpgsqlDataSource database, Perimeter perimeter, DelayQuestion question, CancellationToken ct)
    {
        var posts = (await Posts.ReadAsync(database, perimeter, question.Clock, perimeter.From, ct))
            .Where(post => !perimeter.OwnPosts.Contains(post.VacancyId) && (!question.Cohort || post.Span.From >= perimeter.From)).ToList();
        var titles = await PostTitles.OfAsync(database, [.. posts.Select(post => post.VacancyId).Distinct()], ct);
        return [.. posts.Select(post => new CaseLine(post.Place == 1 ? "Le poste" : $"Place {post.Place}", $"/postes/{post.VacancyId}", titles.GetValueOrDefault(post.VacancyId, PostTitles.None),
                perimeter.Tree.Name(post.OrganisationId), OutcomeWords.Of(post.Outcome), null, FrenchCalendar.StartOf(post.Span.From), (post.Span.To ?? perimeter.To).DayNumber - post.Span.From.DayNumber, null))
            .OrderByDescending(line => line.Days).ThenBy(line => line.Title, StringComparer.Ordinal)];
    }

    /// <summary>Names of those whose name the reader may know; the others keep their pseudonym.</summary>
    private static async Task<Dictionary<Guid, string>> NamesAsync(NpgsqlDataSource database, Who who, Tree tree, Guid[] applications, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string>();
        if (Grants.Reach(who, Act.SeeNames) is { Everywhere: false, In: [] }) return names;
        await using var query = Query.Of(database, NameSql, applications, who.PersonId);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (Grants.Allows(who, Act.SeeNames, new Subject { OrganisationPath = tree.Path(row.GetGuid(2)) })) names[row.GetGuid(0)] = row.GetString(1);
        return names;
    }

    private static CaseLine Line(Counted one, Dictionary<Guid, string> names, IReadOnlyDictionary<Guid, string> titles, Tree tree, DateTimeOffset now)
    {
        var post = one.CaseId == one.VacancyId;
        var until = one.To ?? now;
        return new CaseLine(post ? "Le poste" : names.GetValueOrDefault(one.CaseId) ?? Pseudonym.Of(one.CaseId), post ? $"/postes/{one.VacancyId}" : $"/candidatures/{one.CaseId}",
            titles.GetValueOrDefault(one.VacancyId, PostTitles.None), tree.Name(one.OrganisationId), Whose.Title(one.Step),
            new HolderMark(one.Kind, false, one.Kind == TimeKind.Administration ? one.Role?.Label() ?? one.Kind.Label() : one.Kind == TimeKind.ThirdParty ? "Administration d’origine" : one.Kind.Label()),
            one.From, (int)(until - one.From).TotalDays, one.Due is { } due && due > one.From ? new ShareOfTarget((until - one.From) / (due - one.From)) : null);
    }
}
