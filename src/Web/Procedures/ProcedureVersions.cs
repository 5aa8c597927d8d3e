using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Running;
using Npgsql;

namespace Jalon.Web.Procedures;

/// <summary>A version of a procedure that cases still follow, or the one in force.</summary>
public sealed record VersionAtWork(string Version, DateOnly Since, int Cases, bool InForce);

/// <summary>A place of an old version where cases wait.</summary>
public sealed record OldPlace(string Element, string Title, int Cases);

/// <summary>What became of the cases that were to go to the version in force.</summary>
/// <param name="Refused">Why, with the files concerned.</param>
public sealed record MigrationResult(int Done, IReadOnlyList<(string Why, IReadOnlyList<string> Files)> Refused);

/// <summary>The versions of a procedure at work, and going from an old one to the one in force.</summary>
public static class ProcedureVersions
{
    /// <summary>Cases that change version in one request.</summary>
    public const int AtOnce = 200;

    private const int Abreast = 16;

    private const string VersionsSql = """
        select p.version, (p.since at time zone 'Europe/Paris')::date, count(i.id)::int
        from jalon.procedure p left join jalon.workflow_instance i on i.procedure = p.id and i.ended is null and i.state ->> 'version' = p.version
        where p.id = $1 group by p.version, p.since order by p.since desc
        """;

    private const string PlacesSql = """
        select place.element, count(distinct i.id)::int from jalon.workflow_instance i cross join lateral (
            select w ->> 'element' from jsonb_array_elements(i.state -> 'open') w
            union select w ->> 'element' from jsonb_array_elements(i.state -> 'incidents') w
            union select w ->> 'join' from jsonb_array_elements(i.state -> 'arrived') w) place(element)
        where i.procedure = $1 and i.ended is null and i.state ->> 'version' = $2 group by place.element
        """;

    private const string InstancesSql = "select id, case_id from jalon.workflow_instance where procedure = $1 and ended is null and state ->> 'version' = $2 order by id limit $3";

    public static async Task<IReadOnlyList<VersionAtWork>> ReadAsync(NpgsqlDataSource database, Procedure inForce, CancellationToken ct)
    {
        await using var query = Query.Of(database, VersionsSql, inForce.Id);
        await using var row = await query.ExecuteReaderAsync(ct);
        var versions = new List<VersionAtWork>();
        while (await row.ReadAsync(ct)) versions.Add(new VersionAtWork(row.GetString(0), row.GetFieldValue<DateOnly>(1), row.GetInt32(2), row.GetString(0) == inForce.Version));
        return [.. versions.Where(one => one.InForce || one.Cases > 0)];
    }

    /// <summary>In the order of the old file.</summary>
    public static async Task<IReadOnlyList<OldPlace>> PlacesAsync(NpgsqlDataSource database, Procedure old, CancellationToken ct)
    {
        await using var query = Query.Of(database, PlacesSql, old.Id, old.Version);
        await using var row = await query.ExecuteReaderAsync(ct);
        var places = new List<OldPlace>();
        while (await row.ReadAsync(ct)) places.Add(new OldPlace(row.GetString(0), old[row.GetString(0)].Said, row.GetInt32(1)));
        return [.. places.OrderBy(place => old.Elements.Select(element => element.Id).ToList().IndexOf(place.Element))];
    }

    /// <summary>Each instance decides for itself; one that may not go stays where it is.</summary>
    /// <param name="elements">Old element → new one.</param>
    /// <param name="commandId">Of the form: sent twice, it has one effect.</param>
    public static async Task<MigrationResult> MigrateAsync(Engine engine, Procedure old, string version, IReadOnlyDictionary<string, string> elements, Guid commandId, Guid by, CancellationToken ct)
    {
        var instances = new List<(Guid Id, Guid Case)>();
        await using (var query = Query.Of(engine.Database, InstancesSql, old.Id, old.Version, AtOnce))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) instances.Add((row.GetGuid(0), row.GetGuid(1)));
        var replies = new System.Collections.Concurrent.ConcurrentBag<(string File, Reply Reply)>();
        await Parallel.ForEachAsync(instances, new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct }, async (one, stop) =>
            replies.Add((Pseudonym.Of(one.Case), await engine.ActAsync(new Envelope(one.Id, new MigrateInstance(version, elements), DerivedId.Of("migrate", commandId, one.Id), new Actor(by)), stop))));
        var refused = replies.Where(one => one.Reply is not Done).GroupBy(one => one.Reply is Declined(var why) ? why.Sentence : "Quelqu’un d’autre agissait sur ces dossiers\u00A0: réessayez.");
        return new MigrationResult(replies.Count(one => one.Reply is Done), [.. refused.Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(one => one.File).Order(StringComparer.Ordinal)]))]);
    }
}
