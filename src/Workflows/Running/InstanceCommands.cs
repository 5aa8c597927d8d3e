using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;

namespace Jalon.Workflows.Running;

/// <summary>What wakes an instance. <see cref="DeadlineReached"/> does too, by the key of the timer's activation.</summary>
public abstract record InstanceCommand : Command;

/// <param name="Heard">Version of the case's fact that starts it: facts up to it are behind.</param>
/// <param name="Stage">The stage of the case at that fact.</param>
/// <param name="TakenUp">Begins at the entry of the stage instead of at the start: an outcome was undone after the former instance ended.</param>
public sealed record StartInstance(
    Guid InstanceId, string Procedure, Guid CaseId, int Heard, string Stage, bool TakenUp = false, Caller? Caller = null, int Depth = 0,
    IReadOnlyDictionary<string, string>? Inputs = null) : InstanceCommand;

/// <summary>A fact of the case. The same version twice is heard once.</summary>
public sealed record HearFact(int Version, CaseFact Fact, DateTimeOffset At) : InstanceCommand;

/// <summary>Somebody did a task that has no command of the case.</summary>
public sealed record FinishTask(string Element, int Visit, string? Item = null, string? Answer = null) : InstanceCommand;

/// <summary>The case answered the command of an activation.</summary>
/// <param name="Refusal">Code of its refusal; null when it is done, or was already.</param>
public sealed record CommandAnswered(string Element, int Visit, string? Refusal = null) : InstanceCommand;

/// <summary>The instance called ended.</summary>
public sealed record ChildEnded(string Element, int Visit, Guid ChildId, InstanceEnd How, IReadOnlyDictionary<string, string> Outputs) : InstanceCommand;

/// <summary>Tries again where a token is stuck, or where a command was refused.</summary>
public sealed record RetryIncident(int? Number, string? Element = null, int? Visit = null) : InstanceCommand;

/// <summary>Whoever called it gives it up.</summary>
public sealed record CancelInstance : InstanceCommand;

/// <summary>Goes on under another version of its procedure.</summary>
/// <param name="Elements">Old element → new one; what is not named keeps its id.</param>
public sealed record MigrateInstance(string Version, IReadOnlyDictionary<string, string> Elements) : InstanceCommand;

/// <summary>Read for one decision: the version of the procedure this instance runs, the case, the procedures it may call, the version it may go to.</summary>
/// <param name="Callable">By id: the versions in force.</param>
public sealed record InstanceCircumstances(Procedure Procedure, CaseView View, IReadOnlyDictionary<string, Procedure> Callable, Procedure? Newer = null);
