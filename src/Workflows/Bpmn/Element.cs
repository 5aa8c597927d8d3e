using Jalon.Grains;
using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Bpmn;

/// <summary>Something a token passes through or waits at. Ids are those of the file; an instance keeps them.</summary>
public abstract record Element(string Id, string? Name)
{
    /// <summary>How it is named to people.</summary>
    public string Said => string.IsNullOrWhiteSpace(Name) ? Id : Name;

    /// <summary>Id of the lane it is drawn in, null where the procedure has none.</summary>
    public string? Lane { get; init; }

    /// <summary>Stages of the case in which waiting here makes sense; empty where any does.</summary>
    public IReadOnlyList<string> ValidIn { get; init; } = [];

    /// <summary>Stages of the case at which the procedure is taken up here.</summary>
    public IReadOnlyList<string> Entries { get; init; } = [];
}

/// <param name="Message">What starts the procedure by itself; null where something else does.</param>
public sealed record StartEvent(string Id, string? Name, Message? Message) : Element(Id, Name);

/// <param name="Terminates">Whatever else is open in this process ends with it.</param>
public sealed record EndEvent(string Id, string? Name, bool Terminates) : Element(Id, Name);

/// <summary>Something a person does.</summary>
/// <param name="Holder">Who has the ball: a name of <see cref="Cases.CaseKind.Holders"/>.</param>
/// <param name="Target">Name of the target, <c>target.NAME</c> in the rules; null where none is set.</param>
public sealed record UserTask(string Id, string? Name, string Holder, TimeKind Kind, string? Target) : Element(Id, Name)
{
    /// <summary>The form shown to whoever does it; null for the one that follows from its command or its answers.</summary>
    public string? Form { get; init; }

    /// <summary>Name of the rule that says why it is done, cited beside it.</summary>
    public string? LegalRule { get; init; }

    /// <summary>The one command that completing it sends to the case; null where the task has its own fact.</summary>
    public Pattern? Command { get; init; }

    /// <summary>The facts of the case that complete it, whoever brought them about.</summary>
    public IReadOnlyList<Pattern> CompletedBy { get; init; } = [];

    /// <summary>What may be answered, for a task without a command.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>One task per item of a list of the case; null for a single one.</summary>
    public EachOf? Each { get; init; }

    /// <summary>Name of the step it opens on the case, for what the case does not follow by itself.</summary>
    public string? Step { get; init; }
}

/// <param name="Collection">A list of the case, read once, at entry.</param>
/// <param name="AtLeast">How many items complete the task; null for all.</param>
public sealed record EachOf(string Collection, int? AtLeast);

/// <summary>A command to the case, sent by the procedure itself.</summary>
public sealed record ServiceTask(string Id, string? Name, Pattern Command) : Element(Id, Name);

/// <param name="Template">The message; its text is chosen by the event and the audience.</param>
public sealed record SendTask(string Id, string? Name, string Template, string Audience) : Element(Id, Name);

public sealed record ReceiveTask(string Id, string? Name, Message Message) : Element(Id, Name);

/// <param name="Calls">Id of the procedure called.</param>
/// <param name="Inputs">What it is given: its own name, and the name read here.</param>
/// <param name="Outputs">What it gives back, known here as <c>ID.OUTPUT</c>.</param>
public sealed record CallActivity(string Id, string? Name, string Calls, IReadOnlyDictionary<string, string> Inputs, IReadOnlyList<string> Outputs) : Element(Id, Name);

/// <param name="Default">The flow taken when no condition holds.</param>
public sealed record ExclusiveGateway(string Id, string? Name, string? Default) : Element(Id, Name);

public sealed record ParallelGateway(string Id, string? Name) : Element(Id, Name);

/// <summary>Waits for several things: the first wins, the others are given up at the same instant.</summary>
public sealed record EventGateway(string Id, string? Name) : Element(Id, Name);

public sealed record CatchEvent(string Id, string? Name, Awaited Awaited) : Element(Id, Name);

/// <param name="Host">Id of the activity it is attached to.</param>
public sealed record BoundaryEvent(string Id, string? Name, string Host, bool Interrupting, Awaited Awaited) : Element(Id, Name);

/// <summary>What an event waits for.</summary>
public abstract record Awaited;

/// <summary>A message, which here is always a fact of the case.</summary>
/// <param name="Facts">Any of these facts brings it.</param>
public sealed record Message(string Id, string Name, IReadOnlyList<Pattern> Facts) : Awaited;

/// <summary>An instant. Exactly one of the three first says when.</summary>
/// <param name="Duration">After the start.</param>
/// <param name="Rule">Name of the dated rule that gives the duration; it wins over <paramref name="Duration"/>, which then is there for other engines.</param>
/// <param name="Day">A date of the case.</param>
/// <param name="From">The date of the case it starts from; null for the moment the token comes.</param>
/// <param name="Before">The duration is counted back from the date, in days of its own kind.</param>
public sealed record Timer(Duration? Duration, string? Rule, string? Day, string? From, bool Before) : Awaited
{
    /// <summary>The date of the case it depends on, null where it does not.</summary>
    public string? Named => Day ?? From;
}

/// <param name="Condition">Null for a flow taken whenever its turn comes.</param>
public sealed record Flow(string Id, string? Name, string From, string To, Expression? Condition);

/// <param name="Holder">Who has the ball in it, for tasks that say nothing else.</param>
public sealed record Lane(string Id, string? Name, string? Holder, IReadOnlySet<string> Elements);
