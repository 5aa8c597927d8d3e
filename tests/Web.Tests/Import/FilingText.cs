namespace Jalon.Web.Tests.Import;

/// <summary>Files of candidates and applications, made of invented people.</summary>
internal static class FilingText
{
    public static readonly IReadOnlyDictionary<string, string> Sample = new Dictionary<string, string>
    {
        ["Référence du poste"] = "2026-1",
        ["Identifiant"] = "",
        ["Prénom"] = "Salomé",
        ["Nom"] = "Girard",
        ["Courriel"] = "salome.girard@exemple.test",
        ["Téléphone"] = "01 99 00 12 34",
        ["Statut"] = "Titulaire",
        ["Catégorie"] = "A",
        ["Corps"] = "Attaché",
        ["Grade"] = "",
        ["Date de candidature"] = "03/11/2026 14:05",
        ["Source"] = "Choisir le service public",
    };

    public static string Record(params (string Column, string Cell)[] changes)
    {
        var cells = Sample.ToDictionary();
        foreach (var (column, cell) in changes) cells[column] = cell;
        return string.Join(';', cells.Values.Select(ExportText.Quoted));
    }

    public static string File(params string[] records) => string.Join("\r\n", [string.Join(';', Sample.Keys), .. records]) + "\r\n";
}
