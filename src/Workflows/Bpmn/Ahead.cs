namespace Jalon.Workflows.Bpmn;

/// <summary>What comes after a place of a procedure, for people: the next things somebody does or waits for, choices left open.</summary>
public static class Ahead
{
    /// <summary>In the order of the file; what the program does by itself is passed through.</summary>
    public static IReadOnlyList<Element> Next(Procedure procedure, string from)
    {
        var found = new HashSet<string>();
        var seen = new HashSet<string> { from };
        var ways = new Queue<string>(procedure.Out(from).Select(flow => flow.To));
        while (ways.TryDequeue(out var id))
        {
            if (!seen.Add(id)) continue;
            if (IsSaid(procedure[id])) found.Add(id);
            else foreach (var flow in procedure.Out(id)) ways.Enqueue(flow.To);
        }

        return [.. procedure.Elements.Where(element => found.Contains(element.Id))];
    }

    /// <summary>What a list of steps shows: things that are done, waited for, or that end it.</summary>
    public static bool IsSaid(Element element) => element is UserTask or ReceiveTask or CatchEvent or CallActivity or EndEvent;
}
