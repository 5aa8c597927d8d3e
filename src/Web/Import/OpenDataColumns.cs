namespace Jalon.Web.Import;

/// <summary>
/// The columns of « Les offres diffusées sur Choisir le service public » (DGAFP, data.gouv.fr, 30 columns), in no settled order. It is published without any
/// description of the posts. Whether the notice was in the Journal officiel and the speciality are not read: nothing here says them.
/// </summary>
public static class OpenDataColumns
{
    /// <summary>Unique but for 1 in 200: repeats are the same notice, or the same notice written otherwise.</summary>
    public static readonly Column Reference = new("Référence", 64, Required: true);

    public static readonly Column Title = new("Intitulé du poste", 250, Required: true);

    /// <summary>Versant.</summary>
    public static readonly Column Branch = new("Versant", 100, Required: true);

    /// <summary>« Catégorie A (cadre) »; empty for apprentices.</summary>
    public static readonly Column Category = new("Catégorie", 100, Required: true);

    public static readonly Column Organisation = new("Organisme de rattachement", 250, Required: true);

    /// <summary>The employer's name, its name and postal address, or nothing.</summary>
    public static readonly Column Employer = new("Employeur", Column.Text);

    /// <summary>Who may apply.</summary>
    public static readonly Column Openness = new("Nature de l'emploi", 200);

    public static readonly Column Profession = new("Métier", 250);

    /// <summary>« Vacant » or « Susceptible d’être vacant ».</summary>
    public static readonly Column NeedKind = new("Statut du poste", 100);

    /// <summary>Department: « Creuse (23) ».</summary>
    public static readonly Column Department = new("Localisation du poste", 250);

    /// <summary>Place of work, often a whole postal address.</summary>
    public static readonly Column Address = new("Lieu d'affectation", 500);

    public static readonly Column AddressText = new("Lieu d'affectation (sans géolocalisation)", 500);

    public static readonly Column Skills = new("Compétences attendues", Column.Text);

    public static readonly Column Documents = new("Documents à transmettre", Column.Text);

    public static readonly Column EducationLevel = new("Niveau d'études", 250);

    public static readonly Column WorkTime = new("Temps Plein", 100);

    public static readonly Column VacantFrom = new("Date de vacance de l'emploi", 30);

    public static readonly Column PublishedFrom = new("Date de début de publication par défaut", 30);

    public static readonly Column PublishedUntil = new("Date de fin de publication par défaut", 30);

    public static readonly Column FirstPublication = new("Date de première publication", 30);

    /// <summary>Said under the conditions of the post, each with the name of its column.</summary>
    public static readonly IReadOnlyList<Column> Conditions =
    [
        new("Télétravail", 250), new("Management", 250), WorkTime, new("Durée du poste", 250), new("Nature de contrat", 250), new("Durée du contrat", 250),
        EducationLevel, new("Niveau d'expérience min. requis", 250), new("Langues", 500), new("Niveaux", 500),
    ];

    public static readonly IReadOnlyList<Column> All = Column.Numbered(
    [
        .. new[]
        {
            Reference, Title, Branch, Category, Organisation, Employer, Openness, Profession, NeedKind, Department, Address, AddressText, Skills, Documents, VacantFrom,
            PublishedFrom, PublishedUntil, FirstPublication,
        },
        .. Conditions,
    ]);
}
