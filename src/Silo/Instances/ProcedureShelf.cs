using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Procedures;

using Npgsql;

namespace Jalon.Silo.Instances;

/// <summary>
/// The procedures of a database: those in force, which come with the program, and every version that an instance began under and keeps. The file of each is a row, so that
/// a later program still reads it.
/// </summary>
public sealed class ProcedureShelf(NpgsqlDataSource database, Func<Rules> rules)
{
    private volatile Shelved shelved = new([], []);

    /// <summary>Everything at hand now; replaced as a whole when a version is added.</summary>
    /// <param name="InForce">By id.</param>
    private sealed record Shelved(Dictionary<string, Procedure> InForce, Dictionary<(string Id, string Version), Procedure> Versions)
    {
        /// <summary>By kind of grain: names of the facts that some version waits for, or that bring a date a timer may follow.</summary>
        public Dictionary<string, HashSet<string>> Heard { get; } = CaseKinds.All.Values.ToDictionary(kind => kind.Grain.Name,
            kind => Versions.Values.Where(procedure => procedure.Case == kind).SelectMany(procedure => procedure.Hears).Concat(Procedure.Dates(kind)).ToHashSet());
    }

    /// <summary>The procedures in force, by id.</summary>
    public IReadOnlyDictionary<string, Procedure> InForce => shelved.InForce;

    /// <summary>Shelves the procedures of this program and reads those that came before.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        var mine = Library.Default(rules()).ById.ToDictionary();
        await using (var keep = Parameter.Command(database, "insert into jalon.procedure (id, version, file) select * from unnest($1, $2, $3) on conflict do nothing",
            Parameter.Of(mine.Values.Select(one => one.Id).ToArray()), Parameter.Of(mine.Values.Select(one => one.Version).ToArray()),
            Parameter.Of(mine.Values.Select(one => one.File.ToArray()).ToArray()))) await keep.ExecuteNonQueryAsync(ct);
        shelved = new(mine, mine.Values.ToDictionary(one => (one.Id, one.Version)));
        await ReadOthersAsync(ct);
    }

    /// <summary>A version, null when there is none. One that another program shelved meanwhile is read.</summary>
    public async Task<Procedure?> FindAsync(string id, string version, CancellationToken ct)
    {
        if (shelved.Versions.TryGetValue((id, version), out var known)) return known;
        await ReadOthersAsync(ct);
        return shelved.Versions.GetValueOrDefault((id, version));
    }

    /// <summary>Whether a fact can matter to a procedure, by its name alone: most facts stop here.</summary>
    public bool MayMatter(string grainKind, string fact) => shelved.Heard.TryGetValue(grainKind, out var names) && names.Contains(fact);

    /// <summary>Those in force that a fact of the case starts.</summary>
    public IReadOnlyList<Procedure> StartedBy(CaseKind kind, CaseFact fact) =>
        [.. shelved.InForce.Values.Where(procedure => procedure.Case == kind && procedure.StartedBy.Any(pattern => pattern.Matches(fact)))];

    /// <summary>The one in force that is taken up at a stage of the case.</summary>
    public Procedure? TakenUpAt(CaseKind kind, string stage) => shelved.InForce.Values.FirstOrDefault(procedure => procedure.Case == kind && procedure.EntryAt(stage) is not null);

    private async Task ReadOthersAsync(CancellationToken ct)
    {
        var versions = shelved.Versions.ToDictionary();
        await using var query = database.CreateCommand("select id, version, file from jalon.procedure");
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var key = (row.GetString(0), row.GetString(1));
            if (versions.ContainsKey(key)) continue;
            var reading = ProcedureReader.Read(row.GetFieldValue<byte[]>(2), rules());
            versions[key] = reading.Procedure ?? throw new InvalidOperationException($"procedure {key.Item1} {key.Item2} does not read any more: {reading.Problems[0].Sentence}");
        }

        shelved = new(shelved.InForce, versions);
    }
}
