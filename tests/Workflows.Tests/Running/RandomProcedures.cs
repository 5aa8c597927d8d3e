using FsCheck;
using FsCheck.Fluent;
using Jalon.Grains;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

/// <summary>
/// On random procedures of the subset and random triggers: no token is lost or doubled, an instance always either waits or has ended, and a state saved and read back
/// gives the same facts (<see cref="Played.Ask"/> checks the last two after every trigger).
/// </summary>
public sealed class RandomProcedures
{
    private static readonly Gen<(Tree Tree, int[] Triggers)> Runs = Gen.Frequency((4, Tree.Any(12)), (1, Tree.Reminding(12))).SelectMany(tree => Gen.Choose(0, 999).ArrayOf(30).Select(triggers => (tree, triggers)));

    [Fact]
    public void The_engine_waits_for_what_the_tree_says() => Prop.ForAll(Runs.ToArbitrary(), run => Play(run.Tree, run.Triggers)).Check(Config.QuickThrowOnFailure.WithMaxTest(240));

    [Fact]
    public void A_trigger_for_an_activation_that_is_over_changes_nothing() => Prop.ForAll(Runs.ToArbitrary(), run => Replay(run.Tree, run.Triggers)).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static (Played Played, Residual Expected) Begin(Tree tree)
    {
        var sketch = new Sketch(tree);
        var reading = Drawing.ReadText(sketch.Text);
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems.Select(problem => problem.Sentence)));
        var flags = new Dictionary<string, object?>();
        var played = new Played(reading.Procedure!, with: played =>
        {
            foreach (var flag in Tree.Flags) played.Values[flag] = false;
            flags = played.Values;
        });
        var expected = new Residual(flag => flags[flag] is true);
        expected.Begin(sketch.Root);
        return (played, expected);
    }

    private static void Play(Tree tree, int[] triggers)
    {
        var (played, expected) = Begin(tree);
        Same(played, expected);
        foreach (var trigger in triggers)
        {
            if (expected.IsOver) break;
            played.Values[Tree.Flags[trigger % 3]] = trigger % 2 == 0;
            var key = expected.Waits[trigger % expected.Waits.Count];
            foreach (var served in Fire(played, played.State.Open.Single(wait => wait.Key == key))) expected.Fire(served);
            Same(played, expected);
        }
    }

    private static void Replay(Tree tree, int[] triggers)
    {
        var (played, _) = Begin(tree);
        foreach (var trigger in triggers.TakeWhile(_ => played.State.End is null))
        {
            var wait = played.State.Open[trigger % played.State.Open.Count];
            var (item, version) = (new DeadlineReached(wait.Key), new FinishTask(wait.Element, wait.Visit));
            Fire(played, wait);
            if (played.State.End is not null) break;
            var before = played.Waits;
            Assert.All(played.Ask(item).Facts, fact => Assert.IsType<TriggerIgnored>(fact));
            Assert.All(played.Ask(version).Facts, fact => Assert.IsType<TriggerIgnored>(fact));
            Assert.Equal(before, played.Waits);
        }
    }

    /// <summary>The activations it ends: a task or a timer is one, a message is for everyone who waits for it, first come first served.</summary>
    private static List<string> Fire(Played played, Wait wait)
    {
        var served = played.State.Open.Where(other => other == wait || (wait.Kind == WaitKind.Message && other.Element == wait.Element)).OrderBy(other => other.Visit).Select(other => other.Key).ToList();
        if (wait.Kind == WaitKind.Task) played.Do(wait.Element, visit: wait.Visit);
        else if (wait.Kind == WaitKind.Timer) played.Ring(wait.Element, wait.Visit);
        else played.Hear("InterviewRoundOpened", fields: ("round", wait.Element["message".Length..]));
        return served;
    }

    private static void Same(Played played, Residual expected)
    {
        Assert.Equal(expected.Waits, played.State.Open.Select(wait => wait.Key).Order(StringComparer.Ordinal));
        Assert.Equal(expected.IsOver, played.State.End == InstanceEnd.Completed);
        Assert.Empty(played.State.Incidents);
    }
}
