using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Procedures;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Procedures;

public sealed class Selecting
{
    private static readonly Library Library = Library.Default(Rules.Default);

    private static StageChanged To(Stage from, Stage to) => new(from, to, null, []);

    private static Played Begun(string status = "CivilServant", bool awaitsFinding = false)
    {
        var played = new Played(Library["selection"], with: played =>
        {
            (played.Values["status"], played.Values["awaitsFinding"], played.Values["prioritiesExamined"], played.Values["interviewRound"], played.Values["interviewOffered"]) = (status, awaitsFinding, false, 1m, false);
            played.Callable["interview"] = Library["interview"];
        });
        Assert.Equal(("acknowledgement", "InformPerson[what=Acknowledgement]"), (played.Effects.OfType<MessageToSend>().Single().Template, played.Effects.OfType<CommandToCase>().Single().Command.ToString()));
        played.Ask(new CommandAnswered("acknowledged", 1));
        return played;
    }

    private static Played InInterview(string status = "CivilServant") => Begun(status).Hear(To(Stage.Received, Stage.Admissible)).Hear(To(Stage.Admissible, Stage.Preselected)).Hear(To(Stage.Preselected, Stage.Interview)).Sees("interviews#1");

    private static Played Preselected() => Begun().Hear(To(Stage.Received, Stage.Admissible)).Hear(To(Stage.Admissible, Stage.Preselected));

    private static Played Returned(Played played)
    {
        var wait = played.The("interviews");
        played.Ask(new ChildEnded("interviews", wait.Visit, wait.Child!.Value, InstanceEnd.Completed, new Dictionary<string, string>()));
        return played;
    }

    [Fact]
    public void Receipt_is_acknowledged_at_once_then_each_stage_has_its_task() => Begun().Sees("admissibility#1").Hear(To(Stage.Received, Stage.Admissible)).Sees("preselection#1 silence#1")
        .Hear(To(Stage.Admissible, Stage.Preselected)).Sees("convocation#1").Hear(To(Stage.Preselected, Stage.Interview)).Sees("interviews#1");

    /// <summary>What was offered is the person's to answer; the recruiter is asked again only where no hour came of it.</summary>
    [Fact]
    public void While_the_person_chooses_an_hour_nobody_else_is_asked_anything()
    {
        var offer = new Interview(1, 1, InterviewMode.Video, 45, [Played.Noon.AddDays(7)], Guid.NewGuid(), null);
        Played Offered() => Preselected().Hear(new InterviewProposed(offer, [], [])).Sees("slots#1");
        Offered().Hear(new InterviewBooked(offer with { From = offer.Offered[0] }, [], [], [])).Hear(To(Stage.Preselected, Stage.Interview)).Sees("interviews#1");
        Offered().Hear(To(Stage.Preselected, Stage.Interview)).Sees("interviews#1");
        Offered().Hear(new OtherTimesAsked(null, [], [])).Sees("convocation#2").Hear(new InterviewProposed(offer, [], [])).Sees("slots#2");
    }

    [Fact]
    public void A_contract_application_waits_for_the_infructuous_finding() => Begun("External", awaitsFinding: true).Sees("finding#1").Hear(new BecameExaminable([], [])).Sees("admissibility#1");

    [Fact]
    public void It_ends_when_a_civil_servant_is_confirmed_instead()
    {
        var played = Begun("External", awaitsFinding: true).Hear(new PostEnded(Stage.Received, PostEndReason.Filled));
        played.Now = played.State.Suspended!.Until!.Value;
        played.Ask(new DeadlineReached(Keys.Undo));
        played.Ended(InstanceEnd.Cancelled);
    }

    [Fact]
    public void Nobody_stays_without_news_while_the_preselection_lasts()
    {
        var played = Begun().Hear(To(Stage.Received, Stage.Admissible)).Hear(new NewsOverdue(Played.Noon.AddDays(30))).Sees("news-given#1 preselection#1");
        Assert.Equal(["acknowledgement", "news"], played.Effects.OfType<MessageToSend>().Select(message => message.Template));
        played.Ask(new CommandAnswered("news-given", 1));
        played.Sees("preselection#1");
    }

    [Fact]
    public void As_many_rounds_of_interview_as_are_opened()
    {
        var played = Returned(InInterview()).Sees("choice#1").Hear(new InterviewRoundOpened(1, [], [])).Sees("interviews#2");
        Returned(played).Sees("choice#2").Hear(new InterviewRoundOpened(2, [], [])).Sees("interviews#3");
        Assert.Equal(3, played.Effects.OfType<InstanceToStart>().Select(start => start.Id).Distinct().Count());
    }

    [Fact]
    public void Legal_priorities_are_examined_for_a_civil_servant_alone()
    {
        Returned(InInterview()).Hear(To(Stage.Interview, Stage.Selected)).Sees("priorities#1").Hear(new PrioritiesExamined()).Sees("note#1");
        Returned(InInterview("External")).Hear(To(Stage.Interview, Stage.Selected)).Sees("note#1");
    }

    [Fact]
    public void The_person_answers_or_discusses_the_proposal_and_is_reminded_on_the_last_day()
    {
        var played = Returned(InInterview("External")).Hear(To(Stage.Interview, Stage.Selected)).Hear(new ChoiceValidated(Guid.Empty, null, [], [])).Sees("proposal#1");
        played.Values["answerBy"] = new DateOnly(2026, 12, 3);
        played.Hear(new ProposalSent(WayIn.FixedTerm, new(2027, 1, 4), new(2026, 12, 3), null, [], [])).Sees("answer#1 last-day#1");
        Assert.Equal(FrenchCalendar.StartOf(new(2026, 12, 3)), played.The("last-day").Due);
        played.Hear(new ProposalDiscussed(null, [], [])).Sees("proposal#2");
        played.Values["answerBy"] = new DateOnly(2026, 12, 17);
        played.Hear(new ProposalSent(WayIn.FixedTerm, new(2027, 1, 4), new(2026, 12, 17), null, [], [])).Ring("last-day").Sees("answer#2");
        Assert.Equal("proposal-reminder", played.Effects.OfType<MessageToSend>().Last().Template);
        played.Hear(To(Stage.Selected, Stage.Finalising)).Ended();
    }

    [Fact]
    public void Chosen_before_the_interview_procedure_is_over_it_goes_on_from_the_choice()
    {
        var played = InInterview("External").Hear(To(Stage.Interview, Stage.Selected)).Sees("note#1");
        Assert.Single(played.Effects.OfType<InstanceToCancel>());
    }

    [Fact]
    public void Moved_back_it_is_taken_up_where_the_case_is()
    {
        Returned(InInterview("External")).Hear(To(Stage.Interview, Stage.Selected)).Hear(To(Stage.Selected, Stage.Interview)).Sees("interviews#2").Hear(To(Stage.Interview, Stage.Received)).Sees("admissibility#2");
    }

    [Fact]
    public void A_rejection_undone_in_time_changes_nothing_and_a_withdrawal_ends_it()
    {
        var played = InInterview().Hear(new ApplicationRejected(Stage.Interview, RejectionReason.Profile, true, null, false)).Hear(new RejectionUndone(Stage.Interview, [])).Sees("interviews#1");
        played.Hear(new ApplicationWithdrawn(Stage.Interview, WithdrawalReason.Pay, null)).Ended(InstanceEnd.Cancelled);
    }
}

public sealed class Interviewing
{
    private static readonly Guid X = new("0198a000-0000-7000-8000-0000000000f1"), Y = new("0198a000-0000-7000-8000-0000000000f2"), Z = new("0198a000-0000-7000-8000-0000000000f3");

    private static Played Begun(int round) => new(Library.Default(Rules.Default)["interview"], "Interview",
        played => (played.Lists["assessors"], played.Values["opinionsIn"], played.Values["assessorCount"], played.Values["interviewPlanned"], played.Values["interviewOffered"]) = ([X.ToString(), Y.ToString()], false, 2m, false, false),
        new StartInstance(new("0198a000-0000-7000-8000-000000000001"), "interview", Played.Case, 1, "Interview", Inputs: new Dictionary<string, string> { ["round"] = $"{round}" }));

    private static OpinionFiled Opinion(Guid person) => new(person, Guid.Empty, [], []);

    [Fact]
    public void The_grid_is_prepared_for_the_first_round_only()
    {
        Begun(1).Sees("grid#1").Do("grid").Sees("slot#1 slot-booked#1 slot-offered#1");
        Begun(2).Sees("slot#1 slot-booked#1 slot-offered#1");
    }

    /// <summary>An hour fixed here needs no other word; those offered are the person's to answer, and the recruiter is asked again where none suits.</summary>
    [Fact]
    public void An_hour_is_fixed_at_once_or_chosen_by_the_person()
    {
        var offer = new Interview(2, 1, InterviewMode.Video, 45, [Played.Noon.AddDays(7)], Guid.NewGuid(), null);
        var booked = new InterviewBooked(offer with { From = offer.Offered[0] }, [], [], []);
        Begun(2).Hear(booked).Sees("late#1 opinions#1");
        Played Offered() => Begun(2).Hear(new InterviewProposed(offer, [], [])).Sees("choice#1");
        Offered().Hear(booked).Sees("late#1 opinions#1");
        Offered().Hear(new OtherTimesAsked(null, [], [])).Sees("slot#2 slot-booked#2 slot-offered#2");
    }

    [Fact]
    public void The_person_and_the_assessors_are_convened_and_every_opinion_is_awaited()
    {
        var played = Begun(2).Do("slot").Sees("late#1 opinions#1");
        Assert.Equal(["Candidate", "Assessor"], played.Effects.OfType<MessageToSend>().Select(message => message.Audience));
        played.Hear(Opinion(Y)).Sees("late#1 opinions#1").Values["opinionsIn"] = true;
        played.Hear(Opinion(X)).Ended();
    }

    [Fact]
    public void Late_assessors_are_reminded_once()
    {
        var played = Begun(2).Do("slot").Ring("late").Sees("opinions#1");
        Assert.Equal("opinion-reminder", played.Effects.OfType<MessageToSend>().Last().Template);
    }

    [Fact]
    public void Whoever_replaces_an_assessor_is_asked_in_turn()
    {
        var played = Begun(2).Do("slot").Hear(Opinion(X));
        played.Lists["assessors"] = [Z.ToString()];
        played.Hear(new AssessorReplaced(Y, Z, Guid.Empty)).Sees("late#2 opinions#2").Values["opinionsIn"] = true;
        played.Hear(Opinion(Z)).Ended();
    }

    [Fact]
    public void Nobody_left_to_ask_ends_the_round()
    {
        var played = Begun(2).Do("slot").Hear(new ConflictDeclared(X, [], []));
        (played.Values["assessorCount"], played.Lists["assessors"]) = (0m, []);
        played.Hear(new ConflictDeclared(Y, [], [])).Ended();
    }
}
