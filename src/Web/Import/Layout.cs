namespace Jalon.Web.Import;

/// <summary>The files that are read here, told apart by their columns.</summary>
internal enum FileKind { Talentsoft, OpenData, Filings }

/// <summary>Where each known column is in one file, found by name: the order is not guaranteed.</summary>
internal sealed record Layout(FileKind Kind, IReadOnlyList<string> Header, int[] Places)
{
    private static readonly (FileKind Kind, string Name, IReadOnlyList<Column> Columns)[] Known =
    [
        (FileKind.Talentsoft, "l’export des offres à 56\u00A0colonnes", TalentsoftColumns.All),
        (FileKind.OpenData, "le jeu de données ouvert «\u00A0offres diffusées\u00A0» à 30\u00A0colonnes", OpenDataColumns.All),
        (FileKind.Filings, "le fichier de candidatures", FilingColumns.All),
    ];

    /// <summary>The layout of a header, or the sentence that says why the file is refused.</summary>
    public static (Layout? Found, string? WhyRefused) Of(IReadOnlyList<string> header)
    {
        var names = header.Select(name => name.Trim().Trim('\uFEFF').Replace('’', '\'')).ToArray();
        var (kind, what, columns) = Known.MaxBy(known => known.Columns.Count(column => names.Contains(column.Name)));
        var places = columns.Select(column => Array.IndexOf(names, column.Name)).ToArray();
        if (places.Count(place => place >= 0) < 3) return (null, AnotherFile(names));
        if (columns.FirstOrDefault(column => names.Count(name => name == column.Name) > 1) is { } twice)
            return (null, $"La colonne {twice.Name} figure deux fois dans ce fichier\u00A0: on ne peut pas savoir laquelle lire. Supprimez-en une, puis relancez l’import.");
        var missing = columns.Where(column => column.Required && places[column.Index] < 0).Select(column => column.Name).ToList();
        if (kind == FileKind.Talentsoft && places[TalentsoftColumns.BranchEntity.Index] >= 0) missing.Remove(TalentsoftColumns.Branch.Name);
        return missing.Count == 0
            ? (new Layout(kind, names, places), null)
            : (null, $"Ce fichier semble être {what}, mais il lui manque {(missing.Count == 1 ? "une colonne obligatoire" : $"{missing.Count} colonnes obligatoires")}\u00A0: "
                + $"{string.Join(", ", missing)}. Exportez-le de nouveau avec toutes les colonnes.");
    }

    private static string AnotherFile(string[] names)
    {
        var text = string.Join(';', names);
        const string what = "Jalon lit l’export des offres à 56\u00A0colonnes (avec Offer_Reference_), le jeu de données ouvert des offres (avec Référence et Intitulé du poste) "
            + "et le fichier de candidatures (avec Référence du poste).";
        if (text.Contains("Par_ref_offre", StringComparison.Ordinal)) return $"Ce fichier est le flux destiné à France Travail\u00A0: les offres y sont déjà transformées. {what}";
        if (Known.Any(known => text.Contains(known.Columns[0].Name, StringComparison.Ordinal)))
            return "Les colonnes de ce fichier ne sont pas séparées par des points-virgules. Enregistrez-le de nouveau avec le point-virgule comme séparateur, puis relancez l’import.";
        return $"Ce fichier a d’autres colonnes que ceux que Jalon lit. {what}";
    }
}
