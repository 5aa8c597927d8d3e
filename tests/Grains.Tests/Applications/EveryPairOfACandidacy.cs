using Jalon.Grains.Applications;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class EveryPairOfACandidacy
{
    private static readonly (string, Func<Story>)[] States =
    [
        ("none", () => new Story(JobApplicationGrain.Kind, People.December)), ("received", () => People.Received()), ("waiting", People.Waiting), ("late", People.Late), ("admissible", People.Admissible),
        ("preselected", People.Convened), ("offered", People.Offered), ("booked", People.Booked), ("interview", People.Interview), ("heard", People.Heard), ("asked", People.Asked), ("selected", People.Selected), ("proposed", People.Proposed),
        ("engaging", People.Engaging), ("finalising", People.Finalising), ("confirmed", People.Confirmed), ("in-post", People.InPost),
        ("rejected", People.Rejected), ("withdrawn", People.Withdrawn), ("hired", People.Hired), ("ended", People.Ended),
    ];

    private static readonly Command[] Commands =
    [
        new Apply(People.Vacancy, People.Person, People.Organisation, CandidateStatus.CivilServant, Channel.Email), new AdmitLate("Courrier égaré"), new Move(Stage.Admissible, "Pièce reçue depuis"),
        new TakeUpStage(Stage.Interview, true), new AskAcceptance(), new HoldGranted(1), new HoldRefused(1, "no_free_opening"), new ReleaseAttempt(1), new ReleaseConfirmed(1), new ExaminePriorities(), People.Choice,
        new SendProposal(WayIn.Transfer, new(2027, 2, 1)), new AnswerProposal(ProposalAnswer.Accept), new EngagementGranted(2), new EngagementRefused(2, "engaged_elsewhere"),
        new SecureEngagement(EngagementKind.Release, new(2027, 1, 4)), new PostponeArrival(new(2027, 3, 1)), new RecordNoShow(), new RecordArrival(new(2026, 12, 7)), new EndTrial(TrialEnd.Ended),
        new RecordPresence(6), new Reject(RejectionReason.Profile, false, "Profil éloigné"), new UndoRejection(), new Withdraw(WithdrawalReason.Pay), new EndPost(PostEndReason.Filled),
        new ReopenAfterLoss(), new NoteEngagedElsewhere(People.December), new HireElsewhere(), new UndoEngagedElsewhere(), new BecomeExaminable(), new AskDocument(DocumentType.Diploma),
        new ReceiveDocument(DocumentType.Diploma), new ValidateDocument(DocumentType.Diploma), new NameAssessor(DerivedId.Of("third")), new ReleaseAssessor(People.Sami, "Indisponible"),
        new ReplaceAssessor(People.Sami, DerivedId.Of("third"), "Indisponible"), new DeclareConflict(People.Sami), new FileOpinion("Avis", []), new OpenInterviewRound(), new AssessFile("Exploiter et superviser", OpinionLevel.Met),
        new OpenStep("ethics-check", TimeKind.Administration, new(Role.Approver, People.Organisation, null)), new CloseStep("admissibility#1"), new InformPerson(Information.News), new AddNote("À rappeler"), new ProposeOtherPost(DerivedId.Of("other post")), new AnswerOtherPost(DerivedId.Of("other post"), true),
        new ProposeInterview([People.Tuesday], 45, InterviewMode.Video), new BookInterview(People.Tuesday), new AskOtherTimes(), new CancelInterview(), new TellPracticalNeeds("Un accès sans marche"), new DeclareImpartiality(),
        new WriteMessage("À bientôt"), new DeadlineReached("news"),
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

    // none received waiting late admissible preselected offered booked interview heard asked selected proposed engaging finalising confirmed in-post rejected withdrawn hired ended
    private const string Verdicts = """
        AddNote unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
        AdmitLate unknown_application not_late not_late ok not_late not_late not_late not_late not_late not_late not_late not_late not_late not_late not_late not_late already_in_post already_closed already_closed already_closed already_closed
        AnswerOtherPost unknown_application not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere not_proposed_elsewhere
        AnswerProposal unknown_application no_proposal no_proposal no_proposal no_proposal no_proposal no_proposal no_proposal no_proposal no_proposal no_proposal no_proposal ok = = = = already_closed already_closed already_closed already_closed
        Apply ok already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_applied already_in_post already_closed ok already_closed already_closed
        AskAcceptance unknown_application not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview opinions_missing opinions_missing ok = = = = = = = already_closed already_closed already_closed already_closed
        AskDocument unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed already_closed already_closed already_closed
        AskOtherTimes unknown_application not_preselected not_preselected not_preselected not_preselected no_interview_proposed ok no_interview_proposed no_interview_proposed no_interview_proposed acceptance_in_progress not_preselected not_preselected not_preselected not_preselected not_preselected already_in_post already_closed already_closed already_closed already_closed
        AssessFile unknown_application not_before_choice not_before_choice not_before_choice ok ok ok ok ok ok ok not_before_choice not_before_choice not_before_choice not_before_choice not_before_choice already_in_post already_closed already_closed already_closed already_closed
        BecomeExaminable unknown_application = finding_required = = = = = = = = = = = = = = = = = =
        BookInterview unknown_application not_preselected not_preselected not_preselected not_preselected no_interview_proposed ok = no_interview_proposed no_interview_proposed acceptance_in_progress not_preselected not_preselected not_preselected not_preselected not_preselected already_in_post already_closed already_closed already_closed already_closed
        CancelInterview unknown_application not_preselected not_preselected not_preselected not_preselected no_interview_proposed ok ok no_interview_proposed no_interview_proposed acceptance_in_progress not_preselected not_preselected not_preselected not_preselected not_preselected already_in_post already_closed already_closed already_closed already_closed
        CloseStep unknown_application last_step unknown_step last_step = = = = = = = = = = = = already_in_post already_closed already_closed already_closed already_closed
        DeadlineReached = = = = = = = = = = = = = = = = = = = = =
        DeclareConflict unknown_application not_before_choice not_before_choice not_before_choice not_an_assessor ok ok ok ok ok ok not_before_choice not_before_choice not_before_choice not_before_choice not_before_choice already_in_post already_closed already_closed already_closed already_closed
        DeclareImpartiality unknown_application not_before_choice not_before_choice not_before_choice not_an_assessor not_an_assessor not_an_assessor not_an_assessor not_an_assessor not_an_assessor not_an_assessor not_before_choice not_before_choice not_before_choice not_before_choice not_before_choice already_in_post already_closed already_closed already_closed already_closed
        EndPost unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok engaged_here engaged_here = = = =
        EndTrial unknown_application not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post ok already_closed already_closed already_closed already_closed
        EngagementGranted unknown_application stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt ok = = = stale_attempt stale_attempt stale_attempt stale_attempt
        EngagementRefused unknown_application stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt ok stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt
        ExaminePriorities unknown_application not_selected not_selected not_selected not_selected not_selected not_selected ok ok ok ok ok = = = = already_in_post already_closed already_closed already_closed already_closed
        FileOpinion unknown_application not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview not_an_assessor not_an_assessor not_an_assessor not_an_assessor not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview already_in_post already_closed already_closed already_closed already_closed
        HireElsewhere unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok engaged_here engaged_here engaged_here = = = =
        HoldGranted unknown_application stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt ok = = = = = = stale_attempt stale_attempt stale_attempt stale_attempt
        HoldRefused unknown_application stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt ok stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt stale_attempt
        InformPerson unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed already_closed already_closed already_closed
        Move unknown_application ok finding_required late_not_decided = ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed already_closed already_closed already_closed
        NameAssessor unknown_application not_before_choice not_before_choice not_before_choice ok ok ok ok ok ok acceptance_in_progress not_before_choice not_before_choice not_before_choice not_before_choice not_before_choice already_in_post already_closed already_closed already_closed already_closed
        NoteEngagedElsewhere unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok engaged_here engaged_here engaged_here = = = =
        OpenInterviewRound unknown_application not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview opinions_missing opinions_missing ok acceptance_in_progress not_in_interview not_in_interview not_in_interview not_in_interview not_in_interview already_in_post already_closed already_closed already_closed already_closed
        OpenStep unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed already_closed already_closed already_closed
        PostponeArrival unknown_application not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed ok already_in_post already_closed already_closed already_closed already_closed
        ProposeInterview unknown_application not_preselected not_preselected not_preselected not_preselected ok ok interview_booked ok round_over acceptance_in_progress not_preselected not_preselected not_preselected not_preselected not_preselected already_in_post already_closed already_closed already_closed already_closed
        ProposeOtherPost unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post ok ok ok ok
        ReceiveDocument unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed already_closed already_closed already_closed
        RecordArrival unknown_application not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed ok = already_closed already_closed already_closed already_closed
        RecordNoShow unknown_application not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed not_confirmed ok already_in_post already_closed already_closed already_closed already_closed
        RecordPresence unknown_application not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post not_in_post ok already_closed already_closed already_closed already_closed
        Reject unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed already_closed already_closed already_closed
        ReleaseAssessor unknown_application not_before_choice not_before_choice not_before_choice not_an_assessor ok ok too_few_assessors too_few_assessors opinion_filed opinion_filed not_before_choice not_before_choice not_before_choice not_before_choice not_before_choice already_in_post already_closed already_closed already_closed already_closed
        ReleaseAttempt unknown_application = = = = = = = = = ok nothing_unfinished nothing_unfinished nothing_unfinished nothing_unfinished nothing_unfinished nothing_unfinished = = = =
        ReleaseConfirmed unknown_application = = = = = = = = = = = = = = = = = = = =
        ReopenAfterLoss unknown_application = = = = = = = = = = = = = = = = = = = ok
        ReplaceAssessor unknown_application not_before_choice not_before_choice not_before_choice not_an_assessor ok ok ok ok opinion_filed opinion_filed not_before_choice not_before_choice not_before_choice not_before_choice not_before_choice already_in_post already_closed already_closed already_closed already_closed
        SecureEngagement unknown_application not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising not_finalising ok not_finalising already_in_post already_closed already_closed already_closed already_closed
        SendProposal unknown_application not_selected not_selected not_selected not_selected not_selected not_selected not_selected not_selected not_selected not_selected choice_not_validated ok engagement_in_progress not_selected not_selected already_in_post already_closed already_closed already_closed already_closed
        TakeUpStage unknown_application ok ok ok ok ok ok = = = = already_further already_further already_further already_further already_further already_in_post already_closed already_closed already_closed already_closed
        TellPracticalNeeds unknown_application not_preselected not_preselected not_preselected not_preselected ok ok ok ok ok acceptance_in_progress not_preselected not_preselected not_preselected not_preselected not_preselected already_in_post already_closed already_closed already_closed already_closed
        UndoEngagedElsewhere unknown_application = = = = = = = = = = = = = = = = = = ok =
        UndoRejection unknown_application nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo nothing_to_undo already_in_post ok nothing_to_undo nothing_to_undo nothing_to_undo
        ValidateChoice unknown_application not_selected not_selected not_selected not_selected not_selected not_selected not_selected not_selected not_selected not_selected priorities_not_examined choice_frozen choice_frozen not_selected not_selected already_in_post already_closed already_closed already_closed already_closed
        ValidateDocument unknown_application document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received document_not_received already_in_post already_closed already_closed already_closed already_closed
        Withdraw unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok already_in_post already_closed = already_closed already_closed
        WriteMessage unknown_application ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok
        """;
}
