using Jalon.Grains;
using Jalon.Web.Import;

namespace Jalon.Web.Tracking;

/// <summary>What a column of a tracker may be. The eight stages come last, in their order: the day each was reached.</summary>
public enum TrackerColumn
{
    Reference, Title, Organisation, Profession, Openings, NeededOn, PublishedOn, ClosesOn,
    Key, FullName, GivenName, FamilyName, Email, Status, State, StateOn, RejectedOn, WithdrawnOn,
    Received, Admissible, Preselected, Interview, Selected, Finalising, Confirmed, InPost,
}

/// <summary>What a label of a tracker may mean: a stage of the spine, an end, or nothing to take up.</summary>
public enum TrackerState { Received = 1, Admissible, Preselected, Interview, Selected, Finalising, Confirmed, InPost, Rejected, Withdrawn, PostCancelled, PostUnfilled, Nothing }

/// <summary>How trackers kept by hand call things. A column or a label is proposed from these words; whoever brings the file has the last word.</summary>
public static class TrackerWords
{
    private static readonly (TrackerColumn Column, string Label, string[] Words)[] Columns =
    [
        (TrackerColumn.Reference, "Référence du poste", ["reference", "reference du poste", "ref", "ref poste", "numero de poste", "n poste", "reference csp", "n csp", "code poste", "fiche"]),
        (TrackerColumn.Title, "Intitulé du poste", ["intitule", "intitule du poste", "poste", "libelle du poste", "titre", "emploi", "fonction"]),
        (TrackerColumn.Organisation, "Organisation", ["organisation", "direction", "service", "bureau", "entite", "departement", "structure", "ministere", "employeur"]),
        (TrackerColumn.Profession, "Métier", ["metier", "profession", "famille", "domaine"]),
        (TrackerColumn.Openings, "Nombre de places", ["nombre de postes", "nb postes", "nombre de places", "nb places", "etp", "ouvertures"]),
        (TrackerColumn.NeededOn, "Date du besoin", ["date du besoin", "besoin", "date de vacance", "vacance", "vacant depuis", "expression du besoin", "date de depart", "date de la demande"]),
        (TrackerColumn.PublishedOn, "Date de publication", ["date de publication", "publication", "publie le", "parution", "mise en ligne", "publication csp"]),
        (TrackerColumn.ClosesOn, "Date limite de candidature", ["date limite", "cloture", "date de cloture", "fin de publication", "date limite de candidature"]),
        (TrackerColumn.Key, "Identifiant de la personne", ["identifiant", "matricule", "id candidat", "n candidat", "numero de candidat", "numero de dossier", "n dossier"]),
        (TrackerColumn.FullName, "Nom et prénom", ["candidat", "candidate", "nom et prenom", "nom prenom", "prenom nom", "nom complet", "candidat retenu", "agent", "agent retenu", "candidature de", "personne"]),
        (TrackerColumn.GivenName, "Prénom", ["prenom", "prenoms"]),
        (TrackerColumn.FamilyName, "Nom", ["nom", "nom de famille", "nom d usage", "nom du candidat"]),
        (TrackerColumn.Email, "Courriel", ["courriel", "mail", "email", "e mail", "adresse mail", "adresse electronique", "mel"]),
        (TrackerColumn.Status, "Statut de la personne", ["statut", "statut du candidat", "titulaire contractuel", "situation statutaire", "type de candidat"]),
        (TrackerColumn.State, "Étape ou état", ["etape", "etat", "avancement", "etat d avancement", "situation", "suivi", "stade", "resultat", "decision", "suite donnee", "evenement", "statut de la candidature", "statut candidature"]),
        (TrackerColumn.StateOn, "Date de l’étape", ["date", "date etape", "date de l etape", "date de l etat", "depuis le", "date de mise a jour", "maj", "date evenement", "date de l evenement"]),
        (TrackerColumn.RejectedOn, "Refusée le", ["date de refus", "refus", "refus le", "refuse le", "date de rejet", "non retenu le", "reponse negative"]),
        (TrackerColumn.WithdrawnOn, "Désistement le", ["date de desistement", "desistement", "desistement le", "retrait", "date de retrait"]),
        (TrackerColumn.Received, "Reçue le", ["date de reception", "reception", "recue le", "recu le", "date de candidature", "candidature le", "date de depot", "depot", "cv recu", "cv recu le", "arrivee candidature"]),
        (TrackerColumn.Admissible, "Recevable le", ["recevabilite", "recevable le", "recevable", "controle recevabilite", "tri", "verification"]),
        (TrackerColumn.Preselected, "Présélectionnée le", ["preselection", "date de preselection", "preselectionne le", "shortlist", "tri des cv", "selection cv"]),
        (TrackerColumn.Interview, "Entretien le", ["entretien", "date d entretien", "date entretien", "entretien le", "date de l entretien", "jury", "audition", "entretien rh", "1er entretien"]),
        (TrackerColumn.Selected, "Retenue le", ["retenu le", "retenue le", "choix", "date du choix", "date de choix", "decision le", "date de decision", "selection finale", "proposition", "proposition le", "choix du candidat"]),
        (TrackerColumn.Finalising, "Accord de la personne le", ["finalisation", "accord candidat", "accord du candidat", "accepte le", "acceptation", "date d acceptation", "accord le", "dossier administratif"]),
        (TrackerColumn.Confirmed, "Confirmée le", ["confirmation", "confirme le", "contrat signe", "contrat signe le", "signature", "signature du contrat", "date de signature", "arrete", "arrete signe", "accord de depart"]),
        (TrackerColumn.InPost, "En poste le", ["prise de poste", "date de prise de poste", "prise de fonction", "date de prise de fonction", "en poste le", "arrivee", "date d arrivee", "entree en fonction", "installation", "debut"]),
    ];

    private static readonly (TrackerState State, string Label, string[] Words)[] States =
    [
        (TrackerState.Received, "Reçue", ["recue", "recu", "reception", "nouvelle", "nouveau", "depot", "candidature recue", "cv recu", "a trier", "a traiter"]),
        (TrackerState.Admissible, "Recevable", ["recevable", "recevabilite", "a etudier", "en cours d etude", "etude du dossier", "dossier complet"]),
        (TrackerState.Preselected, "Présélectionnée", ["preselectionnee", "preselectionne", "preselection", "shortlist", "cv retenu", "a convoquer", "a rencontrer"]),
        (TrackerState.Interview, "Entretien", ["entretien", "en entretien", "convoque", "convoquee", "convocation", "jury", "audition", "rencontre", "entretien passe", "entretien prevu"]),
        (TrackerState.Selected, "Retenue", ["retenue", "retenu", "choisi", "choisie", "choix", "proposition", "proposition envoyee", "avis favorable", "selectionne", "selectionnee"]),
        (TrackerState.Finalising, "Finalisation", ["finalisation", "accord", "accord candidat", "a accepte", "acceptee", "accepte", "contrat en cours", "dossier administratif", "attente depart", "demande de detachement", "paie"]),
        (TrackerState.Confirmed, "Confirmée", ["confirmee", "confirme", "contrat signe", "signe", "arrete signe", "arrivee prevue", "prise de poste prevue"]),
        (TrackerState.InPost, "En poste", ["en poste", "pris de poste", "prise de poste", "arrive", "arrivee", "recrute", "recrutee", "installe", "pourvu", "poste pourvu", "embauche"]),
        (TrackerState.Rejected, "Refusée", ["refusee", "refuse", "refus", "non retenue", "non retenu", "rejetee", "rejete", "ecarte", "ecartee", "ko", "avis defavorable", "reponse negative"]),
        (TrackerState.Withdrawn, "Désistement", ["desistement", "desiste", "desistee", "s est desiste", "retrait", "retiree", "retire", "abandon candidat", "decline", "a decline", "refus du candidat"]),
        (TrackerState.PostCancelled, "Poste annulé", ["annule", "poste annule", "abandonne", "poste supprime", "gele", "poste gele"]),
        (TrackerState.PostUnfilled, "Poste non pourvu", ["infructueux", "non pourvu", "sans suite", "vacant non pourvu", "recrutement infructueux"]),
        (TrackerState.Nothing, "Ne rien reprendre", []),
    ];

    private static readonly (CandidateStatus Status, string[] Words)[] Statuses =
    [
        (CandidateStatus.CivilServant, ["titulaire", "fonctionnaire", "t", "agent titulaire"]),
        (CandidateStatus.ContractAgent, ["contractuel", "contractuelle", "c", "agent contractuel", "cdi", "cdd", "contractuel de l etat"]),
        (CandidateStatus.External, ["externe", "prive", "secteur prive", "exterieur", "hors fonction publique", "e"]),
    ];

    public static string Label(TrackerColumn column) => Columns[(int)column].Label;

    public static string Label(TrackerState state) => States[(int)state - 1].Label;

    public static TrackerColumn? ColumnOf(string name) => Best(Columns.Select(one => (one.Column, one.Words)), name);

    public static TrackerState? StateOf(string label) => Best(States.Select(one => (one.State, one.Words)), label);

    public static CandidateStatus? StatusOf(string text) => Statuses.Where(one => one.Words.Contains(OrganisationKey.Of(text))).Select(one => (CandidateStatus?)one.Status).FirstOrDefault();

    /// <summary>The stage whose day a column gives.</summary>
    public static Stage? StageOf(TrackerColumn column) => column >= TrackerColumn.Received ? (Stage)(column - TrackerColumn.Received + 1) : null;

    /// <summary>The same words, else the longest words found inside, whole: « Date d’entretien (RH) » is an interview.</summary>
    private static T? Best<T>(IEnumerable<(T What, string[] Words)> known, string text) where T : struct
    {
        var said = OrganisationKey.Of(text);
        if (said.Length == 0) return null;
        var found = known.SelectMany(one => one.Words.Select(words => (one.What, Words: words))).ToList();
        var exact = found.Where(one => one.Words == said).Select(one => (T?)one.What).FirstOrDefault();
        return exact ?? found.Where(one => one.Words.Length >= 4 && $" {said} ".Contains($" {one.Words} ", StringComparison.Ordinal)).OrderByDescending(one => one.Words.Length).Select(one => (T?)one.What).FirstOrDefault();
    }
}
