using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Workflows.Clocks;
using Npgsql;

namespace Jalon.Web.Legal;

/// <summary>The legal deadlines of the cases somebody may see, counted from the facts at this instant: a rule or a fact that changed has already had its effect.</summary>
public static class LegalQuery
{
    /// <summary>Cases read for one page: the nearest deadlines first.</summary>
    private const int MostCases = 200;

    /// <summary>No legal month lasts longer, whatever its rule: older posts are not read.</summary>
    private const int LongestMonth = 100;

    private const string VacanciesSql = VisibleVacancies.Sql + """

        select id, organisation_id, title, organisation from visible
        where stage = 'Published' and coalesce(state ->> 'onCommonSpaceSince', state ->> 'lawfulSubstituteSince') >= $7 order by id desc limit $8
        """;

    private const string ApplicationsSql = VisibleVacancies.Trees + $"""

        select a.id, (a.state ->> 'organisationId')::uuid, v.title, o.name, p.given_name || ' ' || p.family_name, {VisibleApplications.Condition}
        from jalon.job_application a
        left join jalon.deadline d on d.grain_id = a.id and d.key = 'implicit-refusal'
        left join jalon.vacancy v on v.id = a.vacancy_id
        left join jalon.organisation o on o.id = (a.state ->> 'organisationId')::uuid
        left join jalon.person p on p.id = a.candidate_id
        where (d.grain_id is not null or (a.outcome is null and a.stage in ('Selected', 'Finalising')))
            and ($6 or {VisibleApplications.Condition}) and not exists (select from jalon.job_application own where own.candidate_id = $1 and own.vacancy_id = a.vacancy_id)
        order by d.due nulls first, a.id limit $7
        """;

    public static async Task<IReadOnlyList<LegalLine>> ReadAsync(Engine engine, Who who, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        List<LegalCase> cases = [.. await VacanciesAsync(engine.Database, who, FrenchCalendar.DayOf(now), ct), .. await ApplicationsAsync(engine.Database, who, ct)];
        var history = await LegalHistory.ReadAsync(engine.Database, [.. cases.Select(one => one.Id)], ct);
        return [.. cases.SelectMany(one => Lines(one, [.. history[one.Id]], engine.Rules.Current, now)).OrderBy(line => line.Place).ThenBy(line => line.Deadline.Due ?? DateTimeOffset.MaxValue).ThenBy(line => line.Case.Id)];
    }

    /// <summary>Every deadline of one case, open or not, for its own page.</summary>
    public static async Task<IReadOnlyList<LegalDeadline>> OfCaseAsync(Engine engine, Guid id, string kind, Guid organisation, CancellationToken ct)
    {
        var history = await LegalHistory.ReadAsync(engine.Database, [id], ct);
        return LegalClock.Of(LegalRules.All, kind, [.. history[id]], engine.Rules.Current, organisation);
    }

    private static IEnumerable<LegalLine> Lines(LegalCase one, IReadOnlyList<Dated> history, Rules rules, DateTimeOffset now) =>
        from rule in LegalRules.All
        where rule.Case == one.Kind
        from deadline in LegalClock.Of([rule], one.Kind, history, rules, one.OrganisationId)
        where LegalLine.IsShown(deadline, now)
        select new LegalLine(one, deadline, LegalStory.Of(rule, history, rules, one.OrganisationId), LegalLine.PlaceOf(deadline, now));

    private static async Task<List<LegalCase>> VacanciesAsync(NpgsqlDataSource database, Who who, DateOnly today, CancellationToken ct)
    {
        await using var query = Query.Of(database, VacanciesSql, [.. VisibleVacancies.Of(who), today.AddDays(-LongestMonth).ToString("O", CultureInfo.InvariantCulture), MostCases]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var cases = new List<LegalCase>();
        while (await row.ReadAsync(ct)) cases.Add(new LegalCase(row.GetGuid(0), "vacancy", row.GetGuid(1), row.Text(2) ?? "Poste sans intitulé", row.Text(3)));
        return cases;
    }

    private static async Task<List<LegalCase>> ApplicationsAsync(NpgsqlDataSource database, Who who, CancellationToken ct)
    {
        await using var query = Query.Of(database, ApplicationsSql, [.. VisibleApplications.Of(who), Grants.Reach(who, Act.SeeApplication).Everywhere, MostCases]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var cases = new List<LegalCase>();
        while (await row.ReadAsync(ct))
        {
            var name = row.GetBoolean(5) ? row.Text(4) : null;
            cases.Add(new LegalCase(row.GetGuid(0), "application", row.GetGuid(1), $"{name ?? Pseudonym.Of(row.GetGuid(0))}, {row.Text(2) ?? "poste sans intitulé"}", row.Text(3)));
        }

        return cases;
    }
}
