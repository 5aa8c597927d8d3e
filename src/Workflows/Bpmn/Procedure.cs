using Jalon.Workflows.Cases;
using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Bpmn;

/// <summary>One version of a procedure, read from its file and found sound. Its elements and flows are in the order of the file, which is the order of evaluation.</summary>
public sealed class Procedure
{
    private readonly ILookup<string, Flow> outgoing;
    private readonly ILookup<string, Flow> incoming;
    private readonly ILookup<string, BoundaryEvent> boundaries;
    private readonly Dictionary<string, Element> byId;

    internal Procedure(ProcedureHead head, IReadOnlyList<Element> elements, IReadOnlyList<Flow> flows, IReadOnlyList<Lane> lanes, ReadOnlyMemory<byte> file)
    {
        (Head, Elements, Flows, Lanes, File) = (head, elements, flows, lanes, file);
        byId = elements.ToDictionary(element => element.Id);
        outgoing = flows.ToLookup(flow => flow.From);
        incoming = flows.ToLookup(flow => flow.To);
        boundaries = elements.OfType<BoundaryEvent>().ToLookup(boundary => boundary.Host);
        Order = elements.Select((element, index) => (element.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        Names = AllNames();
    }

    public ProcedureHead Head { get; }

    /// <summary>Id of the process in the file: stable from version to version.</summary>
    public string Id => Head.Id;

    /// <summary>Follows from the content of the file: the same file is the same version.</summary>
    public required string Version { get; init; }

    public CaseKind Case => Head.Case;

    public IReadOnlyList<Element> Elements { get; }

    public IReadOnlyList<Flow> Flows { get; }

    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>The file as it came in, diagram and foreign attributes included: what an export gives back.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>What a condition may read: facts of the case, inputs, answers of tasks, outputs of calls.</summary>
    public IReadOnlyDictionary<string, Named> Names { get; }

    /// <summary>Elements on a side path: one opened by an event that does not interrupt, and that ends alone.</summary>
    public required IReadOnlySet<string> Side { get; init; }

    internal IReadOnlyDictionary<string, int> Order { get; }

    public StartEvent Start => Elements.OfType<StartEvent>().Single();

    /// <summary>The facts that start it by themselves.</summary>
    public IReadOnlyList<Pattern> StartedBy => Start.Message?.Facts ?? [];

    public Element this[string id] => byId[id];

    public Element? Find(string id) => byId.GetValueOrDefault(id);

    public IEnumerable<Flow> Out(string id) => outgoing[id];

    public IEnumerable<Flow> In(string id) => incoming[id];

    public IEnumerable<BoundaryEvent> On(string id) => boundaries[id];

    /// <summary>Names of the facts of the case that can change something here.</summary>
    public IEnumerable<string> Hears => Elements.SelectMany(Awaited).Concat(StartedBy).Concat(Case.Pauses).Concat(Case.Resumes)
        .Concat(Head.CancelledBy.SelectMany(outcome => outcome.Undo is { } undo ? [outcome.Fact, undo] : new[] { outcome.Fact })).Select(pattern => pattern.Name).Distinct();

    /// <summary>Names of the facts of a kind of case that bring a date: a timer may follow any of them.</summary>
    public static IEnumerable<string> Dates(CaseKind kind) => kind.Grain.Facts.Where(fact => CaseFact.FieldsOf(fact.Value).Values
        .Any(field => (Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType) == typeof(DateOnly))).Select(fact => fact.Key);

    private static IReadOnlyList<Pattern> Awaited(Element element) => element switch
    {
        UserTask task => task.CompletedBy,
        ReceiveTask { Message: var message } => message.Facts,
        CatchEvent { Awaited: Message message } => message.Facts,
        BoundaryEvent { Awaited: Message message } => message.Facts,
        _ => [],
    };

    /// <summary>What the parallel branches around an element are made of, as one text; null outside any. Two versions with the same text keep the same promises there.</summary>
    internal string? BlockOf(string id) => Blocks.Around(id, Elements, Flows);

    /// <summary>Where the procedure is taken up at a stage of the case, null where it has nothing to do there.</summary>
    public Element? EntryAt(string stage) => Elements.FirstOrDefault(element => element.Entries.Contains(stage));

    private Dictionary<string, Named> AllNames()
    {
        var names = Case.Names.ToDictionary(name => name.Name);
        foreach (var input in Head.Inputs) Add(input);
        foreach (var task in Elements.OfType<UserTask>())
        {
            if (task.Answers.Count > 0) Add(new($"{task.Id}.answer", NameType.Text, task.Answers));
            if (task.CompletedBy.Count > 0) Add(new($"{task.Id}.fact", NameType.Text, [.. task.CompletedBy.Select(pattern => pattern.Name).Distinct()]));
        }

        foreach (var call in Elements.OfType<CallActivity>())
            foreach (var output in call.Outputs) Add(new($"{call.Id}.{output}", NameType.Text));
        return names;

        void Add(Named name) => names[name.Name] = name;
    }
}

/// <summary>What a file says of the whole procedure.</summary>
/// <param name="Case">The kind of case it runs on.</param>
/// <param name="CancelledBy">Outcomes of the case that end it.</param>
/// <param name="Inputs">What it must be given when another procedure calls it.</param>
/// <param name="Outputs">What it gives back: the name outside, and the name read at the end.</param>
public sealed record ProcedureHead(string Id, string Name, CaseKind Case, IReadOnlyList<Outcome> CancelledBy, IReadOnlyList<Named> Inputs, IReadOnlyDictionary<string, string> Outputs)
{
    /// <summary>What it is for, in the words of its file.</summary>
    public string Documentation { get; init; } = "";
}

/// <summary>Why a file is refused: the element, where one is at fault, and a French sentence.</summary>
public sealed record Problem
{
    public Problem(string? elementId, string sentence) => (ElementId, Sentence) = (elementId, Sentences.Typeset(sentence));

    public string? ElementId { get; }

    public string Sentence { get; }
}

/// <summary>What a file gives: a procedure, or every reason why not.</summary>
public sealed record Reading(Procedure? Procedure, IReadOnlyList<Problem> Problems);
