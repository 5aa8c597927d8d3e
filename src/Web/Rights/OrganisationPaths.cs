using Npgsql;

namespace Jalon.Web.Rights;

/// <summary>From each of some organisations up to its root, read at once.</summary>
public sealed class OrganisationPaths
{
    private const string Sql = """
        with recursive up as (
            select o.id as start, o.id, o.parent_id, 1 as depth from jalon.organisation o where o.id = any ($1)
            union all
            select up.start, o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
        select start, array_agg(id order by depth) from up group by start
        """;

    private readonly Dictionary<Guid, Guid[]> byId = [];

    /// <summary>The organisation itself counts even where it was never registered.</summary>
    public IReadOnlyList<Guid> Of(Guid? organisation) => organisation is not { } id ? [] : byId.TryGetValue(id, out var path) ? path : [id];

    public static async Task<OrganisationPaths> ReadAsync(NpgsqlDataSource database, IEnumerable<Guid?> organisations, CancellationToken ct)
    {
        var paths = new OrganisationPaths();
        var wanted = organisations.OfType<Guid>().Distinct().ToArray();
        if (wanted.Length == 0) return paths;
        await using var query = Query.Of(database, Sql, wanted);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) paths.byId[row.GetGuid(0)] = row.GetFieldValue<Guid[]>(1);
        return paths;
    }
}
