using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>What a token does on entering each kind of element.</summary>
internal sealed partial class Run
{
    private const int MostItems = 100;
    private const int DeepestCalls = 4;

    private void Enter(Move move)
    {
        side = move.Side;
        switch (move.To)
        {
            case EndEvent end: Finish(end); break;
            case ExclusiveGateway gateway: Choose(gateway, move); break;
            case ParallelGateway gateway: Split(gateway, move); break;
            case EventGateway gateway: Race(gateway); break;
            case UserTask task: OpenTask(task, move); break;
            case SendTask send:
                Record(new MessageAsked(send.Id, NextVisit(send), send.Template, send.Audience));
                Leave(send);
                break;
            case ServiceTask service:
                Record(new CommandAsked(service.Id, NextVisit(service), service.Command.Name, service.Command.Fields));
                ArmBoundaries(service);
                break;
            case ReceiveTask receive: Await(receive, receive.Message); break;
            case CatchEvent caught: Await(caught, caught.Awaited); break;
            case CallActivity call: Call(call, move); break;
            default: Leave(move.To); break;
        }
    }

    private void Finish(EndEvent end)
    {
        Record(new EndReached(end.Id, NextVisit(end)));
        if (end.Terminates) End(InstanceEnd.Terminated);
    }

    /// <summary>The first true flow in the order of the file, else the default one; without either, an incident.</summary>
    private void Choose(ExclusiveGateway gateway, Move move)
    {
        var outgoing = procedure.Out(gateway.Id).ToList();
        var chosen = outgoing.Count == 1 ? outgoing[0]
            : outgoing.Find(flow => flow.Condition?.IsTrue(Read) == true) ?? outgoing.Find(flow => flow.Id == gateway.Default);
        if (chosen is null)
        {
            Stop(move, "no_true_flow");
            return;
        }

        var names = outgoing.Where(flow => flow.Condition is not null).SelectMany(flow => flow.Condition!.Names).Distinct();
        Record(new GatewayPassed(gateway.Id, NextVisit(gateway), chosen.Id, ReadAll(names.Select(name => KeyValuePair.Create(name, name)))));
        Send(procedure[chosen.To], chosen);
    }

    private void Split(ParallelGateway gateway, Move move)
    {
        var incoming = procedure.In(gateway.Id).Count();
        if (incoming > 1)
        {
            Record(new BranchArrived(gateway.Id, move.By!.Id, side));
            if (State.Arrived.Count(arrival => arrival.Join == gateway.Id && arrival.Side == side) < incoming) return;
            Record(new BranchesJoined(gateway.Id, NextVisit(gateway)));
        }
        else Record(new GatewayPassed(gateway.Id, NextVisit(gateway)));

        Leave(gateway);
    }

    /// <summary>All waits are armed together; what already came wins at once.</summary>
    private void Race(EventGateway gateway)
    {
        var visit = NextVisit(gateway);
        Record(new GatewayPassed(gateway.Id, visit));
        var targets = procedure.Out(gateway.Id).Select(flow => procedure[flow.To]).ToList();
        if (targets.Exists(target => MessageOf(target) is { } message && TakeKept(target, message.Facts))) return;
        foreach (var target in targets)
        {
            Arm(target, MessageOf(target) is { } message ? message : ((CatchEvent)target).Awaited, Keys.Of(gateway.Id, visit));
            if (target is ReceiveTask) ArmBoundaries(target);
        }
    }

    private static Message? MessageOf(Element element) => element switch
    {
        ReceiveTask receive => receive.Message,
        CatchEvent { Awaited: Message message } => message,
        _ => null,
    };

    private void Await(Element element, Awaited awaited)
    {
        if (awaited is Message message && TakeKept(element, message.Facts)) return;
        Arm(element, awaited, host: null);
        ArmBoundaries(element);
    }

    private void Arm(Element element, Awaited awaited, string? host)
    {
        if (awaited is Timer timer)
        {
            var (due, rule) = Timers.Due(timer, context.At, Read, context.Rules, view.OrganisationId);
            Record(new TimerArmed(element.Id, NextVisit(element), due, host, rule?.Name, rule?.Version));
        }
        else Record(new MessageAwaited(element.Id, NextVisit(element), host));
    }

    /// <summary>The events attached to an activity that was just opened.</summary>
    private void ArmBoundaries(Element activity)
    {
        var host = Keys.Of(activity.Id, State.Visits[activity.Id]);
        foreach (var boundary in procedure.On(activity.Id)) Arm(boundary, boundary.Awaited, host);
    }

    /// <summary>A fact that came early, during this visit of the stage, serves once: the token does not wait.</summary>
    private bool TakeKept(Element element, IReadOnlyList<Pattern> patterns)
    {
        if (KeptFor(patterns) is not { } kept) return false;
        Record(new KeptFactTaken(kept.Version, element.Id, NextVisit(element), element is UserTask ? FactOf(element, kept.Kind) : null));
        Leave(element);
        return true;
    }

    private Kept? KeptFor(IReadOnlyList<Pattern> patterns, string? item = null) =>
        State.Inbox.FirstOrDefault(kept => kept.Version >= State.StageFrom && patterns.Any(pattern => pattern.Matches(new(kept.Kind, kept.Fields), item)));

    private static Dictionary<string, string> FactOf(Element task, string kind) => new() { [$"{task.Id}.fact"] = kind };

    /// <summary>Where the case has a step of its own for the task, the task has its dates: a person sees one target, and not two.</summary>
    private void OpenTask(UserTask task, Move move)
    {
        if (task.Each is null && TakeKept(task, task.CompletedBy)) return;
        var items = task.Each is { } each ? view.Lists[each.Collection] : null;
        if (items?.Count > MostItems)
        {
            Stop(move, "too_many_items");
            return;
        }

        var (visit, holder) = (NextVisit(task), view.Holders[task.Holder]);
        var own = view.Steps.FirstOrDefault(open => open.Name == task.Target);
        var step = own ?? (task.Target is { } target ? context.Rules.Open(target, visit, task.Kind, holder, context.At) : null);
        Record(new TaskOpened(task.Id, visit, task.Kind, holder, step?.Target, step?.Due, items, items is null ? null : Math.Min(items.Count, task.Each!.AtLeast ?? items.Count), task.Step,
            own?.Since < context.At ? own.Since : null));
        ArmBoundaries(task);
        if (items is not null) TakeKeptItems(task, visit, items);
    }

    /// <summary>Items already dealt with are done at once; when that is enough, so is the task.</summary>
    private void TakeKeptItems(UserTask task, int visit, IReadOnlyList<string> items)
    {
        foreach (var item in items)
        {
            if (KeptFor(task.CompletedBy, item) is not { } kept) continue;
            Record(new KeptFactTaken(kept.Version, task.Id, visit));
            Record(new ItemDone(task.Id, visit, item));
        }

        CompleteIfEnough(task, visit);
    }

    private void Call(CallActivity call, Move move)
    {
        if (!callable.TryGetValue(call.Calls, out var called)) Stop(move, "procedure_unknown");
        else if (State.Depth >= DeepestCalls) Stop(move, "calls_too_deep");
        else
        {
            var visit = NextVisit(call);
            Record(new ChildCalled(call.Id, visit, Keys.Effect(State.Id, call.Id, visit, "child"), called.Id, called.Version, ReadAll(call.Inputs), State.Heard, State.Stage));
            ArmBoundaries(call);
        }
    }
}
