using Jalon.Grains;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

public sealed class MovingTokens
{
    private static Drawing Choice(string attributes = "") => new Drawing().Start().End().Element("exclusiveGateway", "g", attributes).Task("a").Task("b").Path("start", "g").Path("a", "end").Path("b", "end");

    [Fact]
    public void Branches_of_a_side_path_only_join_those_of_the_same_turn()
    {
        var procedure = new Drawing().Start().End().End("aside").Task("a").Element("exclusiveGateway", "g", "default=\"on\"").Path("start", "a", "g").Flow("g", "a", "late").Flow("g", "end", id: "on")
            .Boundary("r", "a", Drawing.After("P1D"), interrupting: false).Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("b").Task("c").Task("d")
            .Path("r", "fork", "b", "join", "d", "aside").Path("fork", "c", "join").Procedure;
        var played = new Played(procedure, with: played => played.Values["late"] = true).Ring("r").Do("a").Ring("r").Sees("a#2 b#1 b#2 c#1 c#2");
        played.Do("b", visit: 1).Do("b", visit: 2).Sees("a#2 c#1 c#2").Do("c", visit: 2).Sees("a#2 c#1 d#1").Do("c").Sees("a#2 d#1 d#2");
        played.Values["late"] = false;
        played.Do("a").Do("d", visit: 2).Do("d").Ended();
    }

    [Fact]
    public void The_first_true_flow_in_the_order_of_the_file_is_taken_and_what_was_read_is_kept()
    {
        var procedure = Choice("default=\"d\"").Flow("g", "a", "late", "first").Flow("g", "b", "secured", "second").Flow("g", "end", id: "d").Procedure;
        var played = new Played(procedure, with: played => (played.Values["late"], played.Values["secured"]) = (true, true)).Sees("a#1");
        var passed = Assert.Single(played.Facts.OfType<GatewayPassed>());
        Assert.Equal(("first", "true", "true"), (passed.Flow, passed.Read!["late"], passed.Read["secured"]));
        new Played(procedure, with: played => played.Values["secured"] = true).Sees("b#1");
        new Played(procedure).Ended();
    }

    [Fact]
    public void Without_a_true_flow_nor_a_default_it_is_an_incident_visible_and_retryable()
    {
        var played = new Played(Choice().Flow("g", "a", "late").Flow("g", "b", "secured").Procedure).Sees("");
        Assert.Equal(new Stuck(1, "g", "f1", "no_true_flow"), Assert.Single(played.State.Incidents));
        played.Ask(new RetryIncident(1));
        Assert.Equal(2, Assert.Single(played.State.Incidents).Number);
        played.Values["secured"] = true;
        played.Ask(new RetryIncident(2));
        Assert.Empty(played.Sees("b#1").State.Incidents);
        Assert.Empty(played.Ask(new RetryIncident(2)).Facts);
    }

    [Fact]
    public void A_circle_without_end_is_an_incident_and_leaves_nothing_of_its_turns()
    {
        var procedure = new Drawing().Start().End().Task("a").Element("exclusiveGateway", "g", "default=\"d\"").Element("sendTask", "send", "jalon:template=\"news\" jalon:audience=\"Candidate\"")
            .Path("start", "a", "send", "g").Flow("g", "send", "late").Flow("g", "end", id: "d").Procedure;
        var played = new Played(procedure, with: played => played.Values["late"] = true).Do("a");
        Assert.Equal(new Stuck(1, "send", "f2", "endless_loop"), Assert.Single(played.State.Incidents));
        Assert.Empty(played.Effects);
        played.Values["late"] = false;
        played.Ask(new RetryIncident(1));
        Assert.Single(played.Ended().Effects);
    }

    [Fact]
    public void Branches_are_opened_in_the_order_of_the_file_and_join_once()
    {
        var procedure = new Drawing().Start().End().Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("a").Task("b").Task("c")
            .Path("start", "fork", "b", "join").Path("fork", "a", "join", "c", "end").Procedure;
        var played = new Played(procedure);
        Assert.Equal(["b", "a"], played.Facts.OfType<TaskOpened>().Select(opened => opened.Element));
        played.Do("a").Sees("b#1").Do("b").Sees("c#1").Do("c").Ended();
    }

    [Fact]
    public void Each_visit_of_an_element_is_an_activation_of_its_own()
    {
        var procedure = new Drawing().Start().End().Task("a").Element("exclusiveGateway", "g", "default=\"d\"").Path("start", "a", "g").Flow("g", "a", "late").Flow("g", "end", id: "d").Procedure;
        var played = new Played(procedure, with: played => played.Values["late"] = true).Do("a").Sees("a#2");
        Assert.Equal([new TriggerIgnored(nameof(FinishTask), "a", 1)], played.Ask(new FinishTask("a", 1)).Facts);
        Assert.Equal([new TriggerIgnored(nameof(FinishTask), "absent", 1)], played.Ask(new FinishTask("absent", 1)).Facts);
        played.Sees("a#2");
    }

    [Fact]
    public void Terminate_ends_this_process_and_everything_open_in_it()
    {
        var procedure = new Drawing().Start().End().End("stop", terminates: true).Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("a", "jalon:answers=\"go stop\"").Task("b", "jalon:step=\"ethics\"")
            .Element("exclusiveGateway", "g", "default=\"d\"").Path("start", "fork", "a", "g").Flow("g", "stop", "a.answer = 'stop'").Flow("g", "join", id: "d").Path("fork", "b", "join", "end").Procedure;
        var played = new Played(procedure).Do("a", "stop").Ended(InstanceEnd.Terminated);
        Assert.Single(played.Effects.OfType<CaseStepToClose>());
        new Played(procedure).Do("a", "go").Do("b").Ended();
    }

    [Fact]
    public void A_command_leaves_under_an_id_that_follows_from_the_activation_and_its_answer_moves_the_token()
    {
        var procedure = new Drawing().Start().End().Element("serviceTask", "tell", "jalon:command=\"InformPerson[what=News]\"").Task("a").Path("start", "tell", "a", "end").Procedure;
        var played = new Played(procedure).Sees("tell#1");
        var asked = Assert.Single(played.Effects.OfType<CommandToCase>());
        Assert.Equal((Keys.Effect(played.Id, "tell", 1), "InformPerson[what=News]"), (asked.Id, asked.Command.ToString()));
        played.Ask(new CommandAnswered("tell", 1, "closed"));
        Assert.Equal("closed", played.The("tell").Incident);
        played.Ask(new RetryIncident(null, "tell", 1));
        Assert.Equal(asked.Id, played.Effects.OfType<CommandToCase>().Last().Id);
        played.Ask(new CommandAnswered("tell", 1));
        played.Sees("a#1");
        Assert.Equal([new TriggerIgnored(nameof(CommandAnswered), "tell", 1)], played.Ask(new CommandAnswered("tell", 1)).Facts);
    }

    [Fact]
    public void A_task_has_its_holder_its_target_and_its_due_date_and_opens_a_step_on_the_case()
    {
        var procedure = new Drawing().Start().End().Task("a", "jalon:target=\"admissibility\" jalon:step=\"ethics\" jalon:time=\"ThirdParty\"").Path("start", "a", "end").Procedure;
        var played = new Played(procedure);
        var opened = Assert.Single(played.Facts.OfType<TaskOpened>());
        Assert.Equal((TimeKind.ThirdParty, new Target(5, true), Jalon.Grains.Calendar.FrenchCalendar.EndOf(new(2026, 11, 30))), (opened.Kind, opened.Target, opened.Due));
        Assert.Equal("ethics", Assert.Single(played.Effects.OfType<CaseStepToOpen>()).Name);
        Assert.Equal("ethics", Assert.Single(played.Do("a").Effects.OfType<CaseStepToClose>()).Name);
    }

    [Fact]
    public void A_task_that_asks_for_an_answer_takes_no_other()
    {
        var played = new Played(new Drawing().Start().End().Task("a", "jalon:answers=\"yes no\"").Path("start", "a", "end").Procedure);
        Assert.Equal("answer_unknown", played.Refused(new FinishTask("a", 1, Answer: "perhaps")));
        Assert.Equal("answer_unknown", played.Refused(new FinishTask("a", 1)));
        played.Do("a", "yes").Ended();
        Assert.Equal("instance_over", played.Refused(new FinishTask("a", 1, Answer: "yes")));
    }

    [Fact]
    public void Starting_twice_starts_once()
    {
        var played = new Played(new Drawing().Start().End().Task("a").Path("start", "a", "end").Procedure);
        Assert.Empty(played.Ask(new StartInstance(played.Id, "essai", Played.Case, 1, "Received")).Facts);
    }
}

public sealed class Timing
{
    private static Played With(string timer, string attributes = "", Action<Played>? with = null) => new(new Drawing().Start().End().Catch("t", timer, attributes).Path("start", "t", "end").Procedure, with: with);

    private static DateTimeOffset Paris(int year, int month, int day, int hour = 0) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero) - TimeSpan.FromHours(month is > 3 and < 11 ? 2 : 1);

    [Fact]
    public void A_duration_in_days_runs_to_the_end_of_its_last_day() => Assert.Equal(Paris(2026, 12, 4), With(Drawing.After("P10D")).The("t").Due);

    [Fact]
    public void One_month_and_thirty_days_are_not_the_same()
    {
        Assert.Equal(Paris(2027, 3, 1), With(Drawing.After("P1M"), with: played => played.Now = new(2027, 1, 31, 11, 0, 0, TimeSpan.Zero)).The("t").Due);
        Assert.Equal(Paris(2027, 3, 3), With(Drawing.After("P30D"), with: played => played.Now = new(2027, 1, 31, 11, 0, 0, TimeSpan.Zero)).The("t").Due);
    }

    [Fact]
    public void A_duration_through_the_change_of_summer_time_ends_at_local_midnight() =>
        Assert.Equal(Paris(2027, 4, 1), With(Drawing.After("P10D"), with: played => played.Now = new(2027, 3, 21, 11, 0, 0, TimeSpan.Zero)).The("t").Due);

    [Fact]
    public void Hours_are_counted_to_the_second() => Assert.Equal(Played.Noon.AddHours(36), With(Drawing.After("PT36H")).The("t").Due);

    [Fact]
    public void A_rule_gives_the_duration_in_force_that_day_and_wins_over_the_one_written()
    {
        var played = With(Drawing.After("P1D"), "jalon:rule=\"origin-silence\"");
        Assert.Equal((Paris(2027, 1, 24), "origin-silence", 1), (played.The("t").Due, played.The("t").Rule, played.The("t").RuleVersion));
    }

    [Fact]
    public void Working_days_skip_holidays_forwards_and_backwards()
    {
        Assert.Equal(Paris(2026, 12, 28), With(Drawing.After("P1D"), "jalon:rule=\"opinions-reminder\"", played => played.Now = new(2026, 12, 23, 11, 0, 0, TimeSpan.Zero)).The("t").Due - TimeSpan.FromDays(1));
        var before = With("<bpmn:timerEventDefinition />", "jalon:rule=\"arrival-welcome\" jalon:from=\"startDate\" jalon:count=\"before\"", played => played.Values["startDate"] = new DateOnly(2027, 5, 10));
        Assert.Equal(Paris(2027, 4, 30), before.The("t").Due);
    }

    [Fact]
    public void A_date_of_the_case_moves_its_timer_and_one_not_known_yet_waits_for_it()
    {
        var played = With(Drawing.At("startDate"));
        Assert.Null(played.The("t").Due);
        Assert.Empty(InstanceGrain.Kind.Deadlines(played.State));
        played.Values["startDate"] = new DateOnly(2027, 1, 4);
        Assert.Equal(Paris(2027, 1, 4), played.Hear("ProposalSent").The("t").Due);
        played.Values["startDate"] = new DateOnly(2027, 2, 1);
        Assert.Equal(Paris(2027, 2, 1), played.Hear("ArrivalPostponed").The("t").Due);
        Assert.Equal(2, played.Facts.OfType<TimerMoved>().Count());
        played.Ring("t").Ended();
    }

    [Fact]
    public void A_deadline_that_comes_early_changes_nothing()
    {
        var played = With(Drawing.After("P10D"));
        Assert.Empty(played.Ask(new DeadlineReached("t#1")).Facts);
        played.Sees("t#1").Ring("t").Ended();
    }
}
