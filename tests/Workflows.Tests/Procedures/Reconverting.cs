using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reconversions;
using Jalon.Workflows.Procedures;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Procedures;

public sealed class Reconverting
{
    private static PathFact At(PathStage stage, PathFact fact) => fact with { Move = new BallMove(true, [], [], stage.ToString()) };

    private static Played Begun(bool funded = false, bool keepsPost = false) => new(Library.Default(Rules.Default)["reconversion"], "Wished",
        played => (played.Values["funded"], played.Values["keepsPost"], played.Values["tutorNamed"], played.Values["targetNamed"]) = (funded, keepsPost, false, false));

    private static Played Asked(bool funded = false, bool keepsPost = false) => Begun(funded, keepsPost).Sees("assessment#1").Hear(At(PathStage.Assessed, new PathAssessed([]))).Sees("eligibility#1")
        .Hear(At(PathStage.Eligible, new EligibilityConfirmed())).Sees("release-request#1").Hear(new TrainingReleaseAsked(Guid.Empty)).Sees("silence#1 training-release#1");

    private static Played InTraining(bool keepsPost = false)
    {
        var played = Asked(keepsPost: keepsPost).Hear(At(PathStage.Agreed, new TrainingReleaseGranted())).Sees("enrolment#1 tutor#1");
        (played.Values["startsOn"], played.Values["expectedEnd"]) = (new DateOnly(2027, 1, 4), new DateOnly(2027, 4, 2));
        return played.Hear(At(PathStage.InTraining, new TrainingStarted(new(2027, 1, 4), new(2027, 4, 2)))).Sees("end-near#1 milestone#1 training#1 tutor#1");
    }

    [Fact]
    public void A_refusal_of_the_origin_brings_back_to_the_request() => Asked().Hear(new TrainingReleaseRefused()).Sees("release-request#2").Hear(new TrainingReleaseAsked(Guid.Empty)).Sees("silence#2 training-release#2");

    [Fact]
    public void Two_months_of_silence_are_told_and_decide_nothing()
    {
        var played = Asked().Ring("silence").Sees("training-release#1");
        Assert.Equal("training-release-silence", Assert.Single(played.Effects.OfType<MessageToSend>()).Template);
    }

    [Fact]
    public void A_funded_path_waits_for_its_fund_and_may_ask_again() => Asked(funded: true).Hear(At(PathStage.Agreed, new TrainingReleaseGranted())).Sees("funding#1").Hear(new FundingRefused()).Sees("funding#2")
        .Hear(At(PathStage.Funded, new FundingGranted(3_000))).Sees("enrolment#1 tutor#1");

    [Fact]
    public void Milestones_run_beside_the_training_and_move_with_its_end()
    {
        var played = InTraining();
        Assert.Equal([new(2027, 2, 4), new(2027, 3, 18)], new[] { "milestone", "end-near" }.Select(id => FrenchCalendar.DayOf(played.The(id).Due!.Value)));
        played.Values["expectedEnd"] = new DateOnly(2027, 5, 21);
        played.Hear(new PathSlipped(new(2027, 4, 2), new(2027, 5, 21)));
        Assert.Equal(new(2027, 5, 5), FrenchCalendar.DayOf(played.The("end-near").Due!.Value));
        played.Ring("milestone").Sees("attendance#1 end-near#1 training#1 tutor#1").Hear(new AttendanceRecorded(new(2027, 1, 1), 40, 38)).Sees("end-near#1 training#1 tutor#1");
    }

    [Fact]
    public void An_interrupted_training_is_resumed_with_milestones_of_its_own()
    {
        var played = InTraining().Hear(At(PathStage.Interrupted, new TrainingInterrupted(InterruptionReason.Leave))).Sees("resumption#1 tutor#1");
        played.Hear(At(PathStage.InTraining, new TrainingResumed(new(2027, 6, 1)))).Sees("end-near#2 milestone#2 training#2 tutor#1");
    }

    [Fact]
    public void Certified_the_person_is_placed_on_the_target_post()
    {
        var played = InTraining().Hear(new TutorNamed(Guid.Empty)).Sees("end-near#1 milestone#1 target#1 training#1").Hear(new TargetPostNamed(Guid.Empty, PlacementGround.InternalReassignment, null))
            .Ring("end-near").Sees("certification#1 milestone#1 training#1").Hear(At(PathStage.Certified, new PathCertified())).Sees("placement#1");
        played.Hear(At(PathStage.Placed, new PersonPlaced(Guid.Empty, PlacementGround.InternalReassignment))).Ended();
    }

    [Fact]
    public void Whoever_keeps_their_post_completes_the_path_without_a_target() => InTraining(keepsPost: true).Hear(new TutorNamed(Guid.Empty)).Sees("end-near#1 milestone#1 training#1")
        .Hear(At(PathStage.NotCertified, new CertificationMissed())).Sees("completion#1").Hear(At(PathStage.Completed, new PathCompleted())).Ended();

    [Fact]
    public void Abandoned_at_any_time_it_ends() => InTraining().Hear(At(PathStage.Abandoned, new PathAbandoned(AbandonReason.PersonalChoice))).Ended(InstanceEnd.Cancelled);
}
