using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class EveryPairOfACandidacy
{
    private static readonly (string, Func<Story>)[] States =
    [
        ("none", () => new Story(JobApplicationGrain.Kind, People.December)), ("received", () => People.Received()), ("waiting", People.Waiting), ("late", People.Late), ("admissible", People.Admissible),
        ("preselected", People.Convened), ("interview", People.Interview), ("heard", People.Heard), ("asked", People.Asked), ("selected", People.Selected), ("proposed", People.Proposed),
        ("engaging", People.Engaging), ("finalising", People.Finalising), ("confirmed", People.Confirmed), ("in-post", People.InPost),
        ("rejected", People.Rejected), ("withdrawn", People.Withdrawn), ("hired", People.Hired), ("ended", People.Ended),
    ];

    private static readonly Command[] Commands =
    [
        new Apply(People.Vacancy, People.Person, People.Organisation, CandidateStatus.CivilServant, Channel.Email), new AdmitLate("Courrier égaré"), new Move(Stage.Admissible, "Pièce reçue depuis"),
        new AskAcceptance(), new HoldGranted(1), new HoldRefused(1, "no_free_opening"), new ReleaseAttempt(1), new ReleaseConfirmed(1), new ExaminePriorities(), People.Choice,
        new SendProposal(WayIn.Transfer, new(2027, 2, 1)), new AnswerProposal(ProposalAnswer.Accept), new EngagementGranted(2), new EngagementRefused(2, "engaged_elsewhere"),
        new SecureEngagement(EngagementKind.Release, new(2027, 1, 4)), new PostponeArrival(new(2027, 3, 1)), new RecordNoShow(), new RecordArrival(new(2026, 12, 7)), new EndTrial(TrialEnd.Ended),
        new RecordPresence(6), new Reject(RejectionReason.Profile, false, "Profil éloigné"), new UndoRejection(), new Withdraw(WithdrawalReason.Pay), new EndPost(PostEndReason.Filled),
        new ReopenAfterLoss(), new NoteEngagedElsewhere(People.December), new HireElsewhere(), new UndoEngagedElsewhere(), new BecomeExaminable(), new AskDocument(DocumentType.Diploma),
        new ReceiveDocument(DocumentType.Diploma), new ValidateDocument(DocumentType.Diploma), new NameAssessor(DerivedId.Of("third")), new ReleaseAssessor(People.Sami, "Indisponible"),
        new ReplaceAssessor(People.Sami, DerivedId.Of("third"), "Indisponible"), new DeclareConflict(People.Sami), new FileOpinion("Avis", []), new OpenInterviewRound(),
        new OpenStep("ethics-check", TimeKind.Administration, new(Role.Approver, People.Organisation, null)), new CloseStep("admissibility#1"), new InformPerson(Information.News), new AddNote("À rappeler"),
        new DeadlineReached("news"),
    ];

    [Fact]
    public void Is_accepted_or_refused_as_the_table_says() => VerdictTable.Check(JobApplicationGrain.Kind, Verdicts, States, Commands, _ => People.Read);

    [Fact]
    public void A_live_case_has_somebody_holding_it_and_a_closed_one_nobody()
    {
        foreach (var (name, make) in States.Skip(1))
        {
            var story = make();
            Assert.True(People.Of(story).Live == (People.Of(story).Steps.Count > 0), name);
            Assert.Equal(story.Open.Select(step => step.Id), People.Of(story).Steps.Select(step => step.Id));
        }
    }

    // none received waiting late admissible preselected interview heard asked selected proposed engaging finalising confirmed in-post rejected withdrawn hired ended
    private const string Verdicts = """
        Line ok
        """;
}
