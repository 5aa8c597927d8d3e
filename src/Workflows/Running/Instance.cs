using System.Text.Json.Serialization;
using Jalon.Grains;

namespace Jalon.Workflows.Running;

/// <summary>What a token waits for.</summary>
public enum WaitKind { Task, Timer, Message, Command, Call }

/// <summary>How an instance ended.</summary>
public enum InstanceEnd { Completed, Terminated, Cancelled, Overtaken }

/// <summary>How a wait ended.</summary>
public enum WaitEnd { Completed, Cancelled, Overtaken }

/// <summary>One visit of a token at one element: the activation (instance, element, visit) that timers, tasks and effects are keyed by.</summary>
/// <param name="Host">Key of the activity whose boundary this is, or of the event gateway it races after.</param>
/// <param name="Due">When a timer goes off; null while the date it depends on is not known.</param>
/// <param name="Items">One per item, for a task done once per item of a list.</param>
/// <param name="Needed">How many of the items complete it.</param>
/// <param name="Child">The instance called.</param>
/// <param name="Step">The step it opened on the case.</param>
/// <param name="Incident">Why it cannot go on by itself: the command was refused, the instance called given up. It may be tried again.</param>
/// <param name="Rule">The rule a timer follows, and its version.</param>
/// <param name="Side">Key of the event that began the side path its token is on; null on the main way.</param>
/// <param name="Delegate">To whom the task was handed.</param>
/// <param name="SnoozedUntil">First local day on which the task is shown again.</param>
public sealed record Wait(
    string Element, int Visit, WaitKind Kind, DateTimeOffset Since, string? Host = null, DateTimeOffset? Due = null, IReadOnlyList<TaskItem>? Items = null, int? Needed = null,
    Guid? Child = null, string? Step = null, string? Incident = null, string? Rule = null, int? RuleVersion = null,
    string? Side = null, Guid? Delegate = null, DateOnly? SnoozedUntil = null)
{
    [JsonIgnore]
    public string Key => Keys.Of(Element, Visit);
}

/// <param name="Item">What stands for <c>{item}</c>: an id or a code of the list.</param>
public sealed record TaskItem(string Item, bool Done = false, Guid? Delegate = null, DateOnly? SnoozedUntil = null);

/// <summary>A token at the gateway that closes a block, waiting for those of the other branches of the same way: a side path may be under way several times at once.</summary>
public sealed record Arrival(string Join, string Flow, string? Side = null);

/// <summary>A token that could not go on, kept before the element where it stopped until somebody retries.</summary>
public sealed record Stuck(int Number, string Element, string? Flow, string Code, string? Side = null);

/// <summary>A fact of the case that nobody waited for yet.</summary>
public sealed record Kept(int Version, string Kind, IReadOnlyDictionary<string, string> Fields);

/// <param name="Until">When the instance ends unless what suspended it is undone; null for a pause.</param>
/// <param name="Outcome">The outcome of the case; null for a pause.</param>
public sealed record Suspended(DateTimeOffset Since, DateTimeOffset? Until, string? Outcome);

/// <summary>The activation that called this instance.</summary>
public sealed record Caller(Guid InstanceId, string Element, int Visit);

/// <summary>
/// One run of a procedure on one case. It holds tokens and nothing of the case: stage and outcome stay the case's own. Everything here follows from its facts.
/// </summary>
public sealed record Instance
{
    public required Guid Id { get; init; }

    public required string Procedure { get; init; }

    public required string Version { get; init; }

    public required string Case { get; init; }

    public required Guid CaseId { get; init; }

    public Caller? Caller { get; init; }

    /// <summary>How many calls above it.</summary>
    public int Depth { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public InstanceEnd? End { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The stage of the case as last heard.</summary>
    public required string Stage { get; init; }

    /// <summary>Version of the case's fact with which this visit of the stage began: what came before is not for it.</summary>
    public int StageFrom { get; init; }

    /// <summary>Version of the last fact of the case that counted.</summary>
    public int Heard { get; init; }

    public IReadOnlyDictionary<string, int> Visits { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<Wait> Open { get; init; } = [];

    public IReadOnlyList<Arrival> Arrived { get; init; } = [];

    public IReadOnlyList<Stuck> Incidents { get; init; } = [];

    public int LastIncident { get; init; }

    public IReadOnlyList<Kept> Inbox { get; init; } = [];

    /// <summary>Answers of tasks, facts that completed them, outputs of calls, by the name conditions read them under.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    public Suspended? Suspended { get; init; }

    /// <summary>No token is left anywhere.</summary>
    [JsonIgnore]
    public bool IsEmpty => Open.Count == 0 && Arrived.Count == 0 && Incidents.Count == 0;

    public Wait? At(string element, int visit) => Open.FirstOrDefault(wait => wait.Element == element && wait.Visit == visit);

    internal Wait? At(string key) => Open.FirstOrDefault(wait => wait.Key == key);
}

/// <summary>How an activation is written in keys: element and visit, unique in its instance for ever.</summary>
public static class Keys
{
    /// <summary>Key of the end of the undo window.</summary>
    public const string Undo = "undo";

    /// <summary>Name space of the ids of effects; never changes.</summary>
    private const string Space = "workflow";

    public static string Of(string element, int visit) => $"{element}#{visit}";

    /// <summary>Id of an effect of an activation, the same however often it is asked.</summary>
    public static Guid Effect(Guid instance, string element, int visit, string what = "") => DerivedId.Of(Space, instance, element, visit, what);

    /// <summary>Id of the instance of a procedure that a fact of a case starts: the same fact starts it once.</summary>
    public static Guid Instance(string procedure, Guid caseId, int factVersion) => DerivedId.Of(Space, procedure, caseId, factVersion);
}
