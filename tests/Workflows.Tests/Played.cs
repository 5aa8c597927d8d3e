using System.Text.Json;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests;

/// <summary>An instance driven by hand, with the case and the clock of the test. After every trigger the laws of any instance are checked.</summary>
internal sealed class Played
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);

    public static readonly Guid Case = new("0198a000-0000-7000-8000-00000000cafe");

    private static readonly Actor Somebody = new(new Guid("0198a000-0000-7000-8000-00000000aaaa"));

    private readonly List<(InstanceFact Fact, Stamp Stamp)> journal = [];
    private readonly Dictionary<string, Guid> keys = [];
    private Procedure procedure;
    private int version = 1;

    public Played(Procedure procedure, string stage = "Received", Action<Played>? with = null, StartInstance? start = null)
    {
        this.procedure = procedure;
        with?.Invoke(this);
        Ask(start ?? new StartInstance(Id, procedure.Id, Case, 1, stage));
    }

    public Guid Id { get; init; } = new("0198a000-0000-7000-8000-000000000001");

    public Instance State { get; private set; } = null!;

    public DateTimeOffset Now { get; set; } = Noon;

    public Rules Rules { get; set; } = Rules.Default;

    public Dictionary<string, object?> Values { get; } = [];

    public Dictionary<string, IReadOnlyList<string>> Lists { get; } = new() { ["assessors"] = [] };

    public IReadOnlyList<Step> Steps { get; set; } = [];

    public Dictionary<string, Procedure> Callable { get; } = [];

    public Procedure? Newer { get; set; }

    public List<Effect> Effects { get; } = [];

    public IEnumerable<InstanceFact> Facts => journal.Select(line => line.Fact);

    /// <summary>What it waits for, in alphabetical order: <c>a#1 b#2</c>.</summary>
    public string Waits => string.Join(' ', State.Open.Select(wait => wait.Key).Order(StringComparer.Ordinal));

    private CaseView View => new(Values, Lists, procedure.Case.Holders.Keys.ToDictionary(name => name, _ => new Holder(Role.Recruiter, null, null)), null) { Steps = Steps };

    private InstanceCircumstances Circumstances => new(procedure, View, Callable, Newer);

    private Context Context => new(Somebody, Now, Guid.Empty, Rules);

    public Advanced Ask(Command trigger)
    {
        var before = State;
        var advanced = InstanceGrain.Advance(before, trigger, Circumstances, Context);
        var reloaded = InstanceGrain.Advance(Reloaded(before), trigger, Circumstances, Context);
        Assert.Equal(Written(advanced.Facts.Cast<object>()), Written(reloaded.Facts.Cast<object>()));
        State = advanced.Instance!;
        journal.AddRange(advanced.Facts.Select(fact => (fact, new Stamp(Now, Somebody, Guid.Empty))));
        Effects.AddRange(advanced.Effects);
        if (State is not null) IsWhole(advanced);
        if (trigger is MigrateInstance && advanced.Facts.Count > 0) procedure = Newer!;
        return advanced;
    }

    /// <summary>A refusal of the case is told; the code comes back.</summary>
    public string Refused(Command trigger) => Ask(trigger).Refusal!.Code;

    public Played Hear(string kind, string? stage = null, params (string Field, string Value)[] fields)
    {
        Ask(new HearFact(++version, new CaseFact(kind, fields.ToDictionary(field => field.Field, field => field.Value), stage), Now));
        return this;
    }

    public Played Hear(Fact fact)
    {
        Ask(new HearFact(++version, CaseFact.Of(procedure.Case, fact), Now));
        return this;
    }

    public Played Move(string to) => Hear("StageChanged", to, ("to", to));

    public Played Do(string task, string? answer = null, string? item = null, int? visit = null)
    {
        var wait = The(task, visit);
        var advanced = Ask(new FinishTask(task, wait.Visit, item, answer));
        Assert.True(advanced.Refusal is null, advanced.Refusal?.Sentence);
        return this;
    }

    /// <summary>Lets time pass until a timer goes off.</summary>
    public Played Ring(string element, int? visit = null)
    {
        var wait = The(element, visit);
        if (wait.Due > Now) Now = wait.Due.Value;
        Ask(new DeadlineReached(wait.Key));
        return this;
    }

    public Played Sees(string expected)
    {
        Assert.Equal(expected, Waits);
        return this;
    }

    /// <summary>Its one wait there, or that of a visit: a side path of a former turn may still be open.</summary>
    public Wait The(string element, int? visit = null) => State.Open.Single(wait => wait.Element == element && (visit is null || wait.Visit == visit));

    public Played Ended(InstanceEnd how = InstanceEnd.Completed)
    {
        Assert.Equal(how, State.End);
        return this;
    }

    private void IsWhole(Advanced advanced)
    {
        var replayed = journal.Aggregate((object?)null, (state, line) => InstanceGrain.Kind.Apply(state, Again(line.Fact), line.Stamp));
        Assert.Equal(Written(State), Written(replayed!));
        Assert.True(State.End is null != State.IsEmpty, "it neither waits nor has ended");
        Assert.Equal(State.Open.Count, State.Open.Select(wait => wait.Key).Distinct().Count());
        Assert.All(InstanceGrain.Kind.Deadlines(State), deadline => Assert.True(deadline.Key == Keys.Undo || State.Open.Any(wait => wait.Key == deadline.Key)));
        foreach (var effect in advanced.Effects)
            if (!advanced.Facts.OfType<CommandRetried>().Any()) Assert.True(keys.TryAdd($"{effect.GetType().Name} {effect.Id}", effect.Id), $"{effect} leaves twice");
    }

    private static Fact Again(Fact fact) => (Fact)JsonSerializer.Deserialize(Written(fact), InstanceGrain.Kind.Facts[fact.GetType().Name], Json.Options)!;

    private static Instance? Reloaded(Instance? state) => state is null ? null : JsonSerializer.Deserialize<Instance>(Written(state), Json.Options);

    private static string Written(IEnumerable<object> values) => string.Join('\n', values.Select(Written));

    private static string Written(object value) => JsonSerializer.Serialize(value, value.GetType(), Json.Options);
}
