using System.Collections.Concurrent;
using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Vacancies;

using Npgsql;

namespace Jalon.Silo;

/// <summary>
/// Posts read again and again while a file of applications comes in: one that still has the version it was read at does not travel again. A version names one state for ever.
/// </summary>
internal sealed class SeenPosts
{
    /// <summary>A few megabytes; beyond, reading begins anew.</summary>
    private const int Most = 2048;

    private const string Changed = """
        select v.id, v.version, case when v.version = seen.version then null else v.state end
        from unnest($1::uuid[], $2::int[]) as seen(id, version) join jalon.vacancy v on v.id = seen.id
        """;

    private readonly ConcurrentDictionary<Guid, (int Version, Vacancy State)> seen = new();

    /// <summary>Each as it is now; those that do not exist are absent.</summary>
    public async Task<Dictionary<Guid, Vacancy>> ReadAsync(NpgsqlDataSource database, Guid[] ids, CancellationToken ct)
    {
        if (seen.Count > Most) seen.Clear();
        var known = ids.Select(id => seen.TryGetValue(id, out var one) ? one : default).ToArray();
        await using var query = Parameter.Command(database, Changed, Parameter.Of(ids), Parameter.Of(known.Select(one => one.Version).ToArray()));
        var had = ids.Zip(known).ToDictionary(one => one.First, one => one.Second.State);
        var found = new Dictionary<Guid, Vacancy>(ids.Length);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var id = row.GetGuid(0);
            if (await row.IsDBNullAsync(2, ct)) found[id] = had[id]!;
            else seen[id] = (row.GetInt32(1), found[id] = JsonSerializer.Deserialize<Vacancy>(row.GetFieldValue<byte[]>(2), Json.Options)!);
        }

        return found;
    }
}
