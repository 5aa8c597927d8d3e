using Jalon.Grains;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

/// <summary>Every trigger on every kind of state: decided, and what is over stays over.</summary>
public sealed class EveryPairOfAnInstance
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static readonly Command[] Triggers =
    [
        new StartInstance(Guid.Empty, "essai", Played.Case, 1, "Received"), new HearFact(99, new CaseFact("NoteAdded", Nothing), Played.Noon), new FinishTask("a", 1), new CommandAnswered("a", 1),
        new ChildEnded("a", 1, Guid.Empty, InstanceEnd.Completed, Nothing), new RetryIncident(1), new DelegateTask("a", 1, null, Guid.Empty), new SnoozeTask("a", 1, null, new(2026, 12, 1), "Congés"), new CommentTask("a", 1, null, "Vu."),
        new CancelInstance(), new MigrateInstance("x", Nothing), new DeadlineReached("a#1"),
    ];

    private static Played Begun() => new(new Drawing().Start().End().Task("a").Path("start", "a", "end").Procedure);

    [Fact]
    public void Every_command_is_in_the_table() => Assert.Equal(
        typeof(InstanceCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(InstanceCommand)) && !type.IsAbstract).Select(type => type.Name).Append(nameof(DeadlineReached)).Order(StringComparer.Ordinal),
        Triggers.Select(trigger => trigger.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Before_it_starts_nothing_but_the_start_has_an_effect()
    {
        var read = new InstanceCircumstances(new Drawing().Start().End().Task("a").Path("start", "a", "end").Procedure,
            new CaseView(new Dictionary<string, object?>(), new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, Holder> { ["Recruiter"] = new(Role.Recruiter, null, null) }, null), new Dictionary<string, Jalon.Workflows.Bpmn.Procedure>());
        Assert.All(Triggers, trigger =>
        {
            var advanced = InstanceGrain.Advance(null, trigger, read, new Context(Actor.System, Played.Noon, Guid.Empty, Rules.Default));
            Assert.Equal(trigger is StartInstance, advanced.Facts.Count > 0);
        });
    }

    [Fact]
    public void While_it_runs_each_is_decided() => Assert.All(Triggers, trigger => Assert.NotNull(Begun().Ask(trigger).Instance));

    [Fact]
    public void Once_over_it_never_moves_again() => Assert.All(Triggers, trigger => Assert.Empty(Begun().Do("a").Ended().Ask(trigger).Facts));

    [Fact]
    public void The_ids_of_effects_follow_from_the_activation_and_nothing_else()
    {
        var instance = new Guid("0198a000-0000-7000-8000-000000000001");
        Assert.Equal(DerivedId.Of("workflow", instance, "a", 2, ""), Keys.Effect(instance, "a", 2));
        Assert.Equal(4, new[] { Keys.Effect(instance, "a", 1), Keys.Effect(instance, "a", 2), Keys.Effect(instance, "b", 1), Keys.Effect(Guid.Empty, "a", 1) }.Distinct().Count());
    }
}
