using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Tests.Vacancies;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class GuardsOfACandidacy
{
    private static (string, string) Said(Decision decision) => (Story.Why(decision).Code, Story.Why(decision).Sentence);

    [Fact]
    public void Guard_1_the_acceptance_waits_for_the_end_of_the_legal_month()
    {
        var story = People.Heard();
        story.At = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        var why = Story.Why(story.Try(new AskAcceptance(), People.Read));
        Assert.Equal("L’acceptation sera possible à partir du vendredi 27\u00A0novembre 2026\u00A0: le mois légal de publicité court depuis le 27\u00A0octobre.", why.Sentence);
        Assert.Equal(("legal_month", FrenchCalendar.StartOf(new(2026, 11, 27))), (why.Code, why.PossibleFrom));
        Assert.Equal("ok", story.Verdict(new AskAcceptance(), People.With(post => post with { Urgency = true })));
    }

    [Fact]
    public void Guard_2_nobody_is_retained_while_applications_filed_in_time_wait() => Assert.Equal(
        ("untreated_applications", "Impossible de retenir cette personne\u00A0: 3 candidatures déposées à temps attendent encore d’être examinées. Les examiner."),
        Said(People.Heard().Try(new AskAcceptance(), People.Read with { UntreatedInTime = 3 })));

    [Fact]
    public void Guard_2_late_ones_are_decided_one_by_one()
    {
        var story = People.Late();
        Assert.Equal(["late_not_decided", "late_one_by_one", "ok"],
            new Command[] { new Move(Stage.Admissible), new Reject(RejectionReason.LateFiling, true, null, true), new Reject(RejectionReason.LateFiling, true) }.Select(command => story.Verdict(command)));
        Assert.Equal("ok", story.Then(new AdmitLate("Courrier égaré"), People.Read).Verdict(new Move(Stage.Admissible)));
    }

    [Fact]
    public void Guard_3_no_more_people_than_openings() => Assert.Equal(
        ("no_free_opening", "Les 2\u00A0ouvertures sont déjà prises. La personne peut poursuivre l’entretien, pas être retenue."),
        Said(People.Heard().Try(new AskAcceptance(), People.With(post => post with { FreeOpenings = 0 }))));

    [Fact]
    public void Guard_4_a_person_engaged_elsewhere_is_not_accepted_and_cannot_accept()
    {
        var elsewhere = People.Read with { EngagedElsewhereSince = new DateTimeOffset(2026, 11, 18, 9, 0, 0, TimeSpan.Zero) };
        var sentence = ("engaged_elsewhere", "Cette personne s’est engagée ailleurs le 18\u00A0novembre. Sa candidature ici sera close à son arrivée.");
        Assert.Equal(sentence, Said(People.Heard().Try(new AskAcceptance(), elsewhere)));
        Assert.Equal(sentence, Said(People.Proposed().Try(new AnswerProposal(ProposalAnswer.Accept), elsewhere)));
        Assert.Equal("engaged_elsewhere", People.Heard().Then(new NoteEngagedElsewhere(People.December)).Verdict(new AskAcceptance(), People.Read));
    }

    [Fact]
    public void Guard_4_a_hiring_elsewhere_is_undone_when_it_falls_through()
    {
        var story = People.Preselected().Then(new NoteEngagedElsewhere(People.December)).Then(new HireElsewhere()).Then(new UndoEngagedElsewhere(), People.Read);
        Assert.Equal((Stage.Preselected, null, null), (People.Of(story).Stage, People.Of(story).Outcome, People.Of(story).EngagedElsewhereSince));
        Assert.Equal("convocation#2", Assert.Single(story.Open).Id);
    }

    [Fact]
    public void Guard_5_what_was_asked_is_validated_before_going_on()
    {
        var story = People.Received().Then(new AskDocument(DocumentType.GradeOrder));
        Assert.Equal(("documents_missing", "Il manque une pièce validée\u00A0: arrêté de grade. Demandée le 7\u00A0décembre, pas encore reçue."), Said(story.Try(new Move(Stage.Admissible))));
        Assert.Contains(story.Open, step => step is { Name: "document", Kind: TimeKind.Candidate });
        story.Then(new ReceiveDocument(DocumentType.GradeOrder));
        Assert.DoesNotContain(story.Open, step => step.Name == "document");
        Assert.Equal("ok", story.Then(new ValidateDocument(DocumentType.GradeOrder)).Verdict(new Move(Stage.Admissible)));
    }

    [Theory]
    [InlineData(DocumentType.IdentityPaper)]
    [InlineData(DocumentType.BankDetails)]
    [InlineData(DocumentType.CriminalRecord)]
    [InlineData(DocumentType.PaySlip)]
    [InlineData(DocumentType.FamilyRecord)]
    public void Guard_5_private_papers_are_neither_asked_nor_received_before_the_choice(DocumentType type)
    {
        Assert.Equal(["document_too_early", "document_too_early"], new Command[] { new AskDocument(type), new ReceiveDocument(type) }.Select(command => People.Heard().Verdict(command)));
        Assert.Equal("ok", People.Selected().Verdict(new AskDocument(type)));
    }

    [Fact]
    public void Guard_5_a_file_takes_the_place_of_the_one_before_it_until_one_is_found_good()
    {
        var (first, second) = (DerivedId.Of("first file"), DerivedId.Of("second file"));
        var story = People.Received().Then(new ReceiveDocument(DocumentType.Diploma, first)).Then(new ReceiveDocument(DocumentType.Diploma, second)).Then(new ValidateDocument(DocumentType.Diploma));
        Assert.Equal(new Document(DocumentType.Diploma, DocumentStatus.Validated, null, null, second, Story.HrLead), Assert.Single(People.Of(story).Documents));
        Assert.Equal("document_validated", story.Verdict(new ReceiveDocument(DocumentType.Diploma, first)));
    }

    [Fact]
    public void Guard_5_papers_come_with_the_application_and_private_ones_keep_it_all_out()
    {
        var apply = new Apply(People.Vacancy, People.Person, People.Organisation, CandidateStatus.CivilServant, Channel.Jalon) { Papers = [new(DocumentType.CurriculumVitae, DerivedId.Of("cv"))] };
        var story = new Story(JobApplicationGrain.Kind, People.December).Then(apply, People.Read);
        Assert.Equal(DerivedId.Of("cv"), Assert.Single(People.Of(story).Documents).FileId);
        var early = apply with { Papers = [.. apply.Papers, new(DocumentType.BankDetails, DerivedId.Of("rib"))] };
        Assert.Equal("document_too_early", new Story(JobApplicationGrain.Kind, People.December).Verdict(early, People.Read));
    }

    [Fact]
    public void Guard_5_the_papers_of_the_notice_are_validated_before_the_acceptance() => Assert.Equal(
        ("documents_missing", "Il manque 2 pièces validées\u00A0: diplôme, état des services."),
        Said(People.Heard().Try(new AskAcceptance(), People.With(post => post with { RequiredDocuments = [DocumentType.Diploma, DocumentType.ServiceRecord, DocumentType.IdentityPaper] }))));

    [Fact]
    public void Guard_6_a_contract_application_waits_for_the_finding_then_is_examined_at_once()
    {
        var story = People.Waiting();
        Assert.Equal("finding", Assert.Single(story.Open).Name);
        Assert.Equal(("finding_required", "Cette candidature contractuelle s’examine après le constat d’infructuosité. Personne ne l’a encore signé."), Said(story.Try(new Move(Stage.Admissible), People.Read)));
        Assert.Equal("finding_required", story.Verdict(new BecomeExaminable(), People.Read));
        story.Then(new BecomeExaminable(), People.With(post => post with { FindingAt = People.December }));
        Assert.Equal(("admissibility", TimeKind.Administration), (story.Open[0].Name, story.Open[0].Kind));
        Assert.Equal("ok", story.Verdict(new Move(Stage.Admissible)));
    }

    [Fact]
    public void Guard_7_two_assessors_at_least_on_a_permanent_post()
    {
        var one = People.Preselected().Then(new NameAssessor(People.Sami));
        Assert.Equal(("too_few_assessors", "Il faut deux évaluateurs ou évaluatrices au moins\u00A0: il en manque un pour l’entretien."), Said(one.Try(new Move(Stage.Interview), People.Read)));
        Assert.Equal("ok", one.Verdict(new Move(Stage.Interview), People.With(post => post with { Permanent = false, ContractMonths = 6 })));
        Assert.Equal("too_few_assessors", one.Verdict(new Move(Stage.Interview), People.With(post => post with { Permanent = false, ContractMonths = 7 })));
        Assert.Equal("too_few_assessors", People.Interview().Verdict(new ReleaseAssessor(People.Sami, "Absente"), People.Read));
        Assert.Equal("ok", People.Interview().Verdict(new ReplaceAssessor(People.Sami, Story.Manager, "Absente")));
    }

    [Fact]
    public void Guard_7_a_declared_conflict_removes_the_opinion_and_the_access()
    {
        var story = People.Interview().Then(new DeclareConflict(People.Sami));
        story.By = People.Sami;
        Assert.Equal("not_an_assessor", story.Verdict(new FileOpinion("Avis", [])));
        Assert.Equal("too_few_assessors", People.Opinion(story, People.Odile).Verdict(new AskAcceptance(), People.Read));
    }

    [Fact]
    public void Guard_7_from_preselected_on_each_rejection_is_written_alone()
    {
        Assert.Equal("ok", People.Admissible().Verdict(new Reject(RejectionReason.Profile, true, null, true)));
        Assert.Equal(("bulk_too_late", "À partir de la présélection, chaque refus s’écrit un par un."), Said(People.Preselected().Try(new Reject(RejectionReason.Profile, true, "Motif", true))));
        Assert.Equal(("reason_required", "Écrivez un motif propre à cette candidature."), Said(People.Preselected().Try(new Reject(RejectionReason.Profile, true))));
    }

    [Fact]
    public void Guard_8_silence_is_signalled_until_the_outcome_is_told()
    {
        var story = People.Received();
        string[] Awaited() => [.. JobApplicationGrain.Kind.Deadlines(story.State!).Select(deadline => deadline.Key)];
        Assert.Equal(["news", "escalation", "implicit-refusal"], Awaited());
        Assert.Equal("=", story.Verdict(new DeadlineReached("escalation")));
        story.Wait(31).Then(new DeadlineReached("news")).Wait(12).Then(new DeadlineReached("escalation")).Wait(20).Then(new DeadlineReached("implicit-refusal"));
        Assert.Equal([typeof(NewsOverdue), typeof(AnswerEscalated), typeof(ImplicitRefusalReached)], story.Facts.Skip(1).Select(fact => fact.GetType()));
        Assert.Equal(["news"], Awaited());
        var told = People.Rejected();
        Assert.Equal(2, JobApplicationGrain.Kind.Deadlines(told.State!).Count());
        Assert.Empty(JobApplicationGrain.Kind.Deadlines(told.Then(new InformPerson(Information.Outcome)).State!));
    }

    [Fact]
    public void Guard_9_the_choice_needs_its_note_and_the_priorities_examined()
    {
        var story = People.Selected();
        var incomplete = People.Choice with { SecondChoice = Posts.Paul };
        Assert.Equal(("choice_note_incomplete", "Le choix se valide quand la note de sélection est complète\u00A0: il manque le motif du second choix."), Said(story.Try(incomplete)));
        Assert.Equal(("priorities_not_examined", "Les priorités légales n’ont pas été examinées."), Said(story.Try(People.Choice)));
        story.Then(new ExaminePriorities()).Then(incomplete with { SecondReasons = "Expérience voisine" });
        Assert.Equal(("choice_frozen", Posts.Paul), (story.Verdict(People.Choice), People.Of(story).SecondChoiceId));
    }
}
