namespace Jalon.Web.Host;

/// <summary>The keys of a page, and what each does.</summary>
public sealed record KeysOf(string Where, IReadOnlyList<(IReadOnlyList<string> Keys, string Does)> Rows);

/// <summary>Every key there is. Each has its button: they are listed for who wants them.</summary>
public static class PageKeys
{
    public static readonly KeysOf Everywhere = new("Partout", [(["Ctrl", "K"], "chercher une personne, un poste, une référence"), (["?"], "toutes les touches"), (["Échap"], "fermer, et rendre le focus")]);

    public static readonly KeysOf Day = new("Ma journée", [(["J", "K"], "ligne suivante, précédente"), (["Entrée"], "agir"), (["S"], "plus tard"), (["O"], "ouvrir")]);

    public static readonly KeysOf Board = new("Tableau d’un poste",
        [(["M", "1", "à", "8"], "déplacer"), (["A"], "avancer"), (["R", "chiffre"], "refuser"), (["X"], "choisir"), (["←", "↑", "↓", "→"], "carte voisine")]);

    public static readonly KeysOf Triage = new("Tri",
        [(["A"], "recevable"), (["R", "chiffre"], "non recevable"), (["D"], "demander une pièce"), (["S"], "plus tard"), (["O"], "ouvrir le dossier"), (["Z"], "annuler")]);

    public static readonly KeysOf Shortlist = new("Présélection", [(["G"], "garder"), (["E"], "écarter, avec son motif"), (["←", "→"], "personne voisine")]);

    public static readonly IReadOnlyList<KeysOf> All = [Everywhere, Day, Board, Triage, Shortlist];
}
