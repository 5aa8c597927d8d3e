using Jalon.Grains;

namespace Jalon.Workflows.Running;

/// <summary>What happened to an instance. Ids of elements, dates, codes: nothing about a person but the id of who holds a task.</summary>
public abstract record InstanceFact : Fact;

/// <param name="Heard">Version of the case's fact that started it.</param>
public sealed record InstanceStarted(
    Guid InstanceId, string Procedure, string Version, string Case, Guid CaseId, string Stage, int Heard, string Entry, Caller? Caller, int Depth,
    IReadOnlyDictionary<string, string> Inputs) : InstanceFact;

/// <summary>A token comes to an element.</summary>
public abstract record StepEntered(string Element, int Visit) : InstanceFact
{
    /// <summary>Key of the event that began the side path the token is on; null on the main way.</summary>
    public string? Side { get; init; }
}

/// <summary>A token passed where nobody waits.</summary>
/// <param name="Flow">The flow chosen, where there was a choice.</param>
/// <param name="Read">What the conditions read, at that instant.</param>
public sealed record GatewayPassed(string Element, int Visit, string? Flow = null, IReadOnlyDictionary<string, string>? Read = null) : StepEntered(Element, Visit);

public sealed record EndReached(string Element, int Visit) : StepEntered(Element, Visit);

/// <summary>A token waits for those of the other branches.</summary>
public sealed record BranchArrived(string Element, string Flow, string? Side = null) : InstanceFact;

/// <summary>All branches are in: one token goes on.</summary>
public sealed record BranchesJoined(string Element, int Visit) : StepEntered(Element, Visit);

/// <param name="Due">End of the target, null where none is set.</param>
/// <param name="Since">When the step of the case that it stands for was opened, where the case had it before; null for this instant.</param>
/// <param name="Items">For a task done once per item: the list as it was at that instant.</param>
public sealed record TaskOpened(
    string Element, int Visit, TimeKind Kind, Holder Holder, Target? Target, DateTimeOffset? Due, IReadOnlyList<string>? Items, int? Needed, string? Step,
    DateTimeOffset? Since = null) : StepEntered(Element, Visit);

/// <summary>One item of a task is done.</summary>
public sealed record ItemDone(string Element, int Visit, string Item) : InstanceFact;

/// <param name="Due">Null while the date of the case it depends on is not known.</param>
/// <param name="Rule">The rule that gave the duration, and its version.</param>
public sealed record TimerArmed(string Element, int Visit, DateTimeOffset? Due, string? Host, string? Rule, int? RuleVersion) : StepEntered(Element, Visit);

/// <summary>The rule or the date a timer depends on changed.</summary>
public sealed record TimerMoved(string Element, int Visit, DateTimeOffset? From, DateTimeOffset? Due, string? Rule, int? RuleVersion) : InstanceFact;

public sealed record MessageAwaited(string Element, int Visit, string? Host) : StepEntered(Element, Visit);

/// <summary>A command leaves for the case.</summary>
public sealed record CommandAsked(string Element, int Visit, string Command, IReadOnlyDictionary<string, string> Fields) : StepEntered(Element, Visit);

/// <summary>The case refused the command, or the instance called was given up: the token stays, and somebody must see to it.</summary>
/// <param name="Code">The case's refusal, or <c>child_given_up</c>.</param>
public sealed record WaitTroubled(string Element, int Visit, string Code) : InstanceFact;

public sealed record CommandRetried(string Element, int Visit, string Command, IReadOnlyDictionary<string, string> Fields) : InstanceFact;

/// <summary>A message leaves.</summary>
public sealed record MessageAsked(string Element, int Visit, string Template, string Audience) : StepEntered(Element, Visit);

/// <param name="Version">Bound now: a newer one does not change it.</param>
/// <param name="Heard">What the caller had heard of the case: the instance called hears the rest.</param>
public sealed record ChildCalled(
    string Element, int Visit, Guid ChildId, string Procedure, string Version, IReadOnlyDictionary<string, string> Inputs, int Heard, string Stage) : StepEntered(Element, Visit);

/// <summary>A task was handed to somebody else; null gives it back.</summary>
public sealed record TaskDelegated(string Element, int Visit, string? Item, Guid? To) : InstanceFact;

/// <param name="NoteId">The side row that says why.</param>
public sealed record TaskSnoozed(string Element, int Visit, string? Item, DateOnly Until, Guid NoteId) : InstanceFact;

public sealed record TaskCommented(string Element, int Visit, string? Item, Guid NoteId) : InstanceFact;

/// <summary>A wait is over, whatever it was.</summary>
/// <param name="Answers">What is known from it, by the name conditions read it under.</param>
/// <param name="Child">The instance called, to be cancelled where the call is.</param>
/// <param name="Step">The step it had opened on the case.</param>
public sealed record WaitEnded(string Element, int Visit, WaitEnd How, IReadOnlyDictionary<string, string>? Answers = null, Guid? Child = null, string? Step = null) : InstanceFact;

/// <summary>A fact of the case that counts here was heard.</summary>
/// <param name="Stage">The stage it brought the case to, null where it changed none.</param>
public sealed record CaseHeard(int Version, string? Stage) : InstanceFact;

/// <summary>Nobody waits yet for what was heard: it is kept for whoever will.</summary>
public sealed record FactKept(int Version, string Kind, IReadOnlyDictionary<string, string> Fields) : InstanceFact;

/// <summary>The inbox was full, or the stage it belonged to is over.</summary>
public sealed record KeptFactDropped(int Version) : InstanceFact;

/// <summary>What was kept served, once: the token goes on without waiting, or an item is done.</summary>
public sealed record KeptFactTaken(int Version, string Element, int Visit, IReadOnlyDictionary<string, string>? Answers = null) : StepEntered(Element, Visit);

/// <summary>What came was for an activation that is over, or never was.</summary>
public sealed record TriggerIgnored(string Trigger, string Element, int Visit) : InstanceFact;

/// <param name="Flow">The flow the token is on, null at the start and at an entry.</param>
/// <param name="Code"><c>no_true_flow</c>, <c>endless_loop</c>, <c>too_many_items</c>, <c>procedure_unknown</c>, <c>calls_too_deep</c>.</param>
public sealed record IncidentRaised(int Number, string Element, string? Flow, string Code, string? Side = null) : InstanceFact;

public sealed record IncidentCleared(int Number) : InstanceFact;

/// <param name="Until">When it ends unless undone; null for a pause.</param>
public sealed record InstanceSuspended(string? Outcome, DateTimeOffset? Until) : InstanceFact;

/// <summary>Timers move by the length of the pause.</summary>
public sealed record InstanceResumed : InstanceFact;

/// <param name="Outputs">What it gives back to whoever called it.</param>
public sealed record InstanceEnded(InstanceEnd How, IReadOnlyDictionary<string, string> Outputs, Caller? Caller) : InstanceFact;

/// <summary>A side path is left as a whole: nothing of it makes sense any more at the stage of the case.</summary>
/// <param name="Side">Key of the event that had begun it.</param>
public sealed record SidePathLeft(string Side) : InstanceFact;

/// <summary>The case left the place where the procedure waited; it is taken up where the new stage says.</summary>
public sealed record TakenUpAt(string Element) : InstanceFact;

/// <param name="Elements">Old element → new one, for those that are waited at.</param>
public sealed record InstanceMigrated(string From, string To, IReadOnlyDictionary<string, string> Elements) : InstanceFact;
