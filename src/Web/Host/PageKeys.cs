namespace Jalon.Web.Host;

/// <summary>The keys of a page, and what each does.</summary>
public sealed record KeysOf(string Where, IReadOnlyList<(IReadOnlyList<string> Keys, string Does)> Rows);

/// <summary>Every key there is. Each has its button: they are listed for who wants them.</summary>
public static class PageKeys
{
    /// <summary>What to press for the first, the second… of a list of reasons.</summary>
    public const string Signs = "123456789ABCD";

    public static readonly KeysOf Everywhere = new("Partout", [(["Ctrl", "K"], "chercher une personne, un poste, une référence"), (["?"], "toutes les touches"), (["Échap"], "fermer, et rendre le focus")]);

    public static readonly KeysOf Day = new("Ma journée", [(["J", "K"], "ligne suivante, précédente"), (["Entrée"], "agir"), (["S"], "plus tard"), (["O"], "ouvrir")]);

    public static readonly KeysOf Board = new("Tableau d’un poste",
        [(["M", "1", "à", "8"], "déplacer"), (["A"], "avancer"), (["R", "chiffre"], "refuser"), (["X"], "choisir"), (["←", "↑", "↓", "→"], "carte voisine")]);

    public static readonly KeysOf Triage = new("Tri",
        [(["A"], "recevable"), (["R", "chiffre"], "non recevable"), (["D"], "demander une pièce"), (["S"], "plus tard"), (["O"], "ouvrir le dossier"), (["P"], "refuser plusieurs à la fois"), (["Z"], "annuler")]);

    public static readonly KeysOf Shortlist = new("Présélection", [(["G"], "garder"), (["E"], "écarter, avec son motif"), (["←", "→"], "personne voisine"), (["P"], "proposer les personnes gardées")]);

    public static readonly KeysOf Together = new("Refuser ensemble", [(["chiffre"], "la raison, pour chaque personne cochée")]);

    public static readonly KeysOf Opinion = new("Évaluation", [(["1", "à", "4"], "le niveau du premier critère sans réponse"), (["Ctrl", "Entrée"], "déposer l’avis")]);

    public static readonly KeysOf Interview = new("Planifier un entretien", [(["P"], "proposer les créneaux cochés")]);

    public static readonly KeysOf Publication = new("Diffusion d’un poste", [(["P"], "publier sur tous les canaux")]);

    public static readonly KeysOf Cockpit = new("Ce matin et Blocages", [(["J", "K"], "ligne suivante, précédente"), (["Entrée"], "agir"), (["O"], "ouvrir"), (["B"], "où la chaîne bloque"), (["V"], "voir les dossiers de la première ligne")]);

    public static readonly IReadOnlyList<KeysOf> All = [Everywhere, Day, Board, Triage, Together, Shortlist, Interview, Opinion, Publication, Cockpit];
}
