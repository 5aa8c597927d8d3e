using FsCheck;
using FsCheck.Fluent;
using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class ReplayingACandidacy
{
    [Fact]
    public void Whatever_is_asked_the_facts_give_the_state_and_a_live_case_is_always_held() => Prop.ForAll(Picks, picks =>
    {
        var story = People.Received(picks.Length % 2 == 0 ? CandidateStatus.CivilServant : CandidateStatus.ContractAgent);
        foreach (var choice in picks)
        {
            story.At = story.At.AddHours(choice % 7);
            var read = (choice % 11 == 0 ? People.With(post => post with { FreeOpenings = 0 }) : People.With(post => post with { NeedsFinding = choice % 5 == 0 })) with { Times = Free };
            story.By = (choice % 5) switch { 0 => People.Person, 1 or 2 => People.Sami, _ => People.Odile };
            story.Do(choice % 3 == 0 ? Pool(choice / 3, People.Of(story)) : Ahead(People.Of(story)), read);
            var state = People.Of(story);
            Assert.Equal(state.Live, state.Steps.Count > 0);
            Assert.Equal(story.Open.Select(step => step.Id), state.Steps.Select(step => step.Id));
            Assert.True(story.Written(state).Length <= 8192);
        }

        var opened = story.Facts.SelectMany(fact => JobApplicationGrain.Kind.Moves(fact)?.Opens ?? []).Select(step => step.Id).ToList();
        Assert.Equal(opened.Count, opened.Distinct().Count());
    }).QuickCheckThrowOnFailure();

    /// <summary>Each command as likely as another: the integers a generator gives by itself are small, and the last commands of the pool were hardly ever drawn.</summary>
    private static readonly Arbitrary<int[]> Picks = Gen.Choose(0, 999).ArrayOf().ToArbitrary();

    private static readonly DateTimeOffset[] Hours = [.. Enumerable.Range(0, 25).Select(day => People.Tuesday.AddDays(day))];

    private static readonly Dictionary<DateTimeOffset, TimeState> Free = Hours.ToDictionary(hour => hour, hour => (TimeState)(hour.Day % 7 == 0 ? 1 : 0));

    /// <summary>What brings the case on its way, so that the late stages are walked too.</summary>
    private static Command Ahead(JobApplication state) => state switch
    {
        { Outcome.Kind: OutcomeKind.Rejected } => new UndoRejection(),
        { Outcome.Kind: OutcomeKind.PostEnded } => new ReopenAfterLoss(),
        { Outcome: not null, Acceptance.Phase: AcceptancePhase.Releasing } => new ReleaseConfirmed(state.Acceptance.Attempt),
        { Outcome: not null } => new Apply(People.Vacancy, People.Person, People.Organisation, CandidateStatus.CivilServant, Channel.Jalon),
        { Acceptance: { Phase: AcceptancePhase.Releasing } releasing } => new ReleaseConfirmed(releasing.Attempt),
        { Acceptance: { Phase: AcceptancePhase.ReleasingEngagement } releasing } => new ReleaseConfirmed(releasing.Engagement!.Value),
        { Acceptance: { Phase: AcceptancePhase.Asked } asked } => new HoldGranted(asked.Attempt),
        { Acceptance: { Phase: AcceptancePhase.EngagementAsked } asked } => new EngagementGranted(asked.Engagement!.Value),
        { Stage: Stage.Preselected, Assessors.Count: 0 } => new NameAssessor(People.Sami),
        { Stage: Stage.Preselected, Assessors.Count: 1 } => new NameAssessor(People.Odile),
        { Stage: < Stage.Interview } => new Move(state.Stage + 1),
        { Stage: Stage.Interview } when state.Assessors.Any(assessor => assessor is { OpinionId: null, Conflicted: false }) => new FileOpinion("Avis", []),
        { Stage: Stage.Interview } => new AskAcceptance(),
        { Stage: Stage.Selected, PrioritiesExaminedAt: null } => new ExaminePriorities(),
        { Stage: Stage.Selected, ChoiceNoteId: null } => People.Choice,
        { Stage: Stage.Selected, Proposal: null } => new SendProposal(WayIn.Transfer, new(2027, 2, 1)),
        { Stage: Stage.Selected } => new AnswerProposal(ProposalAnswer.Accept),
        { Stage: Stage.Finalising, SecuredBy: null } => new SecureEngagement(EngagementKind.Contract, new(2027, 1, 4)),
        { Stage: Stage.Finalising } => new Move(Stage.Confirmed),
        { Stage: Stage.Confirmed } => new RecordArrival(new(2026, 12, 7)),
        _ => new RecordPresence(6),
    };

    private static Command Pool(int pick, JobApplication state) => (pick % 34) switch
    {
        25 or 26 => new ProposeInterview([Hours[pick % 25], Hours[(pick + 1) % 25]], 45, InterviewMode.OnSite, "Salle 214"),
        27 or 28 => new BookInterview(state.Interview?.Offered is [var offered, ..] ? offered : Hours[pick % 25]),
        29 => new AskOtherTimes("Pas avant jeudi"),
        30 => new CancelInterview("Salle prise"),
        31 => new DeadlineReached("interview"),
        32 => new WriteMessage("Bonjour"),
        33 => new DeclareImpartiality(),
        0 => new Move((Stage)(pick % 8) + 1, "Motif"),
        1 => new Reject(RejectionReason.Profile, true, "Motif", pick % 7 == 0),
        2 => new Withdraw(WithdrawalReason.Delay),
        3 => new EndPost((PostEndReason)(pick % 3)),
        4 => new HireElsewhere(),
        5 => new UndoEngagedElsewhere(),
        6 => new NoteEngagedElsewhere(People.December),
        7 => new AskDocument((DocumentType)(pick % 14)),
        8 or 9 => new ReceiveDocument(state.Documents.Count == 0 ? DocumentType.Diploma : state.Documents[0].Type),
        10 or 11 => new ValidateDocument(state.Documents.Count == 0 ? DocumentType.Diploma : state.Documents[^1].Type),
        12 => new DeclareConflict(People.Sami),
        13 => new ReleaseAssessor(People.Odile, "Absente"),
        14 => new ReplaceAssessor(People.Sami, Story.Manager, "Absente"),
        15 => new OpenInterviewRound(),
        16 => new OpenStep("ethics-check", TimeKind.ThirdParty, new(Role.Approver, null, null)),
        17 => new CloseStep(state.Steps.Count == 0 ? "admissibility#1" : state.Steps[0].Id),
        18 => new DeadlineReached(new[] { "news", "escalation", "implicit-refusal", "acceptance" }[pick % 4]),
        19 => new InformPerson((Information)(pick % 3)),
        20 => new AnswerProposal((ProposalAnswer)(pick % 3), "Trop loin"),
        21 => new EngagementRefused(state.LastAttempt + 1, "engaged_elsewhere"),
        23 => new AssessFile($"Critère {pick % 20}", (OpinionLevel)(pick % 4), "Trois ans, outillage libre"),
        22 => new ReleaseAttempt(Math.Max(1, state.LastAttempt)),
        _ => new HoldRefused(Math.Max(1, state.LastAttempt), "no_free_opening"),
    };
}
