namespace Jalon.Web.Own;

/// <summary>
/// The families of skills of the digital profession, as the State's campus sorts its training, and the four levels a person declares for themself. They find posts for a
/// person; they rank nobody.
/// </summary>
public static class Expertise
{
    public static readonly IReadOnlyList<(string Code, string Label)> All =
    [
        ("agilite-produit", "Agilité et produit"), ("communs-libres", "Communs et logiciels libres"), ("cybersecurite", "Cybersécurité"), ("donnee", "Donnée"),
        ("design-accessibilite", "Design et accessibilité"), ("environnement-travail", "Environnement numérique de travail"), ("numerique-responsable", "Numérique responsable"),
        ("infrastructures-cloud", "Technologies, infrastructures et cloud"), ("transformation", "Transformation numérique"),
    ];

    /// <summary>A skill declared elsewhere keeps its code.</summary>
    public static string LabelOf(string code) => All.FirstOrDefault(one => one.Code == code).Label ?? code;

    public static string Level(int level) => level switch { 1 => "notions", 2 => "pratique", 3 => "maîtrise", _ => "expertise" };
}
