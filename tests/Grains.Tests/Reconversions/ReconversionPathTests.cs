using Jalon.Grains.Reconversions;

namespace Jalon.Grains.Tests.Reconversions;

public sealed class EveryCommandOnEveryPath
{
    internal static readonly Guid Person = Guid.Parse("0198b000-0000-7000-8000-000000000001");
    internal static readonly Guid Service = Guid.Parse("0198b000-0000-7000-8000-000000000002");
    internal static readonly Guid Home = Guid.Parse("0198b000-0000-7000-8000-000000000003");
    internal static readonly Guid Post = Guid.Parse("0198b000-0000-7000-8000-000000000004");
    internal static readonly PathCircumstances InPost = new(Stage.InPost);

    internal static WishPath Wish(bool funded = true, bool keepsPost = false) => new(Guid.Parse("0198b000-0000-7000-8000-000000000009"), Person, Service, null,
        new PathTemplate("dev-web", new DateOnly(2026, 1, 1), "DEV", 9, ["alternance", "temps-plein"], ["logique", "anglais"], ["html", "sql"], funded, keepsPost), "alternance");

    internal static readonly NameTargetPost Published = new(Post, PlacementGround.PublishedProcedure, DerivedId.Application(Post, Person));

    private static readonly Command[] Way =
    [
        Wish(), new RecordAssessment(["logique", "anglais"]), new ConfirmEligibility(), new AskTrainingRelease(Home), new AnswerTrainingRelease(true),
        new DecideFunding(true, 12_000), new StartTraining(new DateOnly(2027, 1, 4)),
    ];

    private static readonly Command[] Commands =
    [
        .. Way, new AnswerTrainingRelease(false), new DecideFunding(false), new JoinCohort("2027-A"), new NameTutor(Home), new RecordAttendance(new DateOnly(2027, 1, 1), 40, 38),
        new InterruptTraining(InterruptionReason.Leave), new ResumeTraining(new DateOnly(2028, 1, 7)), new ReportSlip(new DateOnly(2027, 12, 1)), Published, new DropTargetPost(),
        new RecordCertification(true), new RecordCertification(false), new PlacePerson(), new CompletePath(), new AbandonPath(AbandonReason.PersonalChoice), new DeadlineReached("none"),
    ];

    private static readonly Dictionary<string, Command[]> States = new()
    {
        ["none"] = [],
        ["Wished"] = Way[..1],
        ["Assessed"] = Way[..2],
        ["Eligible"] = Way[..3],
        ["Eligible, asked"] = Way[..4],
        ["Agreed"] = Way[..5],
        ["Funded"] = Way[..6],
        ["InTraining"] = Way,
        ["Interrupted"] = [.. Way, new InterruptTraining(InterruptionReason.Leave)],
        ["Certified"] = [.. Way, new RecordCertification(true)],
        ["Certified, with a post"] = [.. Way, new RecordCertification(true), Published],
        ["NotCertified"] = [.. Way, new RecordCertification(false)],
        ["Placed"] = [.. Way, new RecordCertification(true), Published, new PlacePerson()],
        ["Completed"] = [Wish(false, true), .. Way[1..5], Way[6], new RecordCertification(true), new CompletePath()],
        ["Abandoned"] = [.. Way[..1], new AbandonPath(AbandonReason.PersonalChoice)],
    };

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["none"] = "PathWished path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown path_unknown =",
        ["Wished"] = "already_wished PathAssessed not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed not_at_this_stage not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["Assessed"] = "already_wished not_the_next_stage EligibilityConfirmed not_at_this_stage not_the_next_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed not_at_this_stage not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["Eligible"] = "already_wished not_the_next_stage not_the_next_stage TrainingReleaseAsked release_not_asked not_the_next_stage not_the_next_stage release_not_asked not_at_this_stage CohortJoined TutorNamed not_at_this_stage not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["Eligible, asked"] = "already_wished not_the_next_stage not_the_next_stage = TrainingReleaseGranted not_the_next_stage not_the_next_stage TrainingReleaseRefused not_at_this_stage CohortJoined TutorNamed not_at_this_stage not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["Agreed"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage FundingGranted funding_missing not_at_this_stage FundingRefused CohortJoined TutorNamed not_at_this_stage not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["Funded"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage TrainingStarted not_at_this_stage not_at_this_stage CohortJoined TutorNamed not_at_this_stage not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["InTraining"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed AttendanceRecorded TrainingInterrupted not_at_this_stage PathSlipped TargetPostNamed = PathCertified CertificationMissed not_the_next_stage leaves_post PathAbandoned =",
        ["Interrupted"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed AttendanceRecorded not_the_next_stage TrainingResumed PathSlipped TargetPostNamed = not_the_next_stage not_the_next_stage not_the_next_stage leaves_post PathAbandoned =",
        ["Certified"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed AttendanceRecorded not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage target_post_missing leaves_post PathAbandoned =",
        ["Certified, with a post"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed AttendanceRecorded not_the_next_stage not_at_this_stage not_at_this_stage = TargetPostDropped not_the_next_stage not_the_next_stage PersonPlaced leaves_post PathAbandoned =",
        ["NotCertified"] = "already_wished not_the_next_stage not_the_next_stage not_at_this_stage not_the_next_stage not_the_next_stage not_the_next_stage not_at_this_stage not_at_this_stage CohortJoined TutorNamed AttendanceRecorded not_the_next_stage not_at_this_stage not_at_this_stage TargetPostNamed = not_the_next_stage not_the_next_stage target_post_missing leaves_post PathAbandoned =",
        ["Placed"] = "already_wished path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over = path_over path_over =",
        ["Abandoned"] = "already_wished path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over = =",
        ["Completed"] = "already_wished path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over path_over = path_over =",
    };

    public static TheoryData<string> StateNames => [.. States.Keys];

    private static Driven In(string state) => States[state].Aggregate(new Driven(ReconversionPathGrain.Kind), (driven, command) => driven.Given(command, InPost));

    [Theory, MemberData(nameof(StateNames))]
    public void Does_what_the_table_says(string state) =>
        Assert.Equal(Expected[state], string.Join(" ", Commands.Select(command => Driven.Word(In(state).Ask(command, InPost)))));

    [Fact]
    public void The_table_has_every_command() =>
        Assert.Equal(Driven.CommandsOf(ReconversionPathGrain.Kind), Commands.Select(command => command.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_the_sequence_the_facts_give_the_state_and_somebody_holds_a_living_path()
    {
        Command[] more = [.. Commands, Wish(funded: false, keepsPost: true), new NameTargetPost(Post, PlacementGround.InternalReassignment)];
        Driven.ForRandomSequences(
            sequence =>
            {
                // A quarter of the sequences start on their way, or few would ever reach a training.
                var driven = new Driven(ReconversionPathGrain.Kind);
                foreach (var command in sequence.Length % 4 == 0 ? Way : [Wish(sequence.Length % 2 == 0)]) driven.Given(command);
                var ids = new HashSet<string>();
                foreach (var choice in sequence)
                {
                    driven.Now = driven.Now.AddHours(choice);
                    if (driven.Ask(more[choice], InPost) is Accepted accepted)
                        Assert.All(accepted.Facts.SelectMany(fact => ReconversionPathGrain.Kind.Moves(fact)?.Opens ?? []), step => Assert.True(ids.Add(step.Id)));
                    var path = (ReconversionPath)driven.State!;
                    Assert.Equal(path.IsFinal, Ball.HolderOf(path.Steps) is null);
                }

                driven.IsWhole();
            },
            more.Length);
    }
}

public sealed class FollowingAPath
{
    private readonly Driven path = new(ReconversionPathGrain.Kind);

    private ReconversionPath Now => (ReconversionPath)path.State!;

    private Step Open => Assert.Single(Now.Steps);

    private Driven Eligible(bool funded, bool keepsPost = false) => path.Given(EveryCommandOnEveryPath.Wish(funded, keepsPost))
        .Given(new RecordAssessment(["logique", "anglais"])).Given(new ConfirmEligibility());

    private Driven Training(bool keepsPost = false) => Eligible(false, keepsPost).Given(new AskTrainingRelease(EveryCommandOnEveryPath.Home))
        .Given(new AnswerTrainingRelease(true)).Given(new StartTraining(new DateOnly(2027, 1, 31)));

    [Fact]
    public void The_home_administration_holds_the_ball_while_its_release_is_asked()
    {
        Eligible(true);
        Assert.Equal(("release-request#1", TimeKind.Administration), (Open.Id, Open.Kind));
        path.Given(new AskTrainingRelease(EveryCommandOnEveryPath.Home));
        Assert.Equal(("training-release#1", TimeKind.ThirdParty, EveryCommandOnEveryPath.Home), (Open.Id, Open.Kind, Open.Holder.OrganisationId));
        Assert.Equal(new Target(60, false), Open.Target);
        path.Given(new AnswerTrainingRelease(false));
        Assert.Equal((PathStage.Eligible, "release-request#2"), (Now.Stage, Open.Id));
        path.Given(new AskTrainingRelease(EveryCommandOnEveryPath.Home));
        Assert.Equal("training-release#2", Open.Id);
    }

    [Fact]
    public void Missing_prerequisites_are_named()
    {
        path.Given(EveryCommandOnEveryPath.Wish()).Given(new RecordAssessment(["logique"]));
        var why = Assert.IsType<Refused>(path.Ask(new ConfirmEligibility())).Why;
        Assert.Equal("Il manque 1\u00A0prérequis\u00A0: anglais.", why.Sentence);
    }

    [Fact]
    public void A_path_without_funding_goes_straight_to_training_and_ends_after_its_months()
    {
        Training();
        Assert.Equal((PathStage.InTraining, new DateOnly(2027, 10, 31)), (Now.Stage, Now.ExpectedEnd));
        Assert.Equal((TimeKind.Candidate, null), (Open.Kind, Open.Target));
    }

    [Fact]
    public void A_slip_is_a_fact_with_both_dates()
    {
        Training();
        Assert.Equal(new PathSlipped(new DateOnly(2027, 10, 31), new DateOnly(2027, 12, 1)), Assert.Single(path.Accepted(new ReportSlip(new DateOnly(2027, 12, 1))).Facts));
        Assert.Equal("end_before_start", path.Refused(new ReportSlip(new DateOnly(2027, 1, 31))));
    }

    [Fact]
    public void Through_the_published_procedure_the_person_is_placed_when_their_candidacy_says_so_and_not_before()
    {
        Training().Given(new RecordCertification(true));
        Assert.Equal("target_post_missing", path.Refused(new PlacePerson()));
        Assert.Equal("not_their_application", path.Refused(EveryCommandOnEveryPath.Published with { ApplicationId = Guid.Parse("0198b000-0000-7000-8000-000000000099") }));
        path.Given(EveryCommandOnEveryPath.Published);
        Assert.Equal("application_not_in_post", path.Refused(new PlacePerson(), new PathCircumstances(Stage.Confirmed)));
        Assert.Equal("application_not_in_post", path.Refused(new PlacePerson(), new PathCircumstances(null)));
        path.Given(new PlacePerson(), EveryCommandOnEveryPath.InPost);
        Assert.Equal(PathStage.Placed, Now.Stage);
    }

    [Fact]
    public void An_internal_reassignment_reads_no_candidacy()
    {
        Training().Given(new RecordCertification(false)).Given(new NameTargetPost(EveryCommandOnEveryPath.Post, PlacementGround.InternalReassignment)).Given(new PlacePerson());
        Assert.Equal(PathStage.Placed, Now.Stage);
    }

    [Fact]
    public void Who_keeps_their_post_completes_and_is_never_placed()
    {
        Training(keepsPost: true).Given(new RecordCertification(true));
        Assert.Equal("completion#1", Open.Id);
        Assert.Equal("keeps_post", path.Refused(new PlacePerson(), EveryCommandOnEveryPath.InPost));
        path.Given(new CompletePath());
        Assert.Equal((PathStage.Completed, true), (Now.Stage, Now.IsFinal));
    }

    [Fact]
    public void Attendance_recorded_again_replaces_the_month()
    {
        Training().Given(new RecordAttendance(new DateOnly(2027, 3, 1), 40, 30)).Given(new RecordAttendance(new DateOnly(2027, 2, 1), 38, 38)).Given(new RecordAttendance(new DateOnly(2027, 3, 1), 40, 36));
        Assert.Equal([new Attendance(new DateOnly(2027, 2, 1), 38, 38), new Attendance(new DateOnly(2027, 3, 1), 40, 36)], Now.Attendance);
    }

    [Fact]
    public void A_stage_is_final_when_nothing_follows_it() =>
        Assert.Equal([PathStage.Placed, PathStage.Completed, PathStage.Abandoned], Enum.GetValues<PathStage>().Where(PathStages.IsFinal));

    [Fact]
    public void Every_wrong_field_is_said_by_name()
    {
        Assert.Equal(["pathId", "template.months", "track"], (EveryCommandOnEveryPath.Wish() with { PathId = Guid.Empty, Track = "nuit", Template = EveryCommandOnEveryPath.Wish().Template with { Months = 0 } }).Problems().Select(problem => problem.Field));
        Assert.Equal(["attended"], new RecordAttendance(new DateOnly(2027, 1, 1), 10, 11).Problems().Select(problem => problem.Field));
        Assert.Equal(["on", "expectedEnd"], new StartTraining(DateOnly.MaxValue, DateOnly.MinValue).Problems().Select(problem => problem.Field).Distinct());
        Assert.Equal(["applicationId"], new NameTargetPost(EveryCommandOnEveryPath.Post, PlacementGround.PublishedProcedure).Problems().Select(problem => problem.Field));
    }
}
