using Jalon.Grains.Calendar;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;

namespace Jalon.Workflows.Running;

/// <summary>What a fact of the case does to an instance.</summary>
internal sealed partial class Run
{
    private const int MostKept = 32;

    /// <summary>Whether it changed anything here.</summary>
    public bool Hear(HearFact heard)
    {
        var stage = heard.Fact.Stage;
        Record(new CaseHeard(heard.Version, stage));
        if (StopsOrStarts(heard)) return true;
        var matched = Deliver(heard.Fact);
        Drain();
        if (State.End is null)
        {
            if (stage is not null) DropFormerFacts();
            if (!matched) Keep(heard);
            MoveTimers();
        }

        return facts.Count > 1 || stage is not null;
    }

    /// <summary>Outcomes of the case, what undoes them, and pauses. True when nothing else is to be done with this fact.</summary>
    private bool StopsOrStarts(HearFact heard)
    {
        var (kind, fact) = (procedure.Case, heard.Fact);
        if (procedure.Head.CancelledBy.FirstOrDefault(outcome => outcome.Fact.Matches(fact)) is { } outcome)
        {
            Cancel(outcome, heard.At);
            return true;
        }

        var undone = State.Suspended?.Outcome is { } name && kind.Outcomes.Any(ended => ended.Name == name && ended.Undo?.Matches(fact) == true);
        if (undone || (State.Suspended is { Outcome: null } && kind.Resumes.Any(pattern => pattern.Matches(fact)))) Record(new InstanceResumed());
        else if (State.Suspended is null && kind.Pauses.Any(pattern => pattern.Matches(fact))) Record(new InstanceSuspended(null, null));
        return State.Suspended?.Outcome is not null;
    }

    /// <summary>What may be undone suspends the instance for as long as the undo is offered; what may not ends it.</summary>
    private void Cancel(Outcome outcome, DateTimeOffset at)
    {
        if (outcome.Undo is null)
        {
            End(InstanceEnd.Cancelled);
            return;
        }

        if (State.Suspended is not null) Record(new InstanceResumed());
        Record(new InstanceSuspended(outcome.Name, at.AddSeconds(context.Rules.On(FrenchCalendar.DayOf(at), "undo-window", view.OrganisationId).Amount)));
    }

    /// <summary>Everything that waits for this fact is served, in the order of the file, events attached to an activity after the activities.</summary>
    private bool Deliver(CaseFact fact)
    {
        var matched = false;
        foreach (var key in State.Open.OrderBy(wait => procedure[wait.Element] is BoundaryEvent).ThenBy(wait => procedure.Order[wait.Element]).Select(wait => wait.Key).ToList())
            if (State.At(key) is { } wait) matched |= Serve(wait, fact);
        return matched;
    }

    private bool Serve(Wait wait, CaseFact fact)
    {
        switch (procedure[wait.Element])
        {
            case UserTask { Each: not null } task:
                if (wait.Items!.FirstOrDefault(item => !item.Done && task.CompletedBy.Any(pattern => pattern.Matches(fact, item.Item))) is not { } found) return false;
                CompleteItem(task, wait, found.Item);
                return true;
            case UserTask task when task.CompletedBy.Any(pattern => pattern.Matches(fact)):
                Complete(wait, FactOf(task, fact.Kind));
                return true;
            case BoundaryEvent { Awaited: Message message } when message.Facts.Any(pattern => pattern.Matches(fact)):
                Complete(wait);
                return true;
            case var element when MessageOf(element)?.Facts.Any(pattern => pattern.Matches(fact)) == true:
                Complete(wait);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Kept, in a small box, when something drawn further on waits for it. An event attached to an activity only counts what happens during it.</summary>
    private void Keep(HearFact heard)
    {
        if (!procedure.Elements.Any(element => Awaits(element).Any(pattern => pattern.Matches(heard.Fact)))) return;
        if (State.Inbox.Count >= MostKept) Record(new KeptFactDropped(State.Inbox[0].Version));
        Record(new FactKept(heard.Version, heard.Fact.Kind, heard.Fact.Fields));
    }

    private static IEnumerable<Pattern> Awaits(Element element) => element is UserTask task ? task.CompletedBy : MessageOf(element)?.Facts ?? [];

    /// <summary>The case changed stage: what it kept for the former one is dropped.</summary>
    private void DropFormerFacts()
    {
        foreach (var kept in State.Inbox.Where(kept => kept.Version < State.StageFrom).ToList()) Record(new KeptFactDropped(kept.Version));
    }

    /// <summary>What makes no sense at the stage of the case is closed as overtaken: it waited when the case moved on, or was come to after it had.</summary>
    private void LeaveWhatIsOvertaken()
    {
        var overtaken = State.Open.Where(wait => procedure[wait.Element] is { ValidIn: { Count: > 0 } stages } and not BoundaryEvent && !stages.Contains(State.Stage)).ToList();
        foreach (var path in overtaken.Where(wait => procedure.Side.Contains(wait.Element)).Select(wait => wait.Side!).Distinct().ToList()) LeaveSide(path);
        if (overtaken.Any(wait => !procedure.Side.Contains(wait.Element))) TakeUp();
    }

    /// <summary>All that is under way on a side path goes with the wait that was overtaken: a sibling would come to the end of its block and wait there for ever.</summary>
    private void LeaveSide(string path)
    {
        foreach (var wait in State.Open.Where(wait => wait.Side == path).ToList()) GiveUp(wait, WaitEnd.Overtaken);
        Record(new SidePathLeft(path));
    }

    /// <summary>
    /// The procedure leaves the place where it waited, and goes on where the new stage says; it is over where it has nothing to do there, or where even what is waited for
    /// there makes no sense.
    /// </summary>
    private void TakeUp()
    {
        if (takenUp || procedure.EntryAt(State.Stage) is not { } entry)
        {
            End(InstanceEnd.Overtaken);
            return;
        }

        foreach (var wait in State.Open) GiveUp(wait, WaitEnd.Overtaken);
        Record(new TakenUpAt(entry.Id));
        (side, takenUp) = (null, true);
        Send(entry);
        Drain();
    }

    /// <summary>Timers that follow a date of the case follow it where it goes.</summary>
    private void MoveTimers()
    {
        foreach (var wait in State.Open.Where(wait => wait.Kind == WaitKind.Timer).ToList())
        {
            if (TimerOf(procedure[wait.Element]) is not { Named: not null } timer) continue;
            var (due, rule) = Timers.Due(timer, wait.Since, Read, context.Rules, view.OrganisationId);
            if (due != wait.Due) Record(new TimerMoved(wait.Element, wait.Visit, wait.Due, due, rule?.Name, rule?.Version));
        }
    }

    /// <summary>After a change of version: a timer keeps its instant, unless it follows another rule, or another version of its rule.</summary>
    public void FollowRules()
    {
        foreach (var wait in State.Open.Where(wait => wait.Kind == WaitKind.Timer).ToList())
        {
            if (TimerOf(procedure[wait.Element]) is not { } timer) continue;
            var (due, rule) = Timers.Due(timer, wait.Since, Read, context.Rules, view.OrganisationId);
            if (rule?.Name != wait.Rule || rule?.Version != wait.RuleVersion) Record(new TimerMoved(wait.Element, wait.Visit, wait.Due, due, rule?.Name, rule?.Version));
        }
    }

    internal static Timer? TimerOf(Element element) => element switch
    {
        CatchEvent caught => caught.Awaited as Timer,
        BoundaryEvent boundary => boundary.Awaited as Timer,
        _ => null,
    };
}
