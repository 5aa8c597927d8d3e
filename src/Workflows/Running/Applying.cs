using Jalon.Grains;

namespace Jalon.Workflows.Running;

/// <summary>What each fact makes of the state.</summary>
public static partial class InstanceGrain
{
    private static Instance Apply(Instance? before, InstanceFact fact, Stamp stamp)
    {
        if (fact is InstanceStarted started) return Started(started, stamp);
        var state = Happened(before!, fact, stamp);
        return fact is StepEntered entered ? state with { Visits = With(state.Visits, entered.Element, entered.Visit) } : state;
    }

    private static Instance Started(InstanceStarted fact, Stamp stamp) => new()
    {
        Id = fact.InstanceId,
        Procedure = fact.Procedure,
        Version = fact.Version,
        Case = fact.Case,
        CaseId = fact.CaseId,
        Caller = fact.Caller,
        Depth = fact.Depth,
        StartedAt = stamp.At,
        Stage = fact.Stage,
        StageFrom = fact.Heard,
        Heard = fact.Heard,
        Inputs = fact.Inputs,
    };

    private static Instance Happened(Instance state, InstanceFact fact, Stamp stamp) => fact switch
    {
        BranchArrived arrived => state with { Arrived = [.. state.Arrived, new(arrived.Element, arrived.Flow, arrived.Side)] },
        BranchesJoined joined => state with { Arrived = [.. state.Arrived.Where(arrival => arrival.Join != joined.Element || arrival.Side != joined.Side)] },
        TaskOpened or TimerArmed or MessageAwaited or CommandAsked or ChildCalled => state with { Open = [.. state.Open, Opened(fact, stamp) with { Side = ((StepEntered)fact).Side }] },
        ItemDone done => Changed(state, done.Element, done.Visit, wait => wait with { Items = [.. wait.Items!.Select(item => item.Item == done.Item ? item with { Done = true } : item)] }),
        TaskDelegated given => Handled(state, given.Element, given.Visit, given.Item, wait => wait with { Delegate = given.To }, item => item with { Delegate = given.To }),
        TaskSnoozed later => Handled(state, later.Element, later.Visit, later.Item, wait => wait with { SnoozedUntil = later.Until }, item => item with { SnoozedUntil = later.Until }),
        TimerMoved moved => Changed(state, moved.Element, moved.Visit, wait => wait with { Due = moved.Due, Rule = moved.Rule, RuleVersion = moved.RuleVersion }),
        WaitTroubled troubled => Changed(state, troubled.Element, troubled.Visit, wait => wait with { Incident = troubled.Code }),
        CommandRetried retried => Changed(state, retried.Element, retried.Visit, wait => wait with { Incident = null }),
        WaitEnded ended => Known(state with { Open = [.. state.Open.Where(wait => wait.Element != ended.Element || wait.Visit != ended.Visit)] }, ended.Answers),
        CaseHeard heard => heard.Stage is { } stage ? state with { Heard = heard.Version, Stage = stage, StageFrom = heard.Version } : state with { Heard = heard.Version },
        FactKept kept => state with { Inbox = [.. state.Inbox, new(kept.Version, kept.Kind, kept.Fields)] },
        KeptFactDropped dropped => Without(state, dropped.Version),
        KeptFactTaken taken => Known(Without(state, taken.Version), taken.Answers),
        IncidentRaised raised => state with { Incidents = [.. state.Incidents, new(raised.Number, raised.Element, raised.Flow, raised.Code, raised.Side)], LastIncident = raised.Number },
        IncidentCleared cleared => state with { Incidents = [.. state.Incidents.Where(stuck => stuck.Number != cleared.Number)] },
        InstanceSuspended suspended => state with { Suspended = new(stamp.At, suspended.Until, suspended.Outcome) },
        InstanceResumed => Resumed(state, stamp.At),
        InstanceEnded ended => state with { End = ended.How, EndedAt = stamp.At, Suspended = null, Open = [], Arrived = [], Incidents = [], Inbox = [] },
        TakenUpAt => state with { Arrived = [], Incidents = [] },
        SidePathLeft(var path) => state with { Arrived = [.. state.Arrived.Where(arrival => arrival.Side != path)], Incidents = [.. state.Incidents.Where(stuck => stuck.Side != path)] },
        InstanceMigrated migrated => Migrated(state, migrated),
        _ => state,
    };

    private static Wait Opened(InstanceFact fact, Stamp stamp) => fact switch
    {
        TaskOpened task => new(task.Element, task.Visit, WaitKind.Task, stamp.At, Items: task.Items is { } items ? [.. items.Select(item => new TaskItem(item))] : null, Needed: task.Needed, Step: task.Step),
        TimerArmed timer => new(timer.Element, timer.Visit, WaitKind.Timer, stamp.At, timer.Host, timer.Due, Rule: timer.Rule, RuleVersion: timer.RuleVersion),
        MessageAwaited message => new(message.Element, message.Visit, WaitKind.Message, stamp.At, message.Host),
        CommandAsked command => new(command.Element, command.Visit, WaitKind.Command, stamp.At),
        ChildCalled call => new(call.Element, call.Visit, WaitKind.Call, stamp.At, Child: call.ChildId),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} opens nothing"),
    };

    /// <summary>Timers move by the time they stood still: since the pause, or since they were armed during it.</summary>
    private static Instance Resumed(Instance state, DateTimeOffset at)
    {
        var since = state.Suspended!.Since;
        return state with
        {
            Suspended = null,
            Open = [.. state.Open.Select(wait => wait.Due is { } due ? wait with { Due = Later(due, at - (wait.Since > since ? wait.Since : since)) } : wait)],
        };
    }

    private static DateTimeOffset Later(DateTimeOffset due, TimeSpan pause) => DateTimeOffset.MaxValue - due <= pause ? due : due + pause;

    private static Instance Migrated(Instance state, InstanceMigrated fact)
    {
        string Now(string element) => fact.Elements.GetValueOrDefault(element, element);
        string? NowKey(string? key) => key?.LastIndexOf('#') is int at and > 0 ? Now(key![..at]) + key[at..] : key;
        return state with
        {
            Version = fact.To,
            Open = [.. state.Open.Select(wait => wait with { Element = Now(wait.Element), Host = NowKey(wait.Host), Side = NowKey(wait.Side) })],
            Arrived = [.. state.Arrived.Select(arrival => arrival with { Join = Now(arrival.Join), Side = NowKey(arrival.Side) })],
            Incidents = [.. state.Incidents.Select(stuck => stuck with { Element = Now(stuck.Element), Side = NowKey(stuck.Side) })],
            Visits = state.Visits.GroupBy(visit => Now(visit.Key)).ToDictionary(group => group.Key, group => group.Max(visit => visit.Value)),
            Answers = state.Answers.GroupBy(answer => NowAnswer(answer.Key)).ToDictionary(group => group.Key, group => group.Last().Value),
        };

        string NowAnswer(string name) => name.LastIndexOf('.') is var at and > 0 ? Now(name[..at]) + name[at..] : name;
    }

    private static Instance Changed(Instance state, string element, int visit, Func<Wait, Wait> change) =>
        state with { Open = [.. state.Open.Select(wait => wait.Element == element && wait.Visit == visit ? change(wait) : wait)] };

    /// <summary>A task, or its one item.</summary>
    private static Instance Handled(Instance state, string element, int visit, string? item, Func<Wait, Wait> whole, Func<TaskItem, TaskItem> one) =>
        Changed(state, element, visit, wait => item is null ? whole(wait) : wait with { Items = [.. wait.Items!.Select(known => known.Item == item ? one(known) : known)] });

    private static Instance Without(Instance state, int version) => state with { Inbox = [.. state.Inbox.Where(kept => kept.Version != version)] };

    private static Instance Known(Instance state, IReadOnlyDictionary<string, string>? answers) =>
        answers is null ? state : state with { Answers = new Dictionary<string, string>(state.Answers.Where(answer => !answers.ContainsKey(answer.Key)).Concat(answers)) };

    private static Dictionary<string, int> With(IReadOnlyDictionary<string, int> visits, string element, int visit) => new(visits) { [element] = visit };
}
