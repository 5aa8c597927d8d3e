using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>
/// What must hold of a diagram so that every token gets somewhere: links, reach, and parallel branches that close where they opened. With those, soundness
/// (van der Aalst, 1998: the end can always be reached, nothing is left behind, nothing is dead) is decided when the file is read.
/// </summary>
internal static class Soundness
{
    public static IEnumerable<Problem> Problems(IReadOnlyList<Element> elements, IReadOnlyList<Flow> flows)
    {
        var links = new Links(elements, flows);
        var problems = new[] { Ends(elements), elements.SelectMany(element => Shape(element, links)), elements.SelectMany(element => Conditions(element, links)) }
            .SelectMany(found => found).ToList();
        if (problems.Count == 0) problems.AddRange(Reach(elements, links));
        if (problems.Count == 0) problems.AddRange(new Blocks(links).Problems());
        if (problems.Count == 0) problems.AddRange(Entries(elements, links));
        return problems;
    }

    private static IEnumerable<Problem> Ends(IReadOnlyList<Element> elements)
    {
        var starts = elements.OfType<StartEvent>().Count();
        if (starts != 1) yield return new(null, $"Une procédure a un départ et un seul : celle-ci en a {starts}.");
        if (!elements.OfType<EndEvent>().Any()) yield return new(null, "Cette procédure n’a pas de fin : dessinez-en une.");
    }

    /// <summary>How many flows come in and go out.</summary>
    private static IEnumerable<Problem> Shape(Element element, Links links)
    {
        var (incoming, outgoing) = (links.In(element.Id).Count(), links.Out(element.Id).Count());
        if (element is StartEvent or BoundaryEvent && incoming > 0) yield return Of(element, "aucun flux ne peut y arriver.");
        if (element is EndEvent && outgoing > 0) yield return Of(element, "aucun flux ne peut en partir.");
        if (element is not EndEvent && outgoing == 0) yield return Of(element, "aucun flux n’en part : reliez-la à la suite, ou à une fin.");
        if (element is not (ExclusiveGateway or ParallelGateway or EventGateway or EndEvent) && outgoing > 1)
            yield return Of(element, "plusieurs flux en partent : dessinez une passerelle qui dit si l’on choisit ou si l’on mène tout de front.");
        if (element is ParallelGateway && incoming > 1 && outgoing > 1) yield return Of(element, "elle ferme et ouvre à la fois : dessinez deux passerelles.");
        if (element is BoundaryEvent boundary && links.Find(boundary.Host) is not (UserTask or ReceiveTask or ServiceTask or CallActivity)) yield return Of(element, "il n’est attaché à aucune tâche.");
        if (element is EventGateway) foreach (var problem in Race(element, links)) yield return problem;
    }

    private static IEnumerable<Problem> Race(Element gateway, Links links)
    {
        if (links.Out(gateway.Id).Count() < 2) yield return Of(gateway, "une passerelle à événements attend au moins deux choses.");
        foreach (var flow in links.Out(gateway.Id))
        {
            var next = links.Find(flow.To)!;
            if (next is not (CatchEvent or ReceiveTask)) yield return Of(gateway, $"seuls un événement d’attente ou une tâche de réception peuvent la suivre, et non {The(next)}.");
            else if (links.In(next.Id).Count() > 1) yield return Of(next, "elle suit une passerelle à événements : aucun autre flux ne peut y arriver.");
        }
    }

    private static IEnumerable<Problem> Conditions(Element element, Links links)
    {
        var outgoing = links.Out(element.Id).ToList();
        if (element is not ExclusiveGateway gateway || outgoing.Count < 2)
        {
            foreach (var flow in outgoing.Where(flow => flow.Condition is not null)) yield return Of(element, "seul un flux qui part d’une passerelle exclusive à plusieurs sorties porte une condition.");
            yield break;
        }

        if (gateway.Default is { } named && outgoing.All(flow => flow.Id != named)) yield return Of(element, "son flux par défaut n’en part pas.");
        foreach (var flow in outgoing.Where(flow => flow.Condition is null == (flow.Id != gateway.Default)))
            yield return Of(element, $"le flux vers {Quoted(links.Find(flow.To)!.Said)} doit porter une condition, ou être le flux par défaut.");
    }

    private static IEnumerable<Problem> Reach(IReadOnlyList<Element> elements, Links links)
    {
        var reached = links.From(elements.OfType<StartEvent>().Single().Id);
        foreach (var element in elements.Where(element => !reached.Contains(element.Id))) yield return Of(element, "rien n’y mène depuis le départ.");
        var finishing = links.To(elements.OfType<EndEvent>().Select(end => end.Id));
        foreach (var element in elements.Where(element => !finishing.Contains(element.Id))) yield return Of(element, "de là, aucune fin ne peut être atteinte.");
    }

    /// <summary>A procedure is taken up with one token: never inside parallel branches, nor on a side path.</summary>
    private static IEnumerable<Problem> Entries(IReadOnlyList<Element> elements, Links links)
    {
        var inside = new Blocks(links).Inside();
        foreach (var element in elements.Where(element => element.Entries.Count > 0))
        {
            if (inside.Contains(element.Id)) yield return Of(element, "on ne peut pas reprendre la procédure au milieu de branches parallèles, ni sur un chemin à côté.");
            if (element is BoundaryEvent || links.In(element.Id).Any(flow => links.Find(flow.From) is EventGateway)) yield return Of(element, "on ne peut pas reprendre la procédure à cet événement.");
        }

        foreach (var twice in elements.SelectMany(element => element.Entries).GroupBy(stage => stage).Where(group => group.Count() > 1))
            yield return new(null, $"La procédure se reprend à deux endroits pour la même étape, {Quoted(twice.Key)}.");
    }

    internal static Problem Of(Element element, string sentence) => new(element.Id, $"{Capital(The(element))} : {sentence}");
}
