using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

public sealed class FollowingTheCase
{
    private static Procedure Line => new Drawing().Start().End()
        .Task("admit", "jalon:command=\"Move[to=Admissible]\" jalon:completedBy=\"StageChanged[to=Admissible]\" jalon:validIn=\"Received\" jalon:entry=\"Received\"")
        .Task("preselect", "jalon:command=\"Move[to=Preselected]\" jalon:completedBy=\"StageChanged[to=Preselected]\" jalon:validIn=\"Admissible\" jalon:entry=\"Admissible\"")
        .Task("convene", "jalon:completedBy=\"StageChanged[to=Interview]\" jalon:validIn=\"Preselected\" jalon:entry=\"Preselected\"").Path("start", "admit", "preselect", "convene", "end").Procedure;

    private static StageChanged To(Stage from, Stage to) => new(from, to, null, []);

    [Fact]
    public void Only_the_fact_completes_the_token_of_a_task_with_a_command()
    {
        var played = new Played(Line).Sees("admit#1");
        Assert.Equal("task_of_the_case", played.Refused(new FinishTask("admit", 1)));
        played.Hear(To(Stage.Received, Stage.Admissible)).Sees("preselect#1");
        Assert.Equal("Admissible", played.State.Stage);
    }

    [Fact]
    public void The_same_fact_is_heard_once_however_often_it_comes()
    {
        var played = new Played(Line).Hear(To(Stage.Received, Stage.Admissible));
        Assert.Empty(played.Ask(new HearFact(2, Jalon.Workflows.Cases.CaseFact.Of(Jalon.Workflows.Cases.ApplicationCase.Kind, To(Stage.Received, Stage.Admissible)), played.Now)).Facts);
    }

    [Fact]
    public void A_fact_nobody_will_wait_for_leaves_no_trace()
    {
        var played = new Played(Line);
        var before = played.Facts.Count();
        played.Hear(new NoteAdded(Guid.Empty));
        Assert.Equal(before, played.Facts.Count());
    }

    [Fact]
    public void A_task_whose_case_left_its_stages_is_overtaken_and_the_procedure_is_taken_up_where_the_case_is()
    {
        var played = new Played(Line).Hear(To(Stage.Received, Stage.Admissible)).Hear(To(Stage.Admissible, Stage.Preselected)).Sees("convene#1");
        played.Hear(To(Stage.Preselected, Stage.Received)).Sees("admit#2");
        Assert.Contains(new WaitEnded("convene", 1, WaitEnd.Overtaken), played.Facts);
        played.Hear(To(Stage.Received, Stage.Interview)).Ended(InstanceEnd.Overtaken);
    }

    [Fact]
    public void A_side_path_that_makes_no_sense_any_more_is_left_as_a_whole()
    {
        var procedure = new Drawing().Message("m", "NewsOverdue").Start().End().End("side-end").Task("a").Boundary("b", "a", Drawing.On("m"), interrupting: false)
            .Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("x", "jalon:validIn=\"Received\"").Task("y").Path("start", "a", "end").Path("b", "fork", "x", "join", "side-end").Path("fork", "y", "join").Procedure;
        var played = new Played(procedure).Hear("NewsOverdue").Sees("a#1 x#1 y#1").Move("Admissible").Sees("a#1");
        Assert.Contains(new SidePathLeft("b#1"), played.Facts);
        played.Do("a").Ended();
        new Played(procedure).Hear("NewsOverdue").Do("y").Sees("a#1 x#1").Move("Admissible").Do("a").Ended();
    }

    [Fact]
    public void What_is_come_to_after_the_case_moved_on_is_left_at_once()
    {
        var played = new Played(new Drawing().Start().End().Element("serviceTask", "tell", "jalon:command=\"InformPerson[what=News]\"")
            .Task("admit", "jalon:completedBy=\"StageChanged[to=Admissible]\" jalon:validIn=\"Received\" jalon:entry=\"Received\"").Task("interview", "jalon:validIn=\"Interview\" jalon:entry=\"Interview\"")
            .Path("start", "tell", "admit", "interview", "end").Procedure);
        played.Move("Admissible").Move("Preselected").Move("Interview").Sees("tell#1").Ask(new CommandAnswered("tell", 1));
        played.Sees("interview#1");
    }

    [Fact]
    public void A_task_that_stands_for_a_step_of_the_case_has_its_dates()
    {
        var since = Played.Noon.AddDays(-3);
        var played = new Played(new Drawing().Start().End().Task("admit", "jalon:target=\"admissibility\"").Path("start", "admit", "end").Procedure,
            with: one => one.Steps = [new Step("admissibility#1", "admissibility", TimeKind.Administration, new Holder(Role.Recruiter, null, null), since, new Target(7, true), since.AddDays(9))]);
        var opened = played.Facts.OfType<TaskOpened>().Single();
        Assert.Equal((since, since.AddDays(9), new Target(7, true)), (opened.Since, opened.Due, opened.Target));
    }

    [Fact]
    public void An_early_message_is_taken_once_if_it_came_during_this_visit_of_the_stage()
    {
        var procedure = new Drawing().Message("m", "DocumentValidated[type=Diploma]").Start().End().Task("a").Catch("c1", Drawing.On("m")).Catch("c2", Drawing.On("m")).Path("start", "a", "c1", "c2", "end").Procedure;
        var played = new Played(procedure).Hear("DocumentValidated", fields: ("type", "Diploma")).Do("a").Sees("c2#1");
        Assert.Empty(played.State.Inbox);
        played.Hear("DocumentValidated", fields: ("type", "Diploma")).Ended();
        new Played(procedure).Hear("DocumentValidated", fields: ("type", "Diploma")).Move("Admissible").Do("a").Sees("c1#1");
    }

    [Fact]
    public void The_inbox_is_bounded_and_the_oldest_leaves_first()
    {
        var procedure = new Drawing().Message("m", "InterviewRoundOpened").Start().End().Task("a").Catch("c", Drawing.On("m")).Path("start", "a", "c", "end").Procedure;
        var played = new Played(procedure);
        for (var turn = 0; turn < 40; turn++) played.Hear("InterviewRoundOpened");
        Assert.Equal((32, 8), (played.State.Inbox.Count, played.Facts.OfType<KeptFactDropped>().Count()));
    }

    [Fact]
    public void Several_waits_of_one_fact_are_all_served_by_it()
    {
        var procedure = new Drawing().Message("m", "NoteAdded").Start().End().Element("parallelGateway", "fork").Element("parallelGateway", "join").Catch("c", Drawing.On("m")).Task("t", "jalon:completedBy=\"NoteAdded\"")
            .Path("start", "fork", "c", "join").Path("fork", "t", "join", "end").Procedure;
        new Played(procedure).Hear(new NoteAdded(Guid.Empty)).Ended();
    }

    [Fact]
    public void The_kind_of_fact_that_completed_a_task_is_known_to_what_follows()
    {
        var procedure = new Drawing().Start().End().Task("t", "jalon:completedBy=\"ProposalDiscussed StageChanged[to=Finalising]\"").Task("again").Element("exclusiveGateway", "g", "default=\"d\"")
            .Path("start", "t", "g").Flow("g", "again", "t.fact = 'ProposalDiscussed'").Flow("g", "end", id: "d").Path("again", "end").Procedure;
        new Played(procedure).Hear("ProposalDiscussed").Sees("again#1");
        new Played(procedure).Move("Finalising").Ended();
    }

    [Fact]
    public void A_step_of_a_side_path_that_is_overtaken_closes_alone()
    {
        var procedure = new Drawing().Start().End().End("aside").Task("a").Task("remind", "jalon:validIn=\"Received\"").Boundary("r", "a", Drawing.After("P1D"), interrupting: false)
            .Path("start", "a", "end").Path("r", "remind", "aside").Procedure;
        new Played(procedure).Ring("r").Sees("a#1 remind#1").Move("Admissible").Sees("a#1");
    }
}

public sealed class SuspendingAndEnding
{
    private static Procedure Waiting => new Drawing().Start().End().Task("a", "jalon:validIn=\"Received Admissible\" jalon:entry=\"Received\"").Boundary("t", "a", Drawing.After("PT48H"), interrupting: false).End("aside")
        .Path("start", "a", "end").Path("t", "aside").Procedure;

    [Fact]
    public void A_rejection_suspends_during_the_undo_window_and_then_ends()
    {
        var played = new Played(Waiting).Hear("ApplicationRejected").Sees("a#1 t#1");
        var undo = Assert.Single(InstanceGrain.Kind.Deadlines(played.State));
        Assert.Equal((Keys.Undo, Played.Noon.AddSeconds(60)), (undo.Key, undo.Due));
        Assert.Empty(played.Ask(new DeadlineReached("t#1")).Facts);
        played.Now = undo.Due;
        played.Ask(new DeadlineReached(Keys.Undo));
        played.Ended(InstanceEnd.Cancelled);
    }

    [Fact]
    public void Undoing_resumes_and_timers_move_by_the_pause()
    {
        var played = new Played(Waiting).Hear("ApplicationRejected");
        played.Now += TimeSpan.FromSeconds(30);
        Assert.Equal(Played.Noon.AddHours(48).AddSeconds(30), played.Hear("RejectionUndone", "Received").Sees("a#1 t#1").The("t").Due);
        Assert.Null(played.State.Suspended);
        Assert.Empty(played.Ask(new DeadlineReached(Keys.Undo)).Facts);
    }

    [Fact]
    public void An_undo_after_that_starts_at_the_entry_of_the_stage() =>
        new Played(Waiting, start: new StartInstance(Guid.NewGuid(), "essai", Played.Case, 9, "Received", TakenUp: true)).Sees("a#1 t#1");

    [Fact]
    public void A_procedure_without_an_entry_for_the_stage_ends_at_once() =>
        new Played(Waiting, start: new StartInstance(Guid.NewGuid(), "essai", Played.Case, 9, "Interview", TakenUp: true)).Ended();

    [Fact]
    public void What_cannot_be_undone_ends_at_once() => new Played(Waiting).Hear("ApplicationWithdrawn").Ended(InstanceEnd.Cancelled);

    [Fact]
    public void An_outcome_it_does_not_name_leaves_it_alone()
    {
        var procedure = new Drawing(of: "jalon:cancelledBy=\"Withdrawn\"").Start().End().Task("a").Path("start", "a", "end").Procedure;
        new Played(procedure).Hear("ApplicationRejected").Sees("a#1").Hear("ApplicationWithdrawn").Ended(InstanceEnd.Cancelled);
    }

    [Fact]
    public void A_pause_of_the_post_stops_the_timers_and_nothing_else()
    {
        var procedure = new Drawing("vacancy").Start().End().Catch("t", Drawing.After("PT48H")).Task("b", "jalon:completedBy=\"SheetAmended\"").Path("start", "t", "b", "end").Procedure;
        var played = new Played(procedure, "Draft").Hear("VacancySuspended").Sees("t#1");
        Assert.Empty(InstanceGrain.Kind.Deadlines(played.State));
        played.Now += TimeSpan.FromDays(7);
        Assert.Equal(Played.Noon.AddDays(9), played.Hear("VacancyResumed").The("t").Due);
    }
}
