namespace Jalon.Web.Demonstration;

/// <summary>Names of nobody: ordinary given names and family names, put together by chance.</summary>
internal static class Names
{
    public static readonly string[] Given =
    [
        "Adèle", "Agathe", "Alice", "Amina", "Anaïs", "Assa", "Aurore", "Bastien", "Baptiste", "Bilal", "Camille", "Cédric", "Chloé", "Clara", "Damien", "Dounia", "Élodie", "Émile",
        "Fanny", "Farid", "Florent", "Gabriel", "Gaël", "Hélène", "Hugo", "Ibrahim", "Inès", "Jeanne", "Joris", "Julie", "Karine", "Kevin", "Laura", "Léa", "Leïla", "Lucas", "Lucie",
        "Maël", "Maëva", "Manon", "Margot", "Mathis", "Maxime", "Mélanie", "Moussa", "Nadia", "Nathan", "Nicolas", "Noémie", "Nora", "Océane", "Olivier", "Pauline", "Quentin", "Rachid",
        "Raphaël", "Romane", "Sabrina", "Salomé", "Samuel", "Sarah", "Sébastien", "Soizic", "Sonia", "Théo", "Thomas", "Valentin", "Victor", "Wassim", "Yanis", "Yann", "Zoé",
    ];

    public static readonly string[] Family =
    [
        "Abadie", "Albert", "Allard", "Arnaud", "Aubry", "Bailly", "Barbier", "Baron", "Belkacem", "Benali", "Berger", "Blanchet", "Bodin", "Bonnet", "Bouvier", "Brun", "Camara", "Carlier",
        "Caron", "Chevalier", "Colin", "Collet", "Cordier", "Coulibaly", "Da Silva", "Delmas", "Denis", "Diarra", "Dupuis", "Evrard", "Fabre", "Faure", "Ferreira", "Fleury", "Fontaine",
        "Gaillard", "Garnier", "Gauthier", "Gilbert", "Girard", "Guérin", "Haddad", "Hamon", "Henry", "Huet", "Jacquet", "Joly", "Kaci", "Lacroix", "Lambert", "Laurent", "Le Goff",
        "Leclerc", "Legrand", "Lemaire", "Lemoine", "Lopez", "Maillard", "Marchal", "Marty", "Masson", "Mercier", "Meunier", "Monnier", "Nguyen", "Noël", "Ouali", "Paris", "Perrot",
        "Petit", "Picard", "Prévost", "Renaud", "Rey", "Rivière", "Roche", "Rousseau", "Roy", "Sanchez", "Schmitt", "Sylla", "Tessier", "Traoré", "Vasseur", "Vidal", "Weber",
    ];

    /// <summary>« Noël » → « noel »: what an address can carry.</summary>
    public static string Plain(string name)
    {
        var letters = name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit);
        return string.Concat(letters).ToLowerInvariant();
    }
}
