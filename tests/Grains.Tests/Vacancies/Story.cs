using System.Text.Json;

namespace Jalon.Grains.Tests.Vacancies;

/// <summary>A grain carried as a host would: decide, write each fact, read it back, apply it, write the state.</summary>
public sealed class Story(GrainKind kind, DateTimeOffset start)
{
    private int commands;

    public static readonly Guid Recruiter = DerivedId.Of("recruiter"), Manager = DerivedId.Of("manager"), HrLead = DerivedId.Of("hr-lead");

    public object? State { get; private set; }

    public DateTimeOffset At { get; set; } = start;

    public Guid By { get; set; } = HrLead;

    public Rules Rules { get; set; } = Rules.Default;

    public List<Fact> Facts { get; } = [];

    public List<Step> Open { get; private set; } = [];

    public Decision Try(Command command, object? read = null)
    {
        var context = new Context(new(By), At, DerivedId.Of("command", commands), Rules);
        return kind.Decide(State, command, kind.NeedsCircumstances(State, command) ? read : null, context);
    }

    public Decision Do(Command command, object? read = null)
    {
        Assert.Empty(command.Problems());
        var decision = Try(command, read);
        foreach (var fact in decision is Accepted accepted ? accepted.Facts : []) Take(fact);
        commands++;
        return decision;
    }

    /// <summary>The command must be accepted with these facts.</summary>
    public Story Then<T>(T command, object? read = null) where T : Command
    {
        var decision = Do(command, read);
        if (decision is Refused refused) Assert.Fail($"{command}: {refused.Why.Code}, {refused.Why.Sentence}");
        return this;
    }

    public Story Wait(int days)
    {
        At = At.AddDays(days);
        return this;
    }

    public static Refusal Why(Decision decision) => Assert.IsType<Refused>(decision).Why;

    private void Take(Fact fact)
    {
        var stamp = new Stamp(At, new(By), DerivedId.Of("command", commands));
        var written = JsonSerializer.Serialize(fact, fact.GetType(), Json.Options);
        var read = (Fact)JsonSerializer.Deserialize(written, kind.Facts[fact.GetType().Name], Json.Options)!;
        Assert.Equal(written, JsonSerializer.Serialize(read, read.GetType(), Json.Options));
        Facts.Add(read);
        var state = kind.Apply(State, fact, stamp);
        var kept = Written(state);
        Assert.Equal(kept, Written(kind.Apply(State, read, stamp)));
        State = JsonSerializer.Deserialize(kept, kind.State, Json.Options);
        Assert.Equal(kept, Written(State!));
        if (kind.Moves(read) is { } move) Open = [.. Ball.After(Open, move)];
    }

    public string Written(object state) => JsonSerializer.Serialize(state, kind.State, Json.Options);

    /// <summary>« ok », « = » when nothing changes, or the code of the refusal.</summary>
    public string Verdict(Command command, object? read = null) => Try(command, read) switch
    {
        Accepted { Facts.Count: 0 } => "=",
        Accepted => "ok",
        Refused refused => refused.Why.Code,
        _ => throw new InvalidOperationException("a decision is accepted or refused"),
    };
}

/// <summary>A table of verdicts: a command per line, a state per column.</summary>
public static class VerdictTable
{
    public static Dictionary<string, string[]> Read(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(cells => cells[0], cells => cells[1..]);

    /// <summary>Every command type of a grain, its deadline included, has a line; every line has a verdict per state, and it is the right one.</summary>
    public static void Check(GrainKind kind, string table, IReadOnlyList<(string Name, Func<Story> Story)> states, IEnumerable<Command> commands, Func<Command, object?> read)
    {
        var expected = Read(table);
        var types = kind.Command.Assembly.GetTypes().Where(type => type.IsSubclassOf(kind.Command) && !type.IsAbstract).Append(typeof(DeadlineReached)).Select(type => type.Name).Order();
        var stories = states.Select(state => state.Story()).ToList();
        var actual = commands.OrderBy(command => command.GetType().Name).ToDictionary(command => command.GetType().Name, command => stories.Select(story => story.Verdict(command, read(command))).ToArray());
        Assert.Equal(types, actual.Keys.Order());
        var lines = actual.Where(line => !expected.TryGetValue(line.Key, out var cells) || !cells.SequenceEqual(line.Value)).Select(line => $"{line.Key} {string.Join(' ', line.Value)}").ToList();
        Assert.True(lines.Count == 0, "verdicts differ:\n" + string.Join('\n', lines));
        Assert.Equal(types, expected.Keys.Order());
    }
}
