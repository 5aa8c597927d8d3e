namespace Jalon.Web.Import;

/// <summary>Where each known column is in one file, found by name: the order is not guaranteed.</summary>
internal sealed record Layout(IReadOnlyList<string> Header, int[] Places)
{
    /// <summary>The layout of a header, or the sentence that says why the file is refused.</summary>
    public static (Layout? Found, string? WhyRefused) Of(IReadOnlyList<string> header)
    {
        var names = header.Select(name => name.Trim().Trim('\uFEFF')).ToArray();
        var places = TalentsoftColumns.All.Select(column => Array.IndexOf(names, column.Name)).ToArray();
        if (TalentsoftColumns.All.FirstOrDefault(column => names.Count(name => name == column.Name) > 1) is { } twice)
            return (null, $"La colonne {twice.Name} figure deux fois dans ce fichier\u00A0: on ne peut pas savoir laquelle lire. Supprimez-en une, puis relancez l’import.");
        if (places.Count(place => place >= 0) < 3) return (null, AnotherFile(names));
        var missing = TalentsoftColumns.All.Where(column => column.Required && places[column.Index] < 0).Select(column => column.Name).ToList();
        if (places[TalentsoftColumns.Branch.Index] < 0 && places[TalentsoftColumns.BranchEntity.Index] >= 0) missing.Remove(TalentsoftColumns.Branch.Name);
        return missing.Count == 0
            ? (new Layout(names, places), null)
            : (null, $"Il manque {(missing.Count == 1 ? "une colonne obligatoire" : $"{missing.Count} colonnes obligatoires")} dans ce fichier\u00A0: {string.Join(", ", missing)}. "
                + "Exportez les offres de nouveau avec toutes les colonnes.");
    }

    private static string AnotherFile(string[] names)
    {
        var text = string.Join(';', names);
        const string what = "Jalon lit l’export des offres à 56\u00A0colonnes, avec Offer_Reference_ et JobDescriptionTranslation_JobTitle_.";
        if (text.Contains("Par_ref_offre", StringComparison.Ordinal)) return $"Ce fichier est le flux destiné à France Travail, pas l’export des offres. {what}";
        if (text.Contains("Intitulé du poste", StringComparison.Ordinal) || text.Contains("Organisme de rattachement", StringComparison.Ordinal))
            return $"Ce fichier est le jeu de données ouvert «\u00A0offres diffusées\u00A0» à 30\u00A0colonnes, sans description des postes. {what}";
        if (text.Contains(TalentsoftColumns.Reference.Name, StringComparison.Ordinal))
            return "Les colonnes de ce fichier ne sont pas séparées par des points-virgules. Enregistrez-le de nouveau avec le point-virgule comme séparateur, puis relancez l’import.";
        return $"Ce fichier a d’autres colonnes que l’export des offres. {what}";
    }
}
