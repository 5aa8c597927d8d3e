using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>Why a candidacy refuses: stable codes for programs, sentences for people. Names are not known here: « cette personne ».</summary>
internal static class Refusals
{
    public static readonly Refusal Unknown = Say("unknown_application", "Cette candidature n’existe pas.");
    public static readonly Refusal UnknownVacancy = Say("unknown_vacancy", "Ce poste n’existe pas.");
    public static readonly Refusal OtherOrganisation = Say("other_organisation", "Ce poste relève d’une autre organisation.");
    public static readonly Refusal NotPublished = Say("not_published", "Ce poste n’est pas publié : il n’accueille pas encore de candidature.");
    public static readonly Refusal VacancyEnded = Say("vacancy_ended", "Le recrutement sur ce poste est terminé.");
    public static readonly Refusal ApplicationsClosed = Say("applications_closed", "Les candidatures à ce poste sont closes : on ne peut plus y postuler à nouveau.");
    public static readonly Refusal AlreadyApplied = Say("already_applied", "Cette personne a déjà une candidature en cours sur ce poste.");
    public static readonly Refusal AlreadyInPost = Say("already_in_post", "Cette personne est en poste : sa candidature ne change plus.");
    public static readonly Refusal InFuture = Say("date_in_future", "Cette date est à venir : l’enregistrer le jour venu.");
    public static readonly Refusal NotLate = Say("not_late", "Cette candidature est arrivée à temps : elle n’a pas à être admise.");
    public static readonly Refusal LateNotDecided = Say("late_not_decided", "Cette candidature est hors délai : l’admettre avec un motif, ou la refuser, avant de la déplacer.");
    public static readonly Refusal LateOneByOne = Say("late_one_by_one", "Cette candidature est hors délai : elle se décide une à une, avec un motif.");
    public static readonly Refusal NoWayBack = Say("no_way_back", "La place de cette personne serait rendue : le retour se fait à l’entretien ou avant.");
    public static readonly Refusal AlreadyFurther = Say("already_further", "Cette candidature est déjà plus loin ici que dans le tableau.");
    public static readonly Refusal ReasonToGoBack = Say("reason_required", "Écrivez un motif : un retour en arrière s’explique.");
    public static readonly Refusal ReasonNeeded = Say("reason_required", "Écrivez un motif propre à cette candidature.");
    public static readonly Refusal BulkTooLate = Say("bulk_too_late", "À partir de la présélection, chaque refus s’écrit un par un.");
    public static readonly Refusal AcceptanceNeeded = Say("acceptance_needed", "L’étape Retenue s’atteint en retenant la personne : une ouverture lui est alors réservée.");
    public static readonly Refusal AnswerNeeded = Say("answer_needed", "La personne n’a pas encore accepté la proposition écrite : la finalisation commence avec son accord.");
    public static readonly Refusal ArrivalNeeded = Say("arrival_needed", "La personne est en poste quand son arrivée est enregistrée : une date seule ne suffit pas.");
    public static readonly Refusal NotInInterview = Say("not_in_interview", "Cette action se fait à l’étape Entretien.");
    public static readonly Refusal NotBeforeChoice = Say("not_before_choice", "Les évaluateurs et évaluatrices se nomment entre la recevabilité et l’entretien.");
    public static readonly Refusal NotSelected = Say("not_selected", "Cette action se fait quand la personne est retenue.");
    public static readonly Refusal NotFinalising = Say("not_finalising", "Cette action se fait à l’étape Finalisation.");
    public static readonly Refusal NotConfirmed = Say("not_confirmed", "Cette action se fait quand l’engagement est confirmé.");
    public static readonly Refusal NotInPost = Say("not_in_post", "Cette action se fait quand la personne est en poste.");
    public static readonly Refusal TrialConcluded = Say("trial_concluded", "La période d’essai est déjà conclue.");
    public static readonly Refusal NothingToUndo = Say("nothing_to_undo", "Il n’y a rien à annuler ici.");
    public static readonly Refusal NoOutcome = Say("no_outcome", "Cette candidature est en cours : il n’y a pas encore de suite à annoncer.");
    public static readonly Refusal ReleaseInProgress = Say("release_in_progress", "La réservation précédente se libère : recommencer dans un instant.");
    public static readonly Refusal AcceptanceInProgress = Say("acceptance_in_progress", "Une ouverture est demandée pour cette personne : attendre la réponse.");
    public static readonly Refusal EngagementInProgress = Say("engagement_in_progress", "L’accord de la personne est en cours d’enregistrement : attendre un instant.");
    public static readonly Refusal NothingUnfinished = Say("nothing_unfinished", "Cette réservation est aboutie : pour la rendre, revenir en arrière avec un motif.");
    public static readonly Refusal StaleAttempt = Say("stale_attempt", "Cette réservation n’est plus attendue.");
    public static readonly Refusal EngagedHere = Say("engaged_here", "Cette personne s’est engagée sur ce poste.");
    public static readonly Refusal FindingNeeded =
        Say("finding_required", "Cette candidature contractuelle s’examine après le constat d’infructuosité. Personne ne l’a encore signé.", "CGFP, art. L. 332-2, 2°");
    public static readonly Refusal NotAnAssessor = Say("not_an_assessor", "Cette personne n’évalue pas cette candidature.");
    public static readonly Refusal AlreadyAssessor = Say("already_assessor", "Cette personne évalue déjà cette candidature, ou y a déclaré un conflit d’intérêts.");
    public static readonly Refusal AssessorIsCandidate = Say("assessor_is_candidate", "Une personne n’évalue pas sa propre candidature.");
    public static readonly Refusal HasConflict = Say("conflict_declared", "Cette personne a déclaré un conflit d’intérêts : elle ne peut pas évaluer cette candidature.");
    public static readonly Refusal TooManyAssessors = Say("too_many_assessors", "Vingt personnes évaluent déjà cette candidature : c’est le maximum.");
    public static readonly Refusal NotPreselected = Say("not_preselected", "Un entretien se prépare après la présélection, jusqu’au choix.");
    public static readonly Refusal NoInterviewProposed = Say("no_interview_proposed", "Aucun créneau n’est proposé ni réservé pour l’instant.");
    public static readonly Refusal RoundOver = Say("round_over", "Les avis de cet entretien sont tous déposés : pour se voir à nouveau, ouvrir d’abord un nouvel entretien.");
    public static readonly Refusal SlotGone = Say("slot_gone", "Ce créneau n’est plus proposé. Choisissez-en un autre.");
    public static readonly Refusal SlotTaken = Say("slot_taken", "Ce créneau vient d’être pris. Choisissez-en un autre.");
    public static readonly Refusal TooLateToRebook = Say("too_late_to_rebook", "Un entretien se déplace jusqu’à la veille. Pour celui-ci, écrivez à l’employeur.");
    public static readonly Refusal AssessorBusy = Say("assessor_busy", "Cette personne a un autre entretien à cette heure-là.");
    public static readonly Refusal EndBeforeStart = Say("end_before_start", "La fin vient après le début : corriger l’heure de fin.");
    public static readonly Refusal TimeTooFar = Say("time_too_far", $"Cette date est trop lointaine : {InterviewHours.Furthest} jours au plus.");
    public static readonly Refusal OutsideHours = Say("outside_hours", $"Les entretiens se tiennent entre {InterviewHours.Opens}{French.Nbsp}h et {InterviewHours.Closes}{French.Nbsp}h, heure de Paris.");
    public static readonly Refusal TooManyCriteria = Say("too_many_criteria", "Ce dossier est déjà lu sur quinze critères : reprenez-en un.");

    public static readonly Refusal OpinionFiled = Say("opinion_filed", "Cet avis est déjà déposé : il ne se remplace pas.");
    public static readonly Refusal ChoiceFrozen = Say("choice_frozen", "Le choix est validé : sa note ne change plus.");
    public static readonly Refusal ChoiceNotValidated = Say("choice_not_validated", "Le choix n’est pas encore validé : la proposition part après lui.");
    public static readonly Refusal PrioritiesNotExamined = Say("priorities_not_examined", "Les priorités légales n’ont pas été examinées.", "CGFP, art. L. 512-19");
    public static readonly Refusal NoProposal = Say("no_proposal", "Aucune proposition écrite n’attend de réponse.");
    public static readonly Refusal AnswerDatePast = Say("answer_date_past", "La date de réponse est passée : en donner une à venir.");
    public static readonly Refusal UnknownStep = Say("unknown_step", "Cette étape n’a jamais été ouverte sur cette candidature.");
    public static readonly Refusal SamePost = Say("same_post", "C’est le poste de cette candidature : en proposer un autre.");
    public static readonly Refusal NotProposedElsewhere = Say("not_proposed_elsewhere", "Ce poste n’a pas été proposé à cette personne.");
    public static readonly Refusal AnsweredElsewhere = Say("answered_elsewhere", "La personne a déjà répondu sur ce poste : le lui proposer de nouveau.");
    public static readonly Refusal LastStep = Say("last_step", "C’est la dernière étape ouverte : quelqu’un doit garder la main.");

    public static Refusal ValidTooShort(DateOnly answerBy) =>
        Say("valid_too_short", $"Cette proposition ne peut pas expirer avant le {French.FullDate(answerBy)}, date demandée pour la réponse.");

    public static Refusal VariableTooHigh(int most) => Say("variable_too_high", $"La part variable ne peut pas dépasser {most}{French.Nbsp}% de la part fixe.", "Circulaire 6434/SG du 3 janvier 2024");

    public static Refusal ProposalExpired(DateOnly until) =>
        Say("proposal_expired", $"Cette proposition n’est plus valable depuis le {French.FullDate(until)} : demander à en discuter, pour en recevoir une nouvelle.");

    public static Refusal Closed(Outcome outcome) => Say("already_closed", $"Cette candidature est close : {outcome.Kind.Label().ToLowerInvariant()}.");

    public static Refusal NotTheNextStage(Stage stage) =>
        Transitions.Next(stage) is { } next ? Say("not_the_next_stage", $"Après l’étape {stage.Label()} vient l’étape {next.Label()} : avancer d’une étape à la fois.") : AlreadyInPost;

    public static Refusal LegalMonth(DateOnly? since, DateTimeOffset? from) => since is { } start && from is { } possible
        ? new("legal_month",
            $"L’acceptation sera possible à partir du {French.FullDate(FrenchCalendar.DayOf(possible))} : le mois légal de publicité court depuis le {French.ShortDate(start)}.".Spaced(),
            possible, "CGFP, art. D. 311-1 et suivants")
        : Say("legal_month", "L’acceptation n’est pas encore possible : le mois légal de publicité n’a pas commencé, faute de date sur l’espace commun.", "CGFP, art. D. 311-1 et suivants");

    public static Refusal TimePast(DateTimeOffset at) => Say("time_past", $"Cette heure est passée : {French.FullDate(FrenchCalendar.DayOf(at))} à {French.Hour(at)}.");

    public static Refusal NotAWorkingDay(DateOnly day) => Say("not_a_working_day", $"Le {French.FullDate(day)} n’est pas un jour ouvré.");

    public static Refusal InterviewBooked(DateTimeOffset at) =>
        Say("interview_booked", $"Un entretien est déjà fixé le {French.FullDate(FrenchCalendar.DayOf(at))} à {French.Hour(at)} : le déplacer ou l’annuler.");

    public static Refusal InterviewToCome(DateTimeOffset at) => new("interview_to_come",
        $"L’avis se dépose après l’entretien, le {French.FullDate(FrenchCalendar.DayOf(at))} à {French.Hour(at)}.", at);

    public static Refusal Untreated(int count) => Say("untreated_applications", count == 1
        ? "Impossible de retenir cette personne : 1 candidature déposée à temps attend encore d’être examinée. L’examiner."
        : $"Impossible de retenir cette personne : {count} candidatures déposées à temps attendent encore d’être examinées. Les examiner.");

    public static Refusal NoFreeOpening(int openings) => Vacancies.Refusals.NoFreeOpening(openings);

    public static Refusal EngagedElsewhere(DateTimeOffset since) =>
        Say("engaged_elsewhere", $"Cette personne s’est engagée ailleurs le {French.ShortDate(FrenchCalendar.DayOf(since))}. Sa candidature ici sera close à son arrivée.");

    public static Refusal TooFewAssessors(int minimum, int missing) => Say("too_few_assessors",
        minimum == 1 ? "Il faut un évaluateur ou une évaluatrice au moins pour l’entretien." : $"Il faut {Words(minimum)} évaluateurs ou évaluatrices au moins : il en manque {Words(missing)} pour l’entretien.");

    public static Refusal OpinionsMissing(int count) => Say("opinions_missing", count switch
    {
        0 => "Personne n’a encore donné son avis après l’entretien.",
        1 => "Il manque un avis après l’entretien.",
        _ => $"Il manque {count} avis après l’entretien.",
    });

    public static Refusal NotSecured(CandidateStatus status) => Say("engagement_not_secured", status == CandidateStatus.CivilServant
        ? "L’accord de départ de l’administration d’origine n’est pas enregistré." : "Le contrat signé n’est pas enregistré.");

    public static Refusal ChoiceIncomplete(IReadOnlyList<string> missing) =>
        Say("choice_note_incomplete", $"Le choix se valide quand la note de sélection est complète : il manque {string.Join(", ", missing)}.");

    public static Refusal TooEarlyFor(DocumentType type) => Say("document_too_early", $"Cette pièce ne peut être demandée qu’à partir de l’étape Retenue : {Lower(type)}.", "CNIL, guide du recrutement");

    public static Refusal DocumentUnknown(DocumentType type) => Say("document_not_received", $"Cette pièce n’a été ni demandée ni reçue : {Lower(type)}.");

    public static Refusal DocumentValidatedAlready(DocumentType type) =>
        Say("document_validated", $"Cette pièce est déjà validée : {Lower(type)}. Elle n’a plus à être envoyée.");

    /// <summary>Each missing paper by name, with where it stands when there is only one.</summary>
    public static Refusal DocumentsMissing(IReadOnlyList<Document> missing)
    {
        if (missing is not [var only]) return Say("documents_missing", $"Il manque {missing.Count} pièces validées : {string.Join(", ", missing.Select(document => Lower(document.Type)))}.");
        var asked = only.AskedAt is { } at ? $"Demandée le {French.ShortDate(FrenchCalendar.DayOf(at))}, " : "";
        var where = only.Status == DocumentStatus.Received ? "reçue, à valider." : only.AskedAt is null ? "Pas encore demandée." : "pas encore reçue.";
        return Say("documents_missing", $"Il manque une pièce validée : {Lower(only.Type)}. {asked}{(asked.Length == 0 && where[0] == 'r' ? "Reçue, à valider." : where)}");
    }

    private static string Lower(DocumentType type) => type.Label() is { Length: > 1 } label && char.IsLower(label[1]) ? char.ToLower(label[0], French.Culture) + label[1..] : type.Label();

    private static string Words(int count) => count switch { 1 => "un", 2 => "deux", 3 => "trois", _ => count.ToString(French.Culture) };

    private static Refusal Say(string code, string sentence, string? reference = null) => new(code, sentence.Spaced(), null, reference);
}
