namespace Jalon.Workflows.Bpmn;

/// <summary>Who follows whom, events attached to a task included.</summary>
internal sealed class Links(IReadOnlyList<Element> elements, IReadOnlyList<Flow> flows)
{
    private readonly Dictionary<string, Element> byId = elements.ToDictionary(element => element.Id);
    private readonly ILookup<string, Flow> outgoing = flows.ToLookup(flow => flow.From);
    private readonly ILookup<string, Flow> incoming = flows.ToLookup(flow => flow.To);
    private readonly ILookup<string, BoundaryEvent> boundaries = elements.OfType<BoundaryEvent>().ToLookup(boundary => boundary.Host);

    public IReadOnlyList<Element> Elements => elements;

    public Element? Find(string id) => byId.GetValueOrDefault(id);

    public IEnumerable<Flow> Out(string id) => outgoing[id];

    public IEnumerable<Flow> In(string id) => incoming[id];

    public IEnumerable<BoundaryEvent> On(string id) => boundaries[id];

    /// <summary>Everything that can come after an element, itself included.</summary>
    public HashSet<string> From(string id) => Closure([id], each => outgoing[each].Select(flow => flow.To).Concat(boundaries[each].Select(boundary => boundary.Id)));

    /// <summary>Everything from which one of these can be reached.</summary>
    public HashSet<string> To(IEnumerable<string> ids) => Closure(ids, each => incoming[each].Select(flow => flow.From).Concat(byId[each] is BoundaryEvent boundary ? [boundary.Host] : []));

    private static HashSet<string> Closure(IEnumerable<string> ids, Func<string, IEnumerable<string>> next)
    {
        var seen = ids.ToHashSet();
        var left = new Queue<string>(seen);
        while (left.TryDequeue(out var id))
            foreach (var other in next(id)) if (seen.Add(other)) left.Enqueue(other);
        return seen;
    }
}
