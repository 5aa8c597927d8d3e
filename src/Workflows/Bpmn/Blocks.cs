using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>
/// Parallel branches are blocks: what a gateway opens, one gateway closes, and no flow enters or leaves in between. A side path (what an event that does not
/// interrupt begins) ends alone. So a token is never lost at a join, nor doubled past it.
/// </summary>
internal sealed class Blocks(Links links)
{
    /// <summary>The way of the token that starts the procedure; the others bear the id of the flow or event that opens them.</summary>
    private const string Main = "";

    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, ParallelGateway?> joins = [];
    private readonly Dictionary<string, HashSet<string>> regions = [];

    /// <summary>Ids of the elements on a side path.</summary>
    public static IReadOnlySet<string> SideOf(IReadOnlyList<Element> elements, IReadOnlyList<Flow> flows)
    {
        var links = new Links(elements, flows);
        return elements.OfType<BoundaryEvent>().Where(boundary => !boundary.Interrupting).SelectMany(boundary => links.From(boundary.Id)).ToHashSet();
    }

    /// <summary>The outermost block around an element, or that a gateway closes: its elements and flows, as one text.</summary>
    public static string? Around(string id, IReadOnlyList<Element> elements, IReadOnlyList<Flow> flows)
    {
        var blocks = new Blocks(new Links(elements, flows));
        blocks.Problems();
        foreach (var (fork, join) in blocks.joins)
        {
            var inside = blocks.Content(fork, join!.Id);
            if (!blocks.regions[Main].Contains(fork) || (id != join.Id && !inside.Contains(id))) continue;
            var links = flows.Where(flow => inside.Contains(flow.To) || flow.To == join.Id).Select(flow => $"{flow.Id}:{flow.From}>{flow.To}");
            return string.Join(' ', elements.Where(element => inside.Contains(element.Id)).Select(element => $"{element.Id}:{element.GetType().Name}").Concat(links).Order(StringComparer.Ordinal));
        }

        return null;
    }

    /// <summary>Everything between a fork and the gateway that closes it.</summary>
    private HashSet<string> Content(string fork, string join)
    {
        var seen = new HashSet<string>();
        var left = new Queue<string>(links.Out(fork).Select(flow => flow.To));
        while (left.TryDequeue(out var id))
        {
            if (id == join || !seen.Add(id)) continue;
            foreach (var next in links.Out(id).Select(flow => flow.To).Concat(links.On(id).Select(boundary => boundary.Id))) left.Enqueue(next);
        }

        return seen;
    }

    public IReadOnlyList<Problem> Problems()
    {
        Walk(links.Elements.OfType<StartEvent>().Single().Id, inBlock: null, Main);
        foreach (var boundary in links.Elements.OfType<BoundaryEvent>().Where(boundary => !boundary.Interrupting)) Walk(boundary.Id, inBlock: null, boundary.Id);
        if (problems.Count == 0) problems.AddRange(Crossings());
        return problems;
    }

    /// <summary>Ids of the elements in parallel branches or on a side path.</summary>
    public HashSet<string> Inside()
    {
        Problems();
        return regions.Where(region => region.Key != Main).SelectMany(region => region.Value).ToHashSet();
    }

    /// <summary>Follows one token; gives the flows by which it comes to the gateway that closes its block.</summary>
    private List<Flow> Walk(string first, ParallelGateway? inBlock, string region)
    {
        var seen = regions[region] = [first];
        var arrivals = new List<Flow>();
        var left = new Queue<string>([first]);
        while (left.TryDequeue(out var id))
        {
            var element = links.Find(id)!;
            if (element is EndEvent { Terminates: false } && inBlock is not null)
                problems.Add(Soundness.Of(element, $"elle est entre deux branches ouvertes par {The(inBlock)} : refermez les branches d’abord."));
            foreach (var boundary in links.On(id).Where(boundary => boundary.Interrupting)) if (seen.Add(boundary.Id)) left.Enqueue(boundary.Id);
            foreach (var flow in Onward(element))
            {
                if (IsJoin(flow.To)) arrivals.Add(flow);
                else if (flow.To == inBlock?.Id) problems.Add(Soundness.Of(inBlock, "une de ses branches y revient : fermez les branches avant de recommencer."));
                else if (seen.Add(flow.To)) left.Enqueue(flow.To);
            }
        }

        if (inBlock is null)
            foreach (var flow in arrivals) problems.Add(Soundness.Of(links.Find(flow.To)!, "elle attend plusieurs branches, mais aucune passerelle parallèle ne les a ouvertes."));
        return arrivals;
    }

    /// <summary>After a fork, the token is followed beyond the gateway that closes it.</summary>
    private IEnumerable<Flow> Onward(Element element)
    {
        if (element is not ParallelGateway fork || links.Out(fork.Id).Count() < 2) return links.Out(element.Id);
        if (!joins.TryGetValue(fork.Id, out var join))
        {
            joins[fork.Id] = null;
            joins[fork.Id] = join = JoinOf(fork);
        }

        return join is null ? [] : links.Out(join.Id);
    }

    private ParallelGateway? JoinOf(ParallelGateway fork)
    {
        var branches = links.Out(fork.Id).Select(flow => IsJoin(flow.To) ? [flow] : Walk(flow.To, fork, flow.Id)).ToList();
        if (problems.Count > 0) return null;
        if (branches.Find(branch => branch.Select(flow => flow.Id).Distinct().Count() != 1) is { } wrong)
        {
            problems.Add(Soundness.Of(fork, wrong.Count == 0
                ? "une de ses branches ne se referme pas : faites-les toutes arriver à une même passerelle parallèle."
                : "une de ses branches arrive à la fermeture par plusieurs flux : réunissez-les d’abord par une passerelle exclusive."));
            return null;
        }

        var closing = branches.Select(branch => branch[0].To).Distinct().ToList();
        if (closing.Count > 1 || links.In(closing[0]).Count() != branches.Count)
        {
            problems.Add(Soundness.Of(fork, "ses branches ne se referment pas toutes à la même passerelle parallèle, ou celle-ci en attend d’autres."));
            return null;
        }

        return (ParallelGateway)links.Find(closing[0])!;
    }

    private bool IsJoin(string id) => links.Find(id) is ParallelGateway && links.In(id).Count() > 1;

    /// <summary>An element belongs to one token's way only.</summary>
    private IEnumerable<Problem> Crossings()
    {
        var owners = regions.SelectMany(region => region.Value.Select(id => (id, region.Key))).GroupBy(pair => pair.id).Where(group => group.Count() > 1);
        foreach (var group in owners.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var element = links.Find(group.Key)!;
            if (element is ParallelGateway && IsJoin(element.Id)) continue;
            yield return Soundness.Of(element, "plusieurs branches menées de front y passent, ou l’on y entre depuis l’extérieur de sa branche : gardez chaque branche à part.");
        }
    }
}
