using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Demonstration;

/// <summary>The invented candidate whose own space shows the most: several candidacies under way, one of which waits for them.</summary>
internal sealed record Showcase(Guid Id, string Name, string Email)
{
    public const string Purpose = "Suit ses candidatures\u00A0: étape, qui agit, date attendue\u00A0; répond et joint des pièces.";

    private const string Sql = """
        select p.id, p.given_name || ' ' || p.family_name, p.email from jalon.job_application a join jalon.person p on p.id = a.candidate_id
        where p.email is not null and exists (select from jalon.demonstration where finished_at is not null)
        group by p.id having count(*) filter (where a.outcome is null and a.stage <> 'InPost') > 0
        order by bool_or(a.outcome is null and a.state @? '$.steps[*] ? (@.kind == "Candidate")') desc, count(*) filter (where a.outcome is null and a.stage <> 'InPost') desc, count(*) desc, p.id limit 1
        """;

    /// <summary>Null where there is no demonstration.</summary>
    public static async Task<Showcase?> FindAsync(Engine engine, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, Sql);
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new Showcase(row.GetGuid(0), row.GetString(1), row.GetString(2)) : null;
    }
}
