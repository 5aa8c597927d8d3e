using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

public sealed class WaitingForTheFirst
{
    private static Procedure Race => new Drawing().Message("yes", "DocumentReceived[type=Diploma]").Message("no", "NoteAdded").Start().End().Element("eventBasedGateway", "g")
        .Catch("caught", Drawing.On("yes")).Element("receiveTask", "received", "messageRef=\"no\"").Catch("silence", Drawing.After("P2M")).Task("a").Task("b").Task("c")
        .Path("start", "g", "caught", "a", "end").Path("g", "received", "b", "end").Path("g", "silence", "c", "end").Procedure;

    private static readonly (string, string) Diploma = ("type", "Diploma");

    [Fact]
    public void All_waits_are_armed_in_one_commit()
    {
        var played = new Played(Race).Sees("caught#1 received#1 silence#1");
        Assert.Single(played.Facts.OfType<TimerArmed>(), armed => armed.Host == "g#1");
    }

    [Theory]
    [InlineData("caught", "a#1")]
    [InlineData("received", "b#1")]
    [InlineData("silence", "c#1")]
    public void The_first_trigger_wins_and_the_others_are_cancelled_in_the_same_commit(string first, string after)
    {
        var played = new Played(Race);
        var before = played.Facts.Count();
        _ = first switch { "caught" => played.Hear("DocumentReceived", fields: Diploma), "received" => played.Hear("NoteAdded"), _ => played.Ring("silence") };
        played.Sees(after);
        Assert.Equal(2, played.Facts.Skip(before).OfType<WaitEnded>().Count(ended => ended.How == WaitEnd.Cancelled));
    }

    [Fact]
    public void What_comes_after_the_first_is_ignored_and_recorded()
    {
        var played = new Played(Race);
        var late = new DeadlineReached(played.The("silence").Key);
        played.Hear("NoteAdded").Now = Played.Noon.AddYears(1);
        Assert.Equal([new TriggerIgnored(nameof(DeadlineReached), "silence", 1)], played.Ask(late).Facts);
        played.Sees("b#1");
    }

    [Fact]
    public void A_message_that_came_early_wins_at_once_in_the_order_of_the_file()
    {
        var drawing = new Drawing().Message("yes", "DocumentReceived[type=Diploma]").Start().End().Task("before").Element("eventBasedGateway", "g").Catch("caught", Drawing.On("yes"))
            .Catch("silence", Drawing.After("P2M")).Task("a").Path("start", "before", "g", "caught", "a", "end").Path("g", "silence", "end");
        new Played(drawing.Procedure).Hear("DocumentReceived", fields: Diploma).Sees("before#1").Do("before").Sees("a#1");
    }

    [Fact]
    public void A_message_for_something_else_wakes_nobody() => new Played(Race).Hear("DocumentReceived", fields: ("type", "Portfolio")).Sees("caught#1 received#1 silence#1");
}

public sealed class BoundaryEvents
{
    private static Drawing Guarded(bool interrupting, string on = "P10D") => new Drawing().Start().End().Task("a").Task("b").Task("late").End("aside")
        .Boundary("timer", "a", Drawing.After(on), interrupting).Path("start", "a", "b", "end").Path("timer", "late", "aside");

    [Fact]
    public void An_interrupting_one_cancels_the_activity_and_takes_its_flow() => new Played(Guarded(true).Procedure).Sees("a#1 timer#1").Ring("timer").Sees("late#1").Do("late").Ended();

    [Fact]
    public void Completion_first_committed_wins()
    {
        var played = new Played(Guarded(true).Procedure);
        var key = played.The("timer").Key;
        played.Do("a").Sees("b#1").Now = Played.Noon.AddDays(30);
        Assert.IsType<TriggerIgnored>(Assert.Single(played.Ask(new DeadlineReached(key)).Facts));
        played.Sees("b#1");
    }

    [Fact]
    public void The_boundary_first_committed_wins()
    {
        var played = new Played(Guarded(true).Procedure).Ring("timer");
        Assert.Equal([new TriggerIgnored(nameof(FinishTask), "a", 1)], played.Ask(new FinishTask("a", 1)).Facts);
        played.Sees("late#1");
    }

    [Fact]
    public void One_that_does_not_interrupt_fires_once_per_activation()
    {
        var played = new Played(Guarded(false).Procedure).Sees("a#1 timer#1").Ring("timer").Sees("a#1 late#1");
        Assert.IsType<TriggerIgnored>(Assert.Single(played.Ask(new DeadlineReached("timer#1")).Facts));
        played.Do("a").Sees("b#1 late#1").Do("b").Sees("late#1");
        Assert.Null(played.State.End);
        played.Do("late").Ended();
    }

    [Fact]
    public void The_next_activation_has_a_boundary_of_its_own()
    {
        var drawing = new Drawing().Start().End().End("aside").Task("a").Element("exclusiveGateway", "g", "default=\"on\"").Boundary("timer", "a", Drawing.After("P1D"), interrupting: false)
            .Path("start", "a", "g").Flow("g", "a", "late").Flow("g", "end", id: "on").Path("timer", "aside");
        new Played(drawing.Procedure, with: played => played.Values["late"] = true).Ring("timer").Do("a").Sees("a#2 timer#2").Ring("timer").Sees("a#2");
    }

    [Fact]
    public void An_interrupting_one_cancels_the_children_and_timers_of_the_activity()
    {
        var drawing = new Drawing().Message("m", "NoteAdded").Start().End().Element("callActivity", "call", "calledElement=\"child\"").Boundary("stop", "call", Drawing.On("m")).Boundary("timer", "call", Drawing.After("P1D"), false)
            .End("aside").Path("start", "call", "end").Path("stop", "end").Path("timer", "aside");
        var played = new Played(drawing.Procedure, with: played => played.Callable["child"] = Calling.Child).Sees("call#1 stop#1 timer#1").Hear("NoteAdded").Ended();
        Assert.Equal(played.Facts.OfType<ChildCalled>().Single().ChildId, Assert.Single(played.Effects.OfType<InstanceToCancel>()).InstanceId);
    }

    [Fact]
    public void A_fact_that_completes_and_interrupts_completes()
    {
        var drawing = new Drawing().Message("m", "NoteAdded").Start().End().Task("a", "jalon:completedBy=\"NoteAdded\"").Task("b").Boundary("stop", "a", Drawing.On("m")).Path("start", "a", "b", "end").Path("stop", "end");
        new Played(drawing.Procedure).Hear("NoteAdded").Sees("b#1");
    }

    [Fact]
    public void A_boundary_counts_only_what_happens_during_its_activity()
    {
        var drawing = new Drawing().Message("m", "NoteAdded").Start().End().Task("before").Task("a").Boundary("stop", "a", Drawing.On("m")).Path("start", "before", "a", "end").Path("stop", "end");
        new Played(drawing.Procedure).Hear("NoteAdded").Do("before").Sees("a#1 stop#1");
    }
}

public sealed class ManyAtOnce
{
    private static Procedure Opinions(string loop = "") => new Drawing().Start().End().Task("opinions", "jalon:completedBy=\"OpinionFiled[personId={item}] AssessorReleased[personId={item}]\"",
        $"<bpmn:multiInstanceLoopCharacteristics jalon:collection=\"assessors\" {loop} />").Task("after").Boundary("reminder", "opinions", Drawing.After("P2D"), interrupting: false).End("aside")
        .Path("start", "opinions", "after", "end").Path("reminder", "aside").Procedure;

    private static Played Three(string loop = "") => new(Opinions(loop), with: played => played.Lists["assessors"] = ["x", "y", "z"]);

    private static (string, string) Of(string person) => ("personId", person);

    [Fact]
    public void One_task_per_element_and_all_of_them_complete_it()
    {
        var played = Three();
        Assert.Equal(["x", "y", "z"], played.The("opinions").Items!.Select(item => item.Item));
        played.Hear("OpinionFiled", fields: Of("x")).Hear("AssessorReleased", fields: Of("z")).Sees("opinions#1 reminder#1").Hear("OpinionFiled", fields: Of("x")).Sees("opinions#1 reminder#1")
            .Hear("OpinionFiled", fields: Of("y")).Sees("after#1");
    }

    [Fact]
    public void At_least_n_complete_it_and_the_rest_is_cancelled() =>
        Three("jalon:atLeast=\"2\"").Hear("OpinionFiled", fields: Of("z")).Sees("opinions#1 reminder#1").Hear("OpinionFiled", fields: Of("x")).Sees("after#1");

    [Fact]
    public void The_collection_is_read_once_at_entry()
    {
        var played = Three();
        played.Lists["assessors"] = ["x", "y", "z", "t"];
        played.Hear("OpinionFiled", fields: Of("x")).Hear("OpinionFiled", fields: Of("y")).Hear("OpinionFiled", fields: Of("t")).Sees("opinions#1 reminder#1").Hear("OpinionFiled", fields: Of("z")).Sees("after#1");
    }

    [Fact]
    public void An_empty_collection_is_done_at_once() => new Played(Opinions()).Sees("after#1");

    [Fact]
    public void Too_many_elements_are_an_incident() =>
        Assert.Equal("too_many_items", Assert.Single(new Played(Opinions(), with: played => played.Lists["assessors"] = [.. Enumerable.Range(0, 101).Select(index => $"{index}")]).State.Incidents).Code);

    [Fact]
    public void What_came_early_counts_for_its_element()
    {
        var drawing = new Drawing().Start().End().Task("before").Task("opinions", "jalon:completedBy=\"OpinionFiled[personId={item}]\"", "<bpmn:multiInstanceLoopCharacteristics jalon:collection=\"assessors\" />")
            .Task("after").Path("start", "before", "opinions", "after", "end");
        new Played(drawing.Procedure, with: played => played.Lists["assessors"] = ["x", "y"]).Hear("OpinionFiled", fields: Of("y")).Do("before").Sees("opinions#1").Hear("OpinionFiled", fields: Of("x")).Sees("after#1");
    }

    [Fact]
    public void A_task_without_a_fact_is_done_element_by_element()
    {
        var drawing = new Drawing().Start().End().Task("each", inside: "<bpmn:multiInstanceLoopCharacteristics jalon:collection=\"assessors\" />").Path("start", "each", "end");
        var played = new Played(drawing.Procedure, with: played => played.Lists["assessors"] = ["x", "y"]).Do("each", item: "x").Do("each", item: "x");
        Assert.Equal("item_unknown", played.Refused(new FinishTask("each", 1, "w")));
        played.Do("each", item: "y").Ended();
    }
}

public sealed class Calling
{
    public static Procedure Child => new Drawing(id: "child", of: "jalon:inputs=\"round:number\" jalon:outputs=\"result=decide.answer\"").Start().End().Task("decide", "jalon:answers=\"yes no\"")
        .Element("exclusiveGateway", "g", "default=\"on\"").Task("again").Path("start", "decide", "g").Flow("g", "again", "round > 1").Flow("g", "end", id: "on").Path("again", "end").Procedure;

    private static Procedure Parent => new Drawing().Start().End().Element("callActivity", "call", "calledElement=\"child\" jalon:inputs=\"round=interviewRound\" jalon:outputs=\"result\"")
        .Element("exclusiveGateway", "g", "default=\"on\"").Task("no").Path("start", "call", "g").Flow("g", "no", "call.result = 'no'").Flow("g", "end", id: "on").Path("no", "end").Procedure;

    private static Played Called() => new(Parent, with: played => (played.Callable["child"], played.Values["interviewRound"]) = (Child, 2m));

    [Fact]
    public void The_child_s_id_and_version_follow_from_the_activation()
    {
        var played = Called();
        var start = Assert.Single(played.Effects.OfType<InstanceToStart>());
        Assert.Equal((Keys.Effect(played.Id, "call", 1, "child"), Child.Version), (start.Id, start.Start.Version));
        Assert.Equal((1, "2", new Caller(played.Id, "call", 1)), (start.Start.Depth, start.Start.Inputs!["round"], start.Start.Caller));
    }

    [Fact]
    public void Named_inputs_go_down_and_named_outputs_come_up_by_fact()
    {
        var parent = Called();
        var start = parent.Effects.OfType<InstanceToStart>().Single().Start;
        var child = new Played(Child, start: start) { Id = start.InstanceId }.Do("decide", "no").Sees("again#1").Do("again").Ended();
        var tell = Assert.Single(child.Effects.OfType<CallerToTell>());
        Assert.Equal(parent.Id, tell.InstanceId);
        parent.Ask(tell.Ended);
        parent.Sees("no#1");
        Assert.IsType<TriggerIgnored>(Assert.Single(parent.Ask(tell.Ended).Facts));
    }

    [Fact]
    public void A_child_given_up_is_an_incident_and_calling_again_is_a_new_visit()
    {
        var parent = Called();
        parent.Ask(new ChildEnded("call", 1, parent.The("call").Child!.Value, InstanceEnd.Cancelled, new Dictionary<string, string>()));
        Assert.Equal("child_given_up", parent.Sees("call#1").The("call").Incident);
        parent.Ask(new RetryIncident(null, "call", 1));
        parent.Sees("call#2");
        Assert.Equal(2, parent.Effects.OfType<InstanceToStart>().Select(start => start.Id).Distinct().Count());
    }

    [Fact]
    public void A_call_more_than_four_deep_or_to_nobody_is_an_incident()
    {
        Assert.Equal("calls_too_deep", Assert.Single(new Played(Parent, with: played => played.Callable["child"] = Child, start: new StartInstance(Guid.NewGuid(), "essai", Played.Case, 1, "Received", Depth: 4)).State.Incidents).Code);
        Assert.Equal("procedure_unknown", Assert.Single(new Played(Parent).State.Incidents).Code);
    }

    [Fact]
    public void Cancelling_goes_down()
    {
        var parent = Called();
        parent.Ask(new CancelInstance());
        Assert.Equal(InstanceEnd.Cancelled, parent.State.End);
        Assert.Single(parent.Effects.OfType<InstanceToCancel>());
        var child = new Played(Child);
        child.Ask(new CancelInstance());
        child.Ended(InstanceEnd.Cancelled);
        Assert.Empty(child.Ask(new CancelInstance()).Facts);
    }
}
