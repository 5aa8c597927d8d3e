namespace Jalon.Grains;

/// <summary>Something that happened: past tense; ids, codes, dates and numbers, never personal data (it is kept for ever and erasing a person must leave it whole).</summary>
public abstract record Fact;

/// <summary>Something somebody asks of one grain. A verb.</summary>
public abstract record Command
{
    /// <summary>What is wrong with the fields alone, whatever the state: every problem, by field name, in French. Empty when the command may be decided.</summary>
    public virtual IEnumerable<FieldProblem> Problems() => [];

    /// <summary>The people it names, by field: whoever hands it in makes sure that they exist, since a grain cannot.</summary>
    public virtual IEnumerable<(string Field, Guid PersonId)> NamedPeople() => [];
}

/// <summary>A field that cannot be taken as it is.</summary>
/// <param name="Field">Name of the field as the API spells it (camelCase).</param>
/// <param name="Sentence">What to do, in French.</param>
public sealed record FieldProblem(string Field, string Sentence);

/// <summary>What a grain answers to a command: facts (and erasable side rows), or a refusal. Nothing else; exceptions are bugs.</summary>
public abstract record Decision
{
    private protected Decision() { }

    public static implicit operator Decision(Fact fact) => new Accepted([fact], []);

    public static implicit operator Decision(Refusal why) => new Refused(why);

    /// <summary>The command asks for what is already so: accepted, and nothing happens.</summary>
    public static readonly Accepted AlreadySo = new([], []);
}

/// <summary>The facts of a command, in order, and the erasable rows they name by id. All of them commit together, or none does.</summary>
public sealed record Accepted(IReadOnlyList<Fact> Facts, IReadOnlyList<SideRow> Rows) : Decision
{
    public Accepted(params IReadOnlyList<Fact> facts) : this(facts, []) { }
}

public sealed record Refused(Refusal Why) : Decision;

/// <summary>Why a command is refused. A value, never an exception.</summary>
/// <param name="Code">Stable, for programs: <c>legal_month</c>.</param>
/// <param name="Sentence">For people, in French: the thing first, then the fact, the date, the way out.</param>
/// <param name="PossibleFrom">When it becomes possible, where that is known.</param>
/// <param name="Reference">The legal reference, cited after the plain reason.</param>
public sealed record Refusal(string Code, string Sentence, DateTimeOffset? PossibleFrom = null, string? Reference = null);

/// <summary>Who acts: the person, never a session. <see cref="System"/> is the program itself (a deadline, an effect of the feed).</summary>
public readonly record struct Actor(Guid Id)
{
    public static readonly Actor System = new(Guid.Empty);
}

/// <summary>What travels with every command: who, when, under which id, under which rules.</summary>
/// <param name="At">UTC, whole microseconds, never earlier than the grain's last fact.</param>
public sealed record Context(Actor By, DateTimeOffset At, Guid CommandId, Rules Rules);

/// <summary>What is stored beside a fact and handed back at each replay.</summary>
public readonly record struct Stamp(DateTimeOffset At, Actor By, Guid CommandId);

/// <summary>An instant a grain waits for. The key says what for, and is unique in the grain.</summary>
public sealed record Deadline(string Key, DateTimeOffset Due);

/// <summary>The instant arrived. Every kind of grain takes it, and ignores a key it no longer waits for.</summary>
public sealed record DeadlineReached(string Key) : Command;
