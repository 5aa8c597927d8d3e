using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Tasks;

/// <summary>Those to whom a task may be handed: who works in the same organisations.</summary>
internal static class Colleagues
{
    private const string Sql = """
        select distinct p.id, p.given_name || ' ' || p.family_name as name, p.family_name collate "fr-x-icu" as family
        from jalon.role_held r join jalon.person p on p.id = r.person_id
        where r.organisation_id = any ($1) and r.from_at <= $2 and (r.until_at is null or r.until_at > $2) and p.id <> $3
            and r.role in ('Recruiter', 'HrLead', 'LineManager', 'Approver', 'TrainingAdvisor')
        order by family, name limit 200
        """;

    public static async Task<IReadOnlyList<Choice>> OfAsync(NpgsqlDataSource database, Who who, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, who.Roles.Select(held => held.OrganisationId).Distinct().ToArray(), now.UtcDateTime, who.PersonId);
        await using var row = await query.ExecuteReaderAsync(ct);
        var choices = new List<Choice>();
        while (await row.ReadAsync(ct)) choices.Add(new Choice(row.GetGuid(0).ToString(), row.GetString(1)));
        return choices;
    }
}
