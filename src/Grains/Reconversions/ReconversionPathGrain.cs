using Jalon.Grains.Calendar;

namespace Jalon.Grains.Reconversions;

/// <summary>What may happen to a reconversion path, and what it becomes.</summary>
public static class ReconversionPathGrain
{
    public static readonly GrainKind Kind = GrainKind.Of<ReconversionPath, PathCommand, PathFact, PathCircumstances>(
        "reconversion_path", Decide, Apply, NeedsCircumstances, moves: fact => fact.Move);

    public static Decision Decide(ReconversionPath? state, Command command, PathCircumstances? read, Context context) => (state, command) switch
    {
        (_, DeadlineReached) => Decision.AlreadySo,
        (null, WishPath wish) => Wish(wish, context),
        (null, _) => PathRefusals.Unknown,
        (_, WishPath) => PathRefusals.AlreadyWished,
        ({ IsFinal: true }, _) => Again(state, command) ? Decision.AlreadySo : PathRefusals.AlreadyOver(state.Stage),
        (_, AbandonPath abandon) => Enter(state, PathStage.Abandoned, new PathAbandoned(abandon.Reason), context),
        (_, RecordAssessment or ConfirmEligibility or AskTrainingRelease or AnswerTrainingRelease or DecideFunding) => BeforeTraining(state, command, context),
        (_, JoinCohort or NameTutor or NameTargetPost or DropTargetPost) => Details(state, command),
        (_, PlacePerson or CompletePath) => Conclusion(state, command, read, context),
        _ => Training(state, command, context),
    };

    private static bool NeedsCircumstances(ReconversionPath? state, Command command) =>
        command is PlacePerson && state?.TargetPost?.Ground == PlacementGround.PublishedProcedure;

    /// <summary>Whether the command asks for the end the path already had.</summary>
    private static bool Again(ReconversionPath state, Command command) => command switch
    {
        AbandonPath abandon => state.Stage == PathStage.Abandoned && state.Reason == abandon.Reason,
        PlacePerson => state.Stage == PathStage.Placed,
        CompletePath => state.Stage == PathStage.Completed,
        _ => false,
    };

    private static PathWished Wish(WishPath wish, Context context)
    {
        var holder = new Holder(Role.TrainingAdvisor, wish.OrganisationId, wish.AdvisorId);
        var step = context.Rules.Open("assessment", 1, TimeKind.Administration, holder, context.At);
        return new PathWished(wish.PathId, wish.CandidateId, wish.OrganisationId, wish.AdvisorId, wish.Template, wish.Track)
        {
            Move = new BallMove(true, [], [step], nameof(PathStage.Wished)),
        };
    }

    private static Decision BeforeTraining(ReconversionPath state, Command command, Context context) => command switch
    {
        RecordAssessment(var met) => Enter(state, PathStage.Assessed, new PathAssessed(met), context),
        ConfirmEligibility when state.Stage == PathStage.Assessed && Missing(state) is { Count: > 0 } missing => PathRefusals.PrerequisitesMissing(missing),
        ConfirmEligibility => Enter(state, PathStage.Eligible, new EligibilityConfirmed(), context),
        AskTrainingRelease ask => AskRelease(state, ask, context),
        AnswerTrainingRelease when state is { Stage: PathStage.Eligible, ReleaseAsked: false } => PathRefusals.ReleaseNotAsked,
        AnswerTrainingRelease { Granted: true } => Enter(state, PathStage.Agreed, new TrainingReleaseGranted(), context),
        AnswerTrainingRelease when state.Stage == PathStage.Eligible => Reopen(state, new TrainingReleaseRefused(), "release-request", context),
        DecideFunding when state.Stage == PathStage.Agreed && !state.Template.Funded => PathRefusals.NotFunded,
        DecideFunding { Granted: true } funding => Enter(state, PathStage.Funded, new FundingGranted(funding.Euros), context),
        DecideFunding when state.Stage == PathStage.Agreed => Reopen(state, new FundingRefused(), "funding", context),
        _ => PathRefusals.NotNow(state.Stage),
    };

    private static List<string> Missing(ReconversionPath state) => [.. state.Template.Prerequisites.Except(state.Met, StringComparer.Ordinal)];

    private static Decision AskRelease(ReconversionPath state, AskTrainingRelease ask, Context context)
    {
        if (state.Stage != PathStage.Eligible) return PathRefusals.NotNow(state.Stage);
        if (state.ReleaseAsked) return state.HomeOrganisationId == ask.HomeOrganisationId ? Decision.AlreadySo : PathRefusals.ReleaseAlreadyAsked;
        var home = new Holder(Role.Approver, ask.HomeOrganisationId, null);
        return new TrainingReleaseAsked(ask.HomeOrganisationId)
        {
            Move = new BallMove(true, [], [Open(state, "training-release", TimeKind.ThirdParty, home, context)]),
        };
    }

    private static Decision Details(ReconversionPath state, Command command) => command switch
    {
        JoinCohort(var cohort) => cohort == state.Cohort ? Decision.AlreadySo : new CohortJoined(cohort),
        NameTutor(var tutor) => tutor == state.TutorId ? Decision.AlreadySo : new TutorNamed(tutor),
        NameTargetPost when state.Template.KeepsPost => PathRefusals.KeepsPost,
        NameTargetPost(var vacancy, var ground, var application) =>
            state.TargetPost == new TargetPost(vacancy, ground, application) ? Decision.AlreadySo
            : ground == PlacementGround.PublishedProcedure && application != DerivedId.Application(vacancy, state.CandidateId) ? PathRefusals.NotTheirApplication
            : new TargetPostNamed(vacancy, ground, application),
        _ => state.TargetPost is { } post ? new TargetPostDropped(post.VacancyId) : Decision.AlreadySo,
    };

    private static Decision Training(ReconversionPath state, Command command, Context context) => command switch
    {
        StartTraining when state is { Stage: PathStage.Agreed, Template.Funded: true } => PathRefusals.FundingMissing,
        StartTraining when state.Stage == PathStage.Interrupted => PathRefusals.NotNow(state.Stage),
        StartTraining(var on, var end) =>
            Enter(state, PathStage.InTraining, new TrainingStarted(on, end ?? FrenchCalendar.AddMonths(on, state.Template.Months)), context),
        InterruptTraining(var reason) => Enter(state, PathStage.Interrupted, new TrainingInterrupted(reason), context),
        ResumeTraining when state.Stage != PathStage.Interrupted => PathRefusals.NotNow(state.Stage),
        ResumeTraining(var end) when end <= state.StartsOn => PathRefusals.EndBeforeStart(state.StartsOn.Value),
        ResumeTraining(var end) => Enter(state, PathStage.InTraining, new TrainingResumed(end), context),
        RecordCertification(var obtained) => obtained
            ? Enter(state, PathStage.Certified, new PathCertified(), context)
            : Enter(state, PathStage.NotCertified, new CertificationMissed(), context),
        ReportSlip(var end) => Slip(state, end),
        RecordAttendance attendance => Attend(state, attendance),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not for a path"),
    };

    private static Decision Slip(ReconversionPath state, DateOnly end) =>
        state.Stage is not (PathStage.InTraining or PathStage.Interrupted) || state.ExpectedEnd is not { } current ? PathRefusals.NotNow(state.Stage)
        : end <= state.StartsOn ? PathRefusals.EndBeforeStart(state.StartsOn.Value)
        : end == current ? Decision.AlreadySo
        : new PathSlipped(current, end);

    private static Decision Attend(ReconversionPath state, RecordAttendance command)
    {
        if (state.StartsOn is null) return PathRefusals.NotNow(state.Stage);
        if (state.Attendance.Contains(new Attendance(command.Month, command.Planned, command.Attended))) return Decision.AlreadySo;
        if (state.Attendance.Count >= ReconversionPath.MostMonths && state.Attendance.All(row => row.Month != command.Month)) return PathRefusals.TooManyMonths;
        return new AttendanceRecorded(command.Month, command.Planned, command.Attended);
    }

    private static Decision Conclusion(ReconversionPath state, Command command, PathCircumstances? read, Context context) => (command, state.TargetPost) switch
    {
        (CompletePath, _) when !state.Template.KeepsPost => PathRefusals.LeavesPost,
        (CompletePath, _) => Enter(state, PathStage.Completed, new PathCompleted(), context),
        _ when state.Template.KeepsPost => PathRefusals.KeepsPost,
        _ when !state.Stage.LeadsTo(PathStage.Placed) => PathRefusals.NotTheNextStage(state.Stage, PathStage.Placed),
        (_, null) => PathRefusals.TargetPostMissing,
        (_, { Ground: PlacementGround.PublishedProcedure }) when read?.ApplicationStage != Stage.InPost => PathRefusals.NotInPost,
        (_, { } post) => Enter(state, PathStage.Placed, new PersonPlaced(post.VacancyId, post.Ground), context),
    };

    /// <summary>The one way into a stage: the table allows it, the steps of the stage left end, those of the new one open.</summary>
    private static Decision Enter(ReconversionPath state, PathStage to, PathFact fact, Context context)
    {
        if (!state.Stage.LeadsTo(to)) return PathRefusals.NotTheNextStage(state.Stage, to);
        Step? opens = to switch
        {
            PathStage.Assessed => Open(state, "eligibility", TimeKind.Administration, state.Advisor, context),
            PathStage.Eligible => Open(state, "release-request", TimeKind.Administration, state.Advisor, context),
            PathStage.Agreed when state.Template.Funded => Open(state, "funding", TimeKind.Administration, state.Advisor, context),
            PathStage.Agreed or PathStage.Funded => Open(state, "enrolment", TimeKind.Administration, state.Advisor, context),
            PathStage.InTraining => Open(state, "training", TimeKind.Candidate, new Holder(Role.Candidate, null, state.CandidateId), context),
            PathStage.Interrupted => Open(state, "resumption", TimeKind.Administration, state.Advisor, context),
            PathStage.Certified or PathStage.NotCertified => Open(state, state.Template.KeepsPost ? "completion" : "placement", TimeKind.Administration, state.Advisor, context),
            _ => null,
        };
        return fact with { Move = new BallMove(true, [], opens is null ? [] : [opens], to.ToString(), PathStages.IsFinal(to)) };
    }

    private static Decision Reopen(ReconversionPath state, PathFact fact, string step, Context context) =>
        fact with { Move = new BallMove(true, [], [Open(state, step, TimeKind.Administration, state.Advisor, context)]) };

    private static Step Open(ReconversionPath state, string name, TimeKind kind, Holder holder, Context context) =>
        context.Rules.Open(name, state.Visits.GetValueOrDefault(name) + 1, kind, holder, context.At);

    public static ReconversionPath Apply(ReconversionPath? state, PathFact fact, Stamp stamp) => WithSteps(Happened(state, fact), fact, stamp);

    private static ReconversionPath Happened(ReconversionPath? state, PathFact fact) => (state, fact) switch
    {
        (_, PathWished f) => new ReconversionPath(f.PathId, f.CandidateId, f.OrganisationId, f.AdvisorId, f.Template, f.Track, PathStage.Wished, default, null, [], null, false,
            null, null, null, null, [], null, [], new Dictionary<string, int>()),
        (null, _) => throw new InvalidOperationException("the first fact of a path is PathWished"),
        (_, PathAssessed f) => state with { Met = f.Met },
        (_, TrainingReleaseAsked f) => state with { HomeOrganisationId = f.HomeOrganisationId, ReleaseAsked = true },
        (_, TrainingReleaseRefused) => state with { ReleaseAsked = false },
        (_, CohortJoined f) => state with { Cohort = f.Cohort },
        (_, TutorNamed f) => state with { TutorId = f.TutorId },
        (_, TrainingStarted f) => state with { StartsOn = f.On, ExpectedEnd = f.ExpectedEnd },
        (_, TrainingResumed f) => state with { ExpectedEnd = f.ExpectedEnd },
        (_, PathSlipped f) => state with { ExpectedEnd = f.To },
        (_, AttendanceRecorded f) => state with
        {
            Attendance = [.. state.Attendance.Where(row => row.Month != f.Month).Append(new Attendance(f.Month, f.Planned, f.Attended)).OrderBy(row => row.Month)],
        },
        (_, TargetPostNamed f) => state with { TargetPost = new TargetPost(f.VacancyId, f.Ground, f.ApplicationId) },
        (_, TargetPostDropped) => state with { TargetPost = null },
        (_, PathAbandoned f) => state with { Reason = f.Reason },
        _ => state,
    };

    private static ReconversionPath WithSteps(ReconversionPath state, PathFact fact, Stamp stamp)
    {
        if (fact.Move is not { } move) return state;
        var visits = state.Visits.ToDictionary();
        foreach (var step in move.Opens) visits[step.Name] = visits.GetValueOrDefault(step.Name) + 1;
        var next = state with { Steps = Ball.After(state.Steps, move), Visits = visits };
        return move.Stage is { } stage ? next with { Stage = Enum.Parse<PathStage>(stage), StageSince = stamp.At } : next;
    }
}
