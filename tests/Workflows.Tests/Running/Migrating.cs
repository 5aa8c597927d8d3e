using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

public sealed class Migrating
{
    private static Drawing Line(string task, string timer = "") => new Drawing().Start().End().Task(task).Catch("t", Drawing.After("P10D"), timer).Path("start", task, "t", "end");

    private static Drawing Block(string extra = "") => new Drawing().Start().End().Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("a", extra).Task("b").Path("start", "fork", "a", "join").Path("fork", "b", "join", "end");

    private static MigrateInstance To(Played played, Procedure newer, params (string Old, string New)[] map)
    {
        played.Newer = newer;
        return new MigrateInstance(newer.Version, map.ToDictionary(pair => pair.Old, pair => pair.New));
    }

    [Fact]
    public void Tokens_go_to_the_element_named_or_of_the_same_id_and_it_is_a_fact()
    {
        var played = new Played(Line("a").Procedure);
        Assert.Equal("migration_no_place", played.Refused(To(played, Line("b").Procedure)));
        played.Ask(To(played, Line("b").Procedure, ("a", "b")));
        Assert.IsType<InstanceMigrated>(played.Sees("b#1").Facts.Last());
        played.Do("b").Sees("t#1").Ring("t").Ended();
    }

    [Fact]
    public void Never_to_another_kind_of_element() =>
        Assert.Equal("migration_no_place", Wrong(new Drawing().Start().End().Element("sendTask", "a", "jalon:template=\"news\" jalon:audience=\"Candidate\"").Path("start", "a", "end").Procedure));

    private static string Wrong(Procedure newer)
    {
        var played = new Played(Line("a").Procedure);
        return played.Refused(To(played, newer));
    }

    [Fact]
    public void A_timer_keeps_its_instant_unless_the_rule_it_follows_is_another()
    {
        var played = new Played(Line("a").Procedure).Do("a");
        var due = played.The("t").Due;
        played.Ask(To(played, Line("a").Raw("<!-- v2 -->").Procedure));
        Assert.Equal(due, played.The("t").Due);
        played.Ask(To(played, Line("a", "jalon:rule=\"origin-silence\"").Procedure));
        Assert.True(played.The("t").Due > due);
    }

    [Fact]
    public void A_newer_version_of_its_rule_moves_a_timer()
    {
        var played = new Played(Line("a", "jalon:rule=\"origin-silence\"").Procedure).Do("a");
        var due = played.The("t").Due;
        played.Rules = new Rules(DefaultRules.Parameters.Append(new("origin-silence", null, 3, ParameterUnit.CalendarMonths, new(2026, 1, 1), "Essai", 2)), DefaultRules.LegalBases);
        played.Ask(To(played, Line("a", "jalon:rule=\"origin-silence\"").Raw("<!-- v2 -->").Procedure));
        Assert.Equal((due!.Value.AddDays(31), 2), (played.The("t").Due!.Value, played.The("t").RuleVersion));
    }

    [Fact]
    public void A_token_that_waits_at_a_join_or_is_stuck_goes_on_under_the_new_names()
    {
        static Drawing Named(string join) => new Drawing().Start().End().Element("parallelGateway", "fork").Element("parallelGateway", join).Task("a").Task("b").Path("start", "fork", "a", join).Path("fork", "b", join, "end");
        var played = new Played(Named("join").Procedure).Do("a");
        Assert.Equal("migration_block_changed", played.Refused(To(played, Named("close").Procedure, ("join", "close"))));
        static Drawing Choice(string gateway, string condition) => new Drawing().Start().End().Element("exclusiveGateway", gateway).Task("a").Task("b").Path("start", gateway).Flow(gateway, "a", condition).Flow(gateway, "b", "late", "other").Path("a", "end").Path("b", "end");
        var stuck = new Played(Choice("g", "late").Procedure);
        Assert.Equal("g", Assert.Single(stuck.State.Incidents).Element);
        stuck.Ask(To(stuck, Choice("h", "late").Raw("<!-- v2 -->").Procedure, ("g", "h")));
        Assert.Equal("h", Assert.Single(stuck.State.Incidents).Element);
        stuck.Values["late"] = true;
        stuck.Ask(new RetryIncident(1));
        stuck.Sees("a#1");
    }

    [Fact]
    public void A_task_keeps_its_line_under_its_new_name()
    {
        var played = new Played(Line("a").Procedure);
        var rows = ((Accepted)InstanceGrain.Kind.Decide(played.State, To(played, Line("b").Procedure, ("a", "b")), new InstanceCircumstances(Line("a").Procedure, new Jalon.Workflows.Cases.CaseView(played.Values, played.Lists, new Dictionary<string, Holder>(), null), played.Callable, played.Newer),
            new Context(Actor.System, played.Now, Guid.Empty, Rules.Default))).Rows;
        Assert.Equal(new TaskRenamed("a", "b"), Assert.Single(rows));
    }

    [Fact]
    public void Not_inside_a_parallel_block_that_changed()
    {
        var played = new Played(Block().Procedure).Do("a");
        var changed = new Drawing().Start().End().Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("a").Task("b").Task("c").Path("start", "fork", "a", "join").Path("fork", "b", "c", "join", "end").Procedure;
        Assert.Equal("migration_block_changed", played.Refused(To(played, changed)));
        played.Ask(To(played, Block().Raw("<!-- v2 -->").Procedure));
        played.Do("b").Ended();
    }

    [Fact]
    public void Not_in_the_middle_of_a_call()
    {
        var call = new Drawing().Start().End().Element("callActivity", "call", "calledElement=\"child\"").Path("start", "call", "end");
        var played = new Played(call.Procedure, with: played => played.Callable["child"] = Calling.Child);
        Assert.Equal("migration_in_call", played.Refused(To(played, call.Raw("<!-- v2 -->").Procedure)));
    }

    [Fact]
    public void Only_to_a_version_of_the_same_procedure()
    {
        var played = new Played(Line("a").Procedure);
        Assert.Equal("version_unknown", played.Refused(To(played, new Drawing(id: "autre").Start().End().Task("a").Path("start", "a", "end").Procedure)));
        Assert.Equal("version_unknown", played.Refused(new MigrateInstance("inconnue", new Dictionary<string, string>())));
    }
}
