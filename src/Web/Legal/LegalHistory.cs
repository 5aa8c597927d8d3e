using Jalon.Silo;
using Jalon.Silo.Feed;
using Jalon.Web.Rights;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Clocks;
using Npgsql;

namespace Jalon.Web.Legal;

/// <summary>The facts of cases, and of the procedures that run on them, as the legal clocks hear them.</summary>
public static class LegalHistory
{
    private const string Sql = """
        with own as (
            select id as case_id, id as grain_id from unnest($1::uuid[]) id
            union all
            select i.case_id, i.id from jalon.workflow_instance i where i.case_id = any ($1))
        select own.case_id, f.kind, f.type, f.data, f.at from own join jalon.fact f on f.grain_id = own.grain_id order by f.at, f.grain_id, f.version
        """;

    private static readonly FactTypes Types = new(HostedKinds.All);

    private static readonly Dictionary<string, CaseKind> ByGrain = CaseKinds.All.Values.ToDictionary(kind => kind.Grain.Name);

    public static async Task<ILookup<Guid, Dated>> ReadAsync(NpgsqlDataSource database, Guid[] cases, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, cases);
        await using var row = await query.ExecuteReaderAsync(ct);
        var facts = new List<(Guid Case, Dated Fact)>();
        while (await row.ReadAsync(ct))
        {
            var fact = Types.Read(row.GetString(1), row.GetString(2), row.GetFieldValue<byte[]>(3));
            facts.Add((row.GetGuid(0), new Dated(ByGrain.TryGetValue(row.GetString(1), out var kind) ? CaseFact.Of(kind, fact) : CaseFact.Of(fact), row.GetFieldValue<DateTimeOffset>(4))));
        }

        return facts.ToLookup(one => one.Case, one => one.Fact);
    }
}
