using System.Reflection;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Procedures;

/// <summary>The procedures that come with the program, and what must hold of a set of procedures that call each other.</summary>
public sealed class Library
{
    private const int DeepestCalls = 4;

    private Library(IReadOnlyDictionary<string, Procedure> byId) => ById = byId;

    public IReadOnlyDictionary<string, Procedure> ById { get; }

    public IEnumerable<Procedure> All => ById.Values;

    public Procedure this[string id] => ById[id];

    /// <summary>Names of the files that come with the program, in alphabetical order.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.EndsWith(".bpmn", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static ReadOnlyMemory<byte> Open(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file) ?? throw new InvalidOperationException($"no procedure {file}");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The procedures that come with the program. One that does not read is a bug, found by the tests.</summary>
    public static Library Default(Rules rules)
    {
        var read = Files.Select(file => ProcedureReader.Read(Open(file), rules).Procedure ?? throw new InvalidOperationException($"{file} does not read"));
        return Of([.. read]).Library ?? throw new InvalidOperationException("the procedures do not fit together");
    }

    /// <summary>A set of procedures, or why they do not fit together: a call without its procedure, names that do not match, calls in circles or too deep.</summary>
    public static (Library? Library, IReadOnlyList<Problem> Problems) Of(IReadOnlyList<Procedure> procedures)
    {
        var twice = procedures.GroupBy(procedure => procedure.Id).Where(group => group.Count() > 1).Select(group => new Problem(group.Key, $"Deux procédures portent l’identifiant « {group.Key} »."));
        var problems = twice.ToList();
        if (problems.Count > 0) return (null, problems);
        var byId = procedures.ToDictionary(procedure => procedure.Id);
        problems.AddRange(procedures.SelectMany(procedure => Calls(procedure, byId)));
        if (problems.Count == 0) problems.AddRange(procedures.Where(procedure => Depth(procedure, byId, 0) > DeepestCalls).Select(TooDeep));
        return problems.Count > 0 ? (null, problems) : (new Library(byId), []);
    }

    private static IEnumerable<Problem> Calls(Procedure procedure, Dictionary<string, Procedure> byId)
    {
        foreach (var call in procedure.Elements.OfType<CallActivity>())
        {
            if (!byId.TryGetValue(call.Calls, out var called))
            {
                yield return new(call.Id, $"« {call.Said} » appelle la procédure « {call.Calls} », qui n’existe pas.");
                continue;
            }

            if (called.Case != procedure.Case) yield return new(call.Id, $"« {call.Said} » appelle une procédure d’un autre genre de dossier.");
            var given = call.Inputs.Keys.Order().ToList();
            if (!given.SequenceEqual(called.Head.Inputs.Select(input => input.Name).Order()))
                yield return new(call.Id, $"« {call.Said} » ne donne pas exactement ce que « {called.Head.Name} » demande : {string.Join(", ", called.Head.Inputs.Select(input => input.Name))}.");
            foreach (var (name, read) in call.Inputs.Where(input => called.Head.Inputs.Any(wanted => wanted.Name == input.Key && wanted.Type != procedure.Names[input.Value].Type)))
                yield return new(call.Id, $"« {call.Said} » donne « {read} » pour « {name} » : ce n’est pas le même genre de donnée.");
            foreach (var output in call.Outputs.Except(called.Head.Outputs.Keys)) yield return new(call.Id, $"« {call.Said} » attend « {output} », que « {called.Head.Name} » ne rend pas.");
        }
    }

    private static Problem TooDeep(Procedure procedure) => new(procedure.Id, $"« {procedure.Head.Name} » s’appelle elle-même, ou appelle d’autres procédures sur plus de {DeepestCalls} niveaux.");

    /// <summary>Levels of calls; a circle is deeper than any limit.</summary>
    private static int Depth(Procedure procedure, Dictionary<string, Procedure> byId, int above) => above > DeepestCalls ? above
        : procedure.Elements.OfType<CallActivity>().Select(call => Depth(byId[call.Calls], byId, above + 1)).DefaultIfEmpty(above).Max();
}
