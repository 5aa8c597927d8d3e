namespace Jalon.Grains;

/// <summary>
/// All a host needs to carry a kind of grain: its name and its pure functions. No host type appears here, so that another host
/// (Orleans included, see ADR 0001) can carry the same grains.
/// </summary>
public sealed class GrainKind
{
    /// <summary>Name of the kind and of its table.</summary>
    public required string Name { get; init; }

    public required Type State { get; init; }

    /// <summary>Base of its commands; <see cref="DeadlineReached"/> is taken by all.</summary>
    public required Type Command { get; init; }

    /// <summary>Facts by the name they are stored under.</summary>
    public required IReadOnlyDictionary<string, Type> Facts { get; init; }

    /// <summary>Whether this command, on this state, is decided on things read elsewhere. When false, <see cref="Decide"/> is handed null circumstances.</summary>
    public required Func<object?, Command, bool> NeedsCircumstances { get; init; }

    /// <summary>State (null before the first fact), command, circumstances (null when not needed), context → decision.</summary>
    public required Func<object?, Command, object?, Context, Decision> Decide { get; init; }

    /// <summary>State (null before the first fact), fact, stamp → state.</summary>
    public required Func<object?, Fact, Stamp, object> Apply { get; init; }

    /// <summary>The instants this state waits for: a function of the state, so that none can be forgotten or left behind.</summary>
    public required Func<object, IEnumerable<Deadline>> Deadlines { get; init; }

    /// <summary>What a fact does to the open steps of the case, or null.</summary>
    public required Func<Fact, BallMove?> Moves { get; init; }

    public static GrainKind Of<TState, TCommand, TFact, TCircumstances>(
        string name,
        Func<TState?, Command, TCircumstances?, Context, Decision> decide,
        Func<TState?, TFact, Stamp, TState> apply,
        Func<TState?, Command, bool>? needsCircumstances = null,
        Func<TState, IEnumerable<Deadline>>? deadlines = null,
        Func<TFact, BallMove?>? moves = null)
        where TState : class
        where TCommand : Command
        where TFact : Fact
        where TCircumstances : class => new()
        {
            Name = name,
            State = typeof(TState),
            Command = typeof(TCommand),
            Facts = typeof(TFact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TFact)) && !type.IsAbstract).ToDictionary(type => type.Name),
            NeedsCircumstances = (state, command) => needsCircumstances?.Invoke((TState?)state, command) ?? false,
            Decide = (state, command, circumstances, context) => decide((TState?)state, command, (TCircumstances?)circumstances, context),
            Apply = (state, fact, stamp) => apply((TState?)state, (TFact)fact, stamp),
            Deadlines = state => deadlines?.Invoke((TState)state) ?? [],
            Moves = fact => moves?.Invoke((TFact)fact),
        };

    /// <summary>The facts of a decision applied in turn: the state they give.</summary>
    public object? Replay(object? state, IEnumerable<Fact> facts, Stamp stamp) => facts.Aggregate(state, (current, fact) => Apply(current, fact, stamp));
}
