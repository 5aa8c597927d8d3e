using Dapper;
using Npgsql;

namespace Jalon.Web.Reading;

/// <summary>Names of people and organisations by id, read for one page.</summary>
public sealed class Names
{
    private readonly Dictionary<Guid, string> byId;

    private Names(Dictionary<Guid, string> byId) => this.byId = byId;

    public string? this[Guid? id] => id is { } known ? byId.GetValueOrDefault(known) : null;

    public static async Task<Names> OfAsync(NpgsqlDataSource database, IEnumerable<Guid?> ids, CancellationToken ct)
    {
        var wanted = ids.OfType<Guid>().Distinct().ToArray();
        if (wanted.Length == 0) return new Names([]);
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition("""
            select id, given_name || ' ' || family_name from jalon.person where id = any (@wanted)
            union all select id, name from jalon.organisation where id = any (@wanted)
            """, new { wanted }, cancellationToken: ct));
        return new Names(rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Name));
    }
}

/// <summary>A file without its name, for whoever may see the case and not the person.</summary>
public static class Pseudonym
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>« Dossier 8F3K »: follows from the id, the same on every page. <c>jalon.pseudonym</c> gives the same four signs, to find the file again.</summary>
    public static string Of(Guid id)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(id.ToByteArray(bigEndian: true));
        return $"Dossier {string.Concat(Enumerable.Range(0, 4).Select(index => Letters[hash[index] % Letters.Length]))}";
    }
}
