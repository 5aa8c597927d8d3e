using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class MovingACandidacy
{
    [Fact]
    public void A_plain_move_is_one_fact_and_reads_nothing_elsewhere()
    {
        var story = People.Received();
        Assert.False(JobApplicationGrain.Kind.NeedsCircumstances(story.State, new Move(Stage.Admissible)));
        Assert.Single(Assert.IsType<Accepted>(story.Try(new Move(Stage.Admissible))).Facts);
        story.Then(new Move(Stage.Admissible)).Then(new Move(Stage.Preselected));
        Assert.Single(Assert.IsType<Accepted>(story.Try(new Move(Stage.Admissible, "Profil à revoir"))).Facts);
        Assert.Equal("reason_required", story.Verdict(new Move(Stage.Admissible)));
    }

    [Fact]
    public void One_stage_forward_at_a_time() => Assert.Equal(
        "Après l’étape Reçue vient l’étape Recevable\u00A0: avancer d’une étape à la fois.", Story.Why(People.Received().Try(new Move(Stage.Interview), People.Read)).Sentence);

    [Fact]
    public void A_withdrawn_candidacy_never_moves_again()
    {
        foreach (var to in Enum.GetValues<Stage>()) Assert.Equal("already_closed", People.Withdrawn().Verdict(new Move(to, "Motif"), People.Read));
    }

    [Fact]
    public void A_person_who_withdrew_applies_again_in_a_new_round_while_applications_are_open()
    {
        var apply = new Apply(People.Vacancy, People.Person, People.Organisation, CandidateStatus.CivilServant, Channel.Jalon);
        var story = People.Withdrawn();
        Assert.Equal("applications_closed", story.Verdict(apply, People.With(post => post with { Stage = VacancyStage.Closed })));
        story.Then(apply, People.Read);
        Assert.Equal((2, Stage.Received, "admissibility#2"), (People.Of(story).Round, People.Of(story).Stage, Assert.Single(story.Open).Id));
        Assert.Equal("already_applied", story.Verdict(apply, People.Read));
    }

    [Fact]
    public void A_rejection_is_undone_at_the_same_stage_as_a_new_visit_and_both_facts_stay()
    {
        var story = People.Rejected().Then(new UndoRejection(), People.Read);
        Assert.Equal((Stage.Admissible, "preselection#2"), (People.Of(story).Stage, Assert.Single(story.Open).Id));
        Assert.Equal([typeof(ApplicationRejected), typeof(RejectionUndone)], story.Facts.TakeLast(2).Select(fact => fact.GetType()));
        Assert.Equal("vacancy_ended", People.Rejected().Verdict(new UndoRejection(), People.With(post => post with { Ended = true })));
    }

    [Fact]
    public void Losing_the_chosen_person_makes_the_others_live_again()
    {
        Assert.Equal("convocation#2", Assert.Single(People.Ended().Then(new ReopenAfterLoss(), People.Read).Open).Id);
        Assert.Equal("nothing_to_undo", People.Preselected().Then(new EndPost(PostEndReason.Cancelled)).Verdict(new ReopenAfterLoss(), People.Read));
    }

    [Fact]
    public void The_ball_follows_the_stages()
    {
        string Ball(Story story) => Jalon.Grains.Ball.HolderOf(story.Open) is { } step ? $"{step.Name} {step.Kind} {step.Holder.Role}" : "nobody";
        Assert.Equal(
            ["admissibility Administration Recruiter", "preselection Administration LineManager", "convocation Administration Recruiter", "opinions Administration Assessor",
                "choice Administration LineManager", "choice Administration LineManager", "answer Candidate Candidate", "release ThirdParty Approver", "arrival ThirdParty Approver", "nobody"],
            new[] { People.Received(), People.Admissible(), People.Preselected(), People.Interview(), People.Heard(), People.Selected(), People.Proposed(), People.Finalising(), People.Confirmed(), People.InPost() }.Select(Ball));
    }

    [Fact]
    public void The_last_open_step_is_never_closed_alone()
    {
        var story = People.Received();
        Assert.Equal("last_step", story.Verdict(new CloseStep("admissibility#1")));
        story.Then(new OpenStep("ethics-check", TimeKind.Administration, new(Role.Approver, People.Organisation, null))).Then(new CloseStep("admissibility#1"));
        Assert.Equal("ethics-check#1", Assert.Single(story.Open).Id);
        Assert.Equal(["=", "unknown_step"], new[] { "admissibility#1", "admissibility#2" }.Select(id => story.Verdict(new CloseStep(id))));
    }

    [Fact]
    public void An_arrival_is_recorded_never_foreseen()
    {
        Assert.Equal("date_in_future", People.Confirmed().Verdict(new RecordArrival(new(2026, 12, 8))));
        Assert.Equal("arrival_needed", People.Confirmed().Verdict(new Move(Stage.InPost)));
        Assert.Equal("engagement_not_secured", People.Finalising().Verdict(new Move(Stage.Confirmed), People.Read));
    }

    [Fact]
    public void What_is_final_follows_from_the_table() => Assert.Equal([Stage.InPost], Enum.GetValues<Stage>().Where(Transitions.IsFinal));
}
