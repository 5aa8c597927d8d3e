using Jalon.Grains;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Procedures;

/// <summary>What a procedure carries now, over the cases the reader may count.</summary>
/// <param name="Cases">Cases with a task open in it.</param>
/// <param name="Late">Of them, those with a task whose date is over.</param>
public sealed record ProcedureLoad(int Cases, int Late)
{
    private const string Sql = """
        with recursive down(id, depth) as (
            select unnest($2::uuid[]), 1
            union all
            select o.id, down.depth + 1 from down join jalon.organisation o on o.parent_id = down.id where down.depth < 20)
        select procedure, count(distinct case_id)::int, (count(distinct case_id) filter (where due < now()))::int
        from jalon.task where ended_at is null and ($1 or organisation_id in (select id from down)) group by procedure
        """;

    /// <returns>By procedure; null for who counts nothing.</returns>
    public static async Task<IReadOnlyDictionary<string, ProcedureLoad>?> ReadAsync(NpgsqlDataSource database, Who who, CancellationToken ct)
    {
        var (everywhere, trees) = Grants.Reach(who, Act.SeeStatistics);
        if (!everywhere && trees.Count == 0) return null;
        await using var query = Query.Of(database, Sql, everywhere, trees.ToArray());
        await using var row = await query.ExecuteReaderAsync(ct);
        var loads = new Dictionary<string, ProcedureLoad>();
        while (await row.ReadAsync(ct)) loads[row.GetString(0)] = new ProcedureLoad(row.GetInt32(1), row.GetInt32(2));
        return loads;
    }
}
