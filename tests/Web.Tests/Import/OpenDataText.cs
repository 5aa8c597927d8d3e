namespace Jalon.Web.Tests.Import;

/// <summary>Files in the layout of the open data, made of invented notices.</summary>
internal static class OpenDataText
{
    public static readonly IReadOnlyDictionary<string, string> Sample = new Dictionary<string, string>
    {
        ["Organisme de rattachement"] = "Ministère Alpha",
        ["Référence"] = "2026-2001",
        ["Versant"] = "Fonction Publique de l'Etat",
        ["Catégorie"] = "Catégorie A (cadre)",
        ["Nature de l'emploi"] = "Emploi ouvert aux titulaires et aux contractuels",
        ["Métier"] = "Développeuse / Développeur",
        ["Statut du poste"] = "Susceptible d'être vacant",
        ["Intitulé du poste"] = "Développeuse ou développeur (h/f)",
        ["Localisation du poste"] = "Creuse (23)",
        ["Lieu d'affectation"] = "",
        ["Lieu d'affectation (sans géolocalisation)"] = "",
        ["Télétravail"] = "Oui",
        ["Management"] = "Non",
        ["Temps Plein"] = "Oui",
        ["Durée du poste"] = "",
        ["Durée du contrat"] = "",
        ["Nature de contrat"] = "",
        ["Niveau d'études"] = "Niveau 7 Master/diplômes équivalents",
        ["Niveau d'expérience min. requis"] = "",
        ["Compétences attendues"] = "Curiosité",
        ["Documents à transmettre"] = "Un curriculum vitæ",
        ["Avis de vacances au JO"] = "",
        ["Date de vacance de l'emploi"] = "01/03/2027",
        ["Date de début de publication par défaut"] = "02/11/2026",
        ["Date de fin de publication par défaut"] = "31/12/9999",
        ["Date de première publication"] = "01/11/2026",
        ["Spécialisation"] = "",
        ["Langues"] = "",
        ["Niveaux"] = "",
        ["Employeur"] = "",
    };

    public static string Record(params (string Column, string Cell)[] changes)
    {
        var cells = Sample.ToDictionary();
        foreach (var (column, cell) in changes) cells[column] = cell;
        return string.Join(';', cells.Values.Select(ExportText.Quoted));
    }

    public static string File(params string[] records) => string.Join("\r\n", [string.Join(';', Sample.Keys), .. records]) + "\r\n";
}
