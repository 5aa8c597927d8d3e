using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;

namespace Jalon.Workflows.Running;

/// <summary>What wakes an instance. <see cref="DeadlineReached"/> does too, by the key of the timer's activation.</summary>
public abstract record InstanceCommand : Command;

/// <param name="Heard">Version of the case's fact that starts it: facts up to it are behind.</param>
/// <param name="Stage">The stage of the case at that fact.</param>
/// <param name="TakenUp">Begins at the entry of the stage instead of at the start: the case came from elsewhere, or back to a stage its former instance had left.</param>
/// <param name="Version">The version bound by whoever called it; null for the one in force.</param>
public sealed record StartInstance(
    Guid InstanceId, string Procedure, Guid CaseId, int Heard, string Stage, bool TakenUp = false, Caller? Caller = null, int Depth = 0,
    IReadOnlyDictionary<string, string>? Inputs = null, string? Version = null) : InstanceCommand;

/// <summary>A fact of the case. The same version twice is heard once.</summary>
public sealed record HearFact(int Version, CaseFact Fact, DateTimeOffset At) : InstanceCommand;

/// <summary>Somebody did a task that has no command of the case.</summary>
public sealed record FinishTask(string Element, int Visit, string? Item = null, string? Answer = null) : InstanceCommand;

/// <summary>Hands a task to somebody else, who has the ball from then on.</summary>
/// <param name="To">Null gives it back to whoever the procedure says.</param>
public sealed record DelegateTask(string Element, int Visit, string? Item, Guid? To) : InstanceCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Id("to", To);

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => To is { } person ? [("to", person)] : [];
}

/// <summary>Puts a task out of sight for some days; nothing of its clock changes.</summary>
/// <param name="Until">First local day on which it is shown again.</param>
public sealed record SnoozeTask(string Element, int Visit, string? Item, DateOnly Until, string Reason) : InstanceCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. FieldRules.Day("until", Until), .. FieldRules.Text("reason", Reason, 2_000, required: true)];
}

public sealed record CommentTask(string Element, int Visit, string? Item, string Text) : InstanceCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Text("text", Text, 10_000, required: true);
}

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
