using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Jalon.Grains.Tests;

/// <summary>A grain driven by hand: commands in, state out, with the clock of the test.</summary>
internal sealed class Driven(GrainKind kind, Rules? rules = null)
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 11, 0, 0, TimeSpan.Zero);

    public static readonly Actor Somebody = new(new Guid("0198a000-0000-7000-8000-00000000aaaa"));

    private readonly List<(Fact Fact, Stamp Stamp)> journal = [];

    public object? State { get; private set; }

    public DateTimeOffset Now { get; set; } = Noon;

    public Actor By { get; set; } = Somebody;

    public IReadOnlyList<Fact> Facts => [.. journal.Select(line => line.Fact)];

    public Decision Ask(Command command, object? read = null)
    {
        Assert.Empty(command.Problems());
        var context = new Context(By, Now, Guid.Empty, rules ?? Rules.Default);
        var decision = kind.Decide(State, command, kind.NeedsCircumstances(State, command) ? read : null, context);
        if (decision is not Accepted accepted) return decision;
        foreach (var fact in accepted.Facts)
        {
            var stamp = new Stamp(Now, By, Guid.Empty);
            journal.Add((fact, stamp));
            State = kind.Apply(State, fact, stamp);
        }

        return decision;
    }

    public Driven Given(Command command, object? read = null)
    {
        if (Ask(command, read) is Refused refused) Assert.Fail($"{command} is refused: {refused.Why.Code}");
        return this;
    }

    public string Refused(Command command, object? read = null) => Assert.IsType<Refused>(Ask(command, read)).Why.Code;

    public Accepted Accepted(Command command, object? read = null) => Assert.IsType<Accepted>(Ask(command, read));

    /// <summary>The journal as it comes back from the database gives the state, and the state survives its own JSON.</summary>
    public void IsWhole()
    {
        var replayed = journal.Aggregate((object?)null, (state, line) => kind.Apply(state, Again(line.Fact), line.Stamp));
        Assert.Equal(Written(State), Written(replayed));
        if (State is null) return;
        Assert.Equal(Written(State), Written(JsonSerializer.Deserialize(Written(State), kind.State, Json.Options)));
    }

    public static string Written(object? value) => value is null ? "null" : JsonSerializer.Serialize(value, value.GetType(), Json.Options);

    private Fact Again(Fact fact) => (Fact)JsonSerializer.Deserialize(Written(fact), kind.Facts[fact.GetType().Name], Json.Options)!;

    /// <summary>A short word for what was decided: the facts, the code of the refusal, or nothing to do.</summary>
    public static string Word(Decision decision) => decision switch
    {
        Refused refused => refused.Why.Code,
        Accepted { Facts.Count: 0 } => "=",
        Accepted accepted => string.Join("+", accepted.Facts.Select(fact => fact.GetType().Name)),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Sequences of commands, by index, that FsCheck shrinks when one of them breaks a law.</summary>
    public static void ForRandomSequences(Action<int[]> law, int choices, int most = 40) =>
        Prop.ForAll(Gen.Choose(0, choices - 1).ArrayOf().Resize(most).ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>Every command a kind takes, by name: a table that leaves one out fails.</summary>
    public static IEnumerable<string> CommandsOf(GrainKind kind) =>
        kind.Command.Assembly.GetTypes().Where(type => type.IsSubclassOf(kind.Command) && !type.IsAbstract).Select(type => type.Name).Append(nameof(DeadlineReached)).Order(StringComparer.Ordinal);
}
