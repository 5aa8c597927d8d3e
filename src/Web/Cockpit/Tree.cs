using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>An organisation as figures name it.</summary>
public sealed record Node(Guid Id, string Name, Guid? Parent);

/// <summary>The organisations, read whole: a few hundred at most.</summary>
public sealed class Tree
{
    /// <summary>No tree is deeper, and a circle written by mistake ends there.</summary>
    private const int Deepest = 20;

    private readonly Dictionary<Guid, Node> byId;
    private readonly ILookup<Guid?, Node> children;

    public Tree(IEnumerable<Node> nodes)
    {
        byId = nodes.ToDictionary(one => one.Id);
        children = byId.Values.ToLookup(one => one.Parent);
    }

    public string Name(Guid id) => byId.GetValueOrDefault(id)?.Name ?? "Organisation inconnue";

    public IEnumerable<Guid> All => byId.Keys;

    public bool Has(Guid id) => byId.ContainsKey(id);

    /// <summary>From an organisation up to its root, itself first.</summary>
    public IReadOnlyList<Guid> Path(Guid id)
    {
        var path = new List<Guid>();
        for (Guid? at = id; at is { } known && path.Count < Deepest; at = byId.GetValueOrDefault(known)?.Parent) path.Add(known);
        return path;
    }

    /// <summary>The ministry, or whatever stands at the top.</summary>
    public Guid Root(Guid id) => Path(id)[^1];

    public Guid? Parent(Guid id) => byId.GetValueOrDefault(id)?.Parent;

    /// <summary>An organisation and all below it.</summary>
    public IReadOnlyList<Guid> Below(Guid id)
    {
        var all = new List<Guid> { id };
        for (var place = 0; place < all.Count && all.Count <= byId.Count; place++) all.AddRange(children[all[place]].Select(one => one.Id));
        return all;
    }

    public static async Task<Tree> ReadAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var query = database.CreateCommand("""select id, name, parent_id from jalon.organisation order by name collate "fr-x-icu", id limit 20000""");
        await using var row = await query.ExecuteReaderAsync(ct);
        var all = new List<Node>();
        while (await row.ReadAsync(ct)) all.Add(new Node(row.GetGuid(0), row.GetString(1), await row.IsDBNullAsync(2, ct) ? null : row.GetGuid(2)));
        return new Tree(all);
    }
}
