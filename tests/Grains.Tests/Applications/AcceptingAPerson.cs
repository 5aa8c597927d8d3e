using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class AcceptingAPerson
{
    private static AcceptancePhase? Phase(Story story) => People.Of(story).Acceptance?.Phase;

    [Fact]
    public void An_attempt_not_finished_in_time_is_given_back_and_late_answers_are_refused()
    {
        var story = People.Asked();
        Assert.Equal("=", story.Verdict(new DeadlineReached("acceptance")));
        story.At = story.At.AddSeconds(60);
        story.Then(new DeadlineReached("acceptance"));
        Assert.Equal((AcceptancePhase.Releasing, Stage.Interview), (Phase(story), People.Of(story).Stage));
        Assert.Equal("stale_attempt", story.Verdict(new HoldGranted(1)));
        Assert.Equal("release_in_progress", story.Verdict(new AskAcceptance(), People.Read));
        story.Then(new ReleaseConfirmed(1)).Then(new AskAcceptance(), People.Read).Then(new HoldGranted(2));
        Assert.Equal((AcceptancePhase.Held, Stage.Selected), (Phase(story), People.Of(story).Stage));
        Assert.Equal("stale_attempt", story.Verdict(new HoldGranted(1)));
    }

    [Fact]
    public void Answers_that_come_twice_change_nothing()
    {
        Assert.Equal("=", People.Selected().Verdict(new HoldGranted(1)));
        Assert.Equal("=", People.Asked().Verdict(new AskAcceptance(), People.Read));
        Assert.Equal("=", People.Finalising().Verdict(new EngagementGranted(2)));
    }

    [Fact]
    public void A_refused_hold_leaves_the_person_in_the_interview()
    {
        var story = People.Asked().Then(new HoldRefused(1, "no_free_opening"));
        Assert.Equal((AcceptancePhase.Released, Stage.Interview, "ok"), (Phase(story), People.Of(story).Stage, story.Verdict(new AskAcceptance(), People.Read)));
    }

    [Fact]
    public void Leaving_gives_back_the_opening_and_the_engagement()
    {
        foreach (var (leave, cause) in new (Command, OpeningRelease)[]
        {
            (new Withdraw(WithdrawalReason.Pay), OpeningRelease.Withdrawn), (new Reject(RejectionReason.Clearance, true, "Habilitation refusée"), OpeningRelease.Rejected),
            (new EndPost(PostEndReason.Cancelled), OpeningRelease.PostEnded), (new Move(Stage.Interview, "À revoir"), OpeningRelease.MovedBack),
        })
        {
            var story = People.Finalising().Then(leave);
            Assert.Equal(new Acceptance(1, AcceptancePhase.Releasing, null, 2, cause), People.Of(story).Acceptance);
            Assert.Equal(AcceptancePhase.Released, Phase(story.Then(new ReleaseConfirmed(1))));
        }
    }

    [Fact]
    public void An_engagement_not_finished_keeps_the_opening_and_asks_the_person_again()
    {
        var story = People.Engaging();
        story.At = story.At.AddSeconds(60);
        story.Then(new DeadlineReached("acceptance"));
        Assert.Equal((AcceptancePhase.ReleasingEngagement, "answer#2"), (Phase(story), Assert.Single(story.Open).Id));
        Assert.Equal("stale_attempt", story.Verdict(new EngagementGranted(2)));
        story.Then(new ReleaseConfirmed(2)).Then(new AnswerProposal(ProposalAnswer.Accept), People.Read).Then(new EngagementGranted(3));
        Assert.Equal((Stage.Finalising, 1), (People.Of(story).Stage, People.Of(story).Acceptance!.Attempt));
    }

    [Fact]
    public void A_declined_proposal_is_a_withdrawal_and_a_discussed_one_goes_back_to_the_recruiter()
    {
        var declined = People.Proposed().Then(new AnswerProposal(ProposalAnswer.Refuse, "Salaire"));
        Assert.Equal((OutcomeKind.Withdrawn, OpeningRelease.ProposalDeclined), (People.Of(declined).Outcome!.Kind, People.Of(declined).Acceptance!.Cause));
        Assert.Equal("proposal#2", Assert.Single(People.Proposed().Then(new AnswerProposal(ProposalAnswer.Discuss, "Plus tard")).Open).Id);
    }

    [Fact]
    public void The_answer_is_asked_within_ten_days_unless_said_otherwise()
    {
        Assert.Equal(new DateOnly(2026, 12, 17), People.Of(People.Proposed()).Proposal!.AnswerBy);
        var edited = People.Proposed().Then(new SendProposal(WayIn.Transfer, new(2027, 2, 1), null, new(2026, 12, 20)));
        Assert.Equal(Jalon.Grains.Calendar.FrenchCalendar.EndOf(new(2026, 12, 20)), Assert.Single(edited.Open).Due);
    }

    [Fact]
    public void A_no_show_and_an_ended_trial_give_the_opening_back()
    {
        Assert.Equal(OpeningRelease.NoShow, People.Of(People.Confirmed().Then(new RecordNoShow())).Acceptance!.Cause);
        Assert.Equal(OpeningRelease.TrialEnded, People.Of(People.InPost().Then(new EndTrial(TrialEnd.Ended))).Acceptance!.Cause);
        Assert.Equal(AcceptancePhase.Engaged, Phase(People.InPost().Then(new EndTrial(TrialEnd.Kept))));
    }

    [Fact]
    public void Undoing_a_rejection_of_somebody_retained_returns_them_to_the_interview()
    {
        var story = People.Selected().Then(new Reject(RejectionReason.EthicsCheck, true, "Avis défavorable")).Then(new ReleaseConfirmed(1)).Then(new UndoRejection(), People.Read);
        Assert.Equal((Stage.Interview, "choice#3", "ok"), (People.Of(story).Stage, Assert.Single(story.Open).Id, story.Verdict(new AskAcceptance(), People.Read)));
    }
}
