using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>How waits end, and what ends with them.</summary>
internal sealed partial class Run
{
    /// <summary>What was waited for came: the token goes on. Events attached to the activity, and the others of a race, are given up at the same instant.</summary>
    public void Complete(Wait wait, IReadOnlyDictionary<string, string>? answers = null)
    {
        var element = procedure[wait.Element];
        side = wait.Side;
        if (element is BoundaryEvent boundary)
        {
            Fire(wait, boundary);
            return;
        }

        Record(new WaitEnded(wait.Element, wait.Visit, WaitEnd.Completed, answers, Step: wait.Step));
        foreach (var other in State.Open.Where(other => other.Host == wait.Key || (wait.Host is not null && other.Host == wait.Host)).ToList()) GiveUp(other);
        Leave(element);
    }

    /// <summary>An event attached to an activity: it goes off once per activation, and ends the activity if it interrupts, else begins a side path.</summary>
    private void Fire(Wait wait, BoundaryEvent boundary)
    {
        Record(new WaitEnded(wait.Element, wait.Visit, WaitEnd.Completed));
        if (boundary.Interrupting && State.At(wait.Host!) is { } host) GiveUp(host);
        if (!boundary.Interrupting) side = wait.Key;
        Leave(boundary);
    }

    /// <summary>A wait ends without what it waited for, with the events attached to it and, after a receive task in a race, with nothing else.</summary>
    private void GiveUp(Wait wait, WaitEnd how = WaitEnd.Cancelled)
    {
        if (State.At(wait.Key) is null) return;
        Record(new WaitEnded(wait.Element, wait.Visit, how, Child: wait.Child, Step: wait.Step));
        foreach (var attached in State.Open.Where(other => other.Host == wait.Key).ToList()) GiveUp(attached);
    }

    /// <summary>A new visit takes the place of a call whose instance was given up.</summary>
    public void CallAgain(Wait wait)
    {
        GiveUp(wait);
        side = wait.Side;
        Send(procedure[wait.Element]);
    }

    public void CompleteItem(UserTask task, Wait wait, string item)
    {
        Record(new ItemDone(wait.Element, wait.Visit, item));
        CompleteIfEnough(task, wait.Visit);
    }

    private void CompleteIfEnough(UserTask task, int visit)
    {
        var wait = State.At(task.Id, visit)!;
        if (wait.Items!.Count(item => item.Done) >= wait.Needed) Complete(wait);
    }
}
