using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;

namespace Jalon.Web.Timelines;

/// <summary>A fact of a candidacy in French, for who reads its timeline.</summary>
public static class FactWords
{
    /// <param name="data">The fact's JSON, as the journal keeps it.</param>
    public static string Of(string type, string data) =>
        JobApplicationGrain.Kind.Facts.TryGetValue(type, out var known) ? Of((JobApplicationFact)JsonSerializer.Deserialize(data, known, Json.Options)!) : type;

    public static string Of(JobApplicationFact fact) => Filing(fact) ?? Choosing(fact) ?? Ending(fact) ?? Examining(fact)
        ?? throw new InvalidOperationException($"no words for {fact.GetType().Name}");

    private static string? Filing(JobApplicationFact fact) => fact switch
    {
        ApplicationFiled { Round: > 1 } => "Candidature déposée à nouveau",
        ApplicationFiled { Late: true } => "Candidature déposée hors délai",
        ApplicationFiled => "Candidature déposée",
        StageTakenUp { Timed: true } up => $"Reprise d’un tableau de suivi, à l’étape {up.At.Label()}",
        StageTakenUp up => $"Reprise d’un tableau de suivi, à l’étape {up.At.Label()}, sans date",
        LateApplicationAdmitted => "Candidature hors délai admise",
        StageChanged moved when moved.To < moved.From => $"Retour à l’étape {moved.To.Label()}",
        StageChanged moved => $"Passée à l’étape {moved.To.Label()}",
        BecameExaminable => "Examen possible\u00A0: le constat d’infructuosité est signé",
        PersonInformed(var what, _) => $"Personne informée\u00A0: {what.Label()}",
        OutcomeTold => "Suite annoncée à la personne",
        NewsOverdue => "Personne sans nouvelles depuis trop longtemps",
        AnswerEscalated => "Réponse attendue depuis six semaines\u00A0: alerte",
        ImplicitRefusalReached => "Deux mois sans réponse\u00A0: refus implicite",
        NoteAdded => "Note ajoutée",
        OtherPostProposed => "Autre poste proposé",
        OtherPostAnswered { Agrees: true } => "Autre poste\u00A0: la personne est d’accord pour que son dossier y aille",
        OtherPostAnswered => "Autre poste\u00A0: la personne n’est pas intéressée",
        _ => null,
    };

    private static string? Choosing(JobApplicationFact fact) => fact switch
    {
        AcceptanceAsked => "Ouverture demandée pour retenir la personne",
        AcceptanceHeld => "Ouverture réservée",
        AcceptanceRefused => "Ouverture refusée",
        ReleaseAsked => "Ouverture à rendre",
        AttemptReleased => "Réservation rendue",
        PrioritiesExamined => "Priorités légales examinées",
        ChoiceValidated => "Choix validé",
        ProposalSent { Version: > 1 } sent => $"Proposition envoyée, version {sent.Version}",
        ProposalSent => "Proposition envoyée",
        ProposalDiscussed => "Proposition discutée",
        EngagementAsked => "Proposition acceptée par la personne",
        EngagementRecorded => "Engagement de la personne enregistré",
        EngagementDenied => "Engagement impossible",
        EngagementReleaseAsked => "Engagement à rendre\u00A0: il n’a pas abouti",
        EngagementSecured { Kind: EngagementKind.Release } => "Accord de départ reçu",
        EngagementSecured => "Contrat signé",
        ArrivalPostponed => "Arrivée reportée",
        ArrivalRecorded => "Arrivée enregistrée",
        TrialConcluded { Result: TrialEnd.Kept } => "Période d’essai concluante",
        TrialConcluded => "Période d’essai rompue",
        PresenceRecorded(var months) => $"Présence constatée à {months} mois",
        _ => null,
    };

    private static string? Ending(JobApplicationFact fact) => fact switch
    {
        ApplicationRejected => "Candidature non retenue",
        RejectionUndone => "Refus annulé",
        ApplicationWithdrawn => "Candidature retirée",
        PostEnded(_, var reason) => $"Fin du recrutement\u00A0: {reason.Label()}",
        PostReopened => "Poste de nouveau ouvert",
        EngagedElsewhereNoted => "Personne engagée ailleurs",
        HiredElsewhere => "Personne recrutée ailleurs",
        EngagedElsewhereUndone => "Engagement ailleurs annulé",
        HiringElsewhereUndone => "Recrutement ailleurs annulé",
        _ => null,
    };

    private static string? Examining(JobApplicationFact fact) => fact switch
    {
        DocumentAsked(var type, _, _) => $"Pièce demandée\u00A0: {type.Label()}",
        DocumentReceived(var type, _) => $"Pièce reçue\u00A0: {type.Label()}",
        DocumentValidated(var type, _) => $"Pièce validée\u00A0: {type.Label()}",
        AssessorNamed => "Évaluation confiée",
        AssessorReleased => "Évaluation retirée, avec un motif",
        AssessorReplaced => "Évaluation confiée à une autre personne",
        ConflictDeclared => "Conflit d’intérêts déclaré",
        OpinionFiled => "Avis déposé",
        FileAssessed(var criterion, _) => $"Dossier lu\u00A0: {criterion}",
        InterviewProposed(var planned, _, _) => planned.Offered.Count == 1 ? "Créneau d’entretien proposé" : $"{planned.Offered.Count} créneaux d’entretien proposés",
        InterviewBooked({ Sequence: 0, From: { } from }, _, _, _) => $"Entretien fixé le {Reading.Days.Slot(from)}",
        InterviewBooked(var planned, _, _, _) => $"Entretien déplacé{(planned.From is { } from ? $" au {Reading.Days.Slot(from)}" : "")}",
        InterviewCancelled({ From: not null }, _, _, _, _) => "Entretien annulé",
        InterviewCancelled => "Créneaux d’entretien retirés",
        OtherTimesAsked => "Autres créneaux demandés par la personne",
        InterviewOver => "Heure de l’entretien passée",
        PracticalNeedsTold => "Besoin pratique signalé pour l’entretien",
        ImpartialityDeclared => "Absence de conflit d’intérêts déclarée",
        MessageWritten { ByPerson: true } => "Message de la personne",
        MessageWritten => "Message à la personne",
        InterviewRoundOpened(var round, _, _) => $"Entretien n°\u00A0{round} ouvert",
        StepOpened => "Action ouverte",
        StepClosed => "Action close",
        _ => null,
    };
}
