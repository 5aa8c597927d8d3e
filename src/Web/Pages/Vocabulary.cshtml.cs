using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Host;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>Every component in every state, with invented people: the living reference of the pages.</summary>
[AllowAnonymous]
public sealed class VocabularyModel : PageModel
{
    private const string Nbsp = French.Nbsp;

    private static readonly Dictionary<string, string> Nothing = new() { ["exemple"] = "oui" };

    public static IReadOnlyList<(HolderMark Mark, string Words, string? Fill)> Holders =>
    [
        (HolderMark.Of(TimeKind.Administration, isReader: true), $"carré plein{Nbsp}: c’est à la personne qui lit", null),
        (HolderMark.Of(TimeKind.Administration), "carré creux · aplat dans les graphiques", "#000091"),
        (HolderMark.Of(TimeKind.Candidate), "rond · points", "url(#fill-candidate)"),
        (HolderMark.Of(TimeKind.ThirdParty), "losange · hachures", "url(#fill-third-party)"),
        (HolderMark.Of(TimeKind.LegalWait), "sablier · lignes", "url(#fill-legal-wait)"),
    ];

    public static IReadOnlyList<(ShareOfTarget Share, string Words)> Shares =>
    [
        (new(.62), $"moins de 80{Nbsp}%{Nbsp}: gris, chiffre seul"),
        (new(.88), $"80 à 99{Nbsp}%{Nbsp}: «{Nbsp}Bientôt{Nbsp}», gras"),
        (new(1.34), $"100{Nbsp}% et plus{Nbsp}: dépasse le repère, «{Nbsp}En retard{Nbsp}»"),
        (new(2.4), $"la barre s’arrête à 150{Nbsp}%, le texte dit le vrai"),
        (new(null), "pas de barre, la date est ailleurs"),
    ];

    public static IReadOnlyList<(OutcomeMark Mark, string Words)> Outcomes =>
    [
        (new(OutcomeSign.InPost), "arrivée constatée"),
        (new(OutcomeSign.Rejected), "motif individuel"),
        (new(OutcomeSign.Withdrawn), "par la personne"),
        (new(OutcomeSign.HiredElsewhere), "jamais le nom du poste"),
        (new(OutcomeSign.PostEnded), "ce n’est pas un refus"),
    ];

    public static IReadOnlyList<Openings> OpeningStates => [new(2, 0, 0, 0), new(1, 1, 0, 0), new(1, 1, 1, 1), new(0, 0, 0, 3)];

    public static RefusalAlert NotYet => new(
        new("legal_month", $"L’acceptation sera possible à partir du vendredi 27{Nbsp}novembre 2026{Nbsp}: le mois légal de publicité court depuis le 27{Nbsp}octobre.",
            new DateTimeOffset(2026, 11, 26, 23, 0, 0, TimeSpan.Zero), $"Décret n°{Nbsp}2018-1351, art.{Nbsp}4"),
        new PageLink("Voir l’avis publié", "/vocabulaire#cartes"));

    public static RefusalAlert Never => new(new("openings_taken", $"Les 2{Nbsp}ouvertures sont déjà prises. Paul Lemoine peut poursuivre l’entretien, pas être retenu."));

    public static FailureAlert Failure => new(
        "Votre action n’est pas enregistrée", "Le service n’a pas répondu. Rien n’a été envoyé. Votre texte est gardé ici.", new("Réessayer", "/vocabulaire#panne"), "8f3k-2041");

    public static EmptyState Empty => new("Rien ne vous attend ce matin.", $"4{Nbsp}dossiers attendent quelqu’un d’autre{Nbsp}; prochaine échéance jeudi 26{Nbsp}novembre.");

    public static Toast Undo => new($"Le refus de Hugo Marchal part dans 42{Nbsp}s.", new("Annuler", "/vocabulaire", ActionWeight.Plain, Nothing, "le refus de Hugo Marchal"));

    public static Problem Parked => new(
        "Un fait attend son traitement", "L’envoi des accusés de réception a échoué 5 fois. Les faits suivants de cette candidature attendent derrière lui, les autres passent.",
        "accuse-reception", "depuis 9 h 12", "TimeoutException: the mail server did not answer within 10 s", new PageAction("Relancer", "/vocabulaire", ActionWeight.Secondary, Nothing));

    public static ErrorSummary Errors { get; } = new([new("motif", "Écrivez un motif propre à cette candidature."), new("decision", "Choisissez une décision.")]);

    public static Spine Ongoing => Spine.At(Stage.Selected, stage => stage switch
    {
        Stage.Received => "14 sept.",
        Stage.Admissible => "16 sept.",
        Stage.Preselected => $"2{Nbsp}oct.",
        Stage.Interview => $"20{Nbsp}oct.",
        Stage.Selected => $"depuis le 6{Nbsp}nov.",
        _ => null,
    });

    public static Spine Ended => Spine.At(Stage.Interview, stage => stage switch
    {
        Stage.Received => "14 sept.",
        Stage.Admissible => "16 sept.",
        Stage.Preselected => $"2{Nbsp}oct.",
        Stage.Interview => $"retirée le 9{Nbsp}nov.",
        _ => null,
    }, OutcomeSign.Withdrawn);

    public static IReadOnlyList<(Stage Stage, string Target, IReadOnlyList<Card> Cards)> Board =>
    [
        (Stage.Received, "cible 5 j ouvrés",
        [
            Example("yanis-roche", "Yanis Roche", "Contractuel", HolderMark.Of(TimeKind.Administration, true), "vérifier la recevabilité", .92) with { Actions = Moves("Yanis Roche") },
            Example("idriss-kone", "Idriss Kone", "Externe", new(TimeKind.Candidate, false, "Candidat"), "envoie sa lettre", .5, new CardNote("octagon", $"Pièce attendue depuis le 19{Nbsp}nov.")),
        ]),
        (Stage.Admissible, "cible 10 j ouvrés",
        [
            Example("chloe-marty", "Chloé Marty", "Titulaire", new(TimeKind.Administration, false, "Mehdi Ouali"), "présélection", .45),
            Example("dounia-saidi", "Dounia Saïdi", "Externe", new(TimeKind.Candidate, false, "Candidate"), "renvoie son CV", .4, new CardNote("octagon", "CV illisible, nouveau fichier demandé")),
        ]),
        (Stage.Preselected, "cible 15 j ouvrés",
            [Example("fanny-colas", "Fanny Colas", "Titulaire", HolderMark.Of(TimeKind.LegalWait), "mois de publicité", null, new CardNote("lock", $"Possible dès le 27{Nbsp}nov."))]),
        (Stage.Interview, $"avis{Nbsp}: cible 3 j",
        [
            Example("paul-lemoine", "Paul Lemoine", "Titulaire", HolderMark.Of(TimeKind.Administration, true), "valider l’avis", 1.2),
            Example("lucie-arnaud", "Lucie Arnaud", "Titulaire", new(TimeKind.ThirdParty, false, "Ministère Delta"), "évaluateur", .9, new CardNote("calendar", "Entretien auj. 14 h, Lille")),
        ]),
    ];

    public static Timeline Story => new(
    [
        new(new(2026, 11, 16), "Proposition écrite envoyée", $": mutation, groupe 2, prise de poste le 1er{Nbsp}février 2027", "Claire Besnard"),
        new(new(2026, 11, 13), "Choix validé", "avec sa note de sélection (version 2)", "Mehdi Ouali"),
        new(new(2026, 11, 5), "Date d’entretien corrigée", $": 20{Nbsp}octobre au lieu du 21", "Claire Besnard", $"Entretien le 21{Nbsp}octobre", "erreur de saisie"),
        new(new(2026, 9, 14), "Candidature reçue", "par l’espace commun de l’emploi public", "accusé envoyé à 9 h 02"),
        new(new(2025, 12, 1), "Alerte enregistrée", "sur les offres de ce métier"),
    ]);

    public void OnGet()
    {
    }

    /// <summary>The buttons of the examples do nothing, and say so.</summary>
    public IActionResult OnPost()
    {
        this.Say($"C’était un exemple{Nbsp}: rien n’a été fait.");
        return RedirectToPage();
    }

    private static Card Example(string id, string name, string status, HolderMark mark, string task, double? share, params IReadOnlyList<CardNote> notes) =>
        new(Guid.Empty, 1, id, name, $"/vocabulaire#{id}", status, mark, task, new ShareOfTarget(share), notes, []);

    private static IReadOnlyList<PageAction> Moves(string name) =>
    [
        new("Avancer", "/vocabulaire", ActionWeight.Primary, Nothing, name),
        new("Déplacer", "/vocabulaire#cartes", ActionWeight.Tertiary, null, name),
        new("Refuser", "/vocabulaire#cartes", ActionWeight.Tertiary, null, name),
    ];
}
