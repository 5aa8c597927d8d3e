namespace Jalon.Web.Import;

/// <summary>The columns of our own file of candidates and applications, described in <c>docs/guide/imports.md</c>: a line is a person who applies to a post.</summary>
public static class FilingColumns
{
    public static readonly Column Reference = new("Référence du poste", 100, Required: true);

    /// <summary>What the person is called in the tool the file comes from; it is what recognises them from one import to the next.</summary>
    public static readonly Column Key = new("Identifiant", 64);

    public static readonly Column GivenName = new("Prénom", 100, Required: true);

    public static readonly Column FamilyName = new("Nom", 100, Required: true);

    /// <summary>Recognises the person where there is no <see cref="Key"/>.</summary>
    public static readonly Column Email = new("Courriel", 254);

    public static readonly Column Phone = new("Téléphone", 25);

    public static readonly Column Status = new("Statut", 60, Required: true);

    public static readonly Column Category = new("Catégorie", 60);

    public static readonly Column Corps = new("Corps", 120);

    public static readonly Column Grade = new("Grade", 120);

    /// <summary>The day the application was received, with its time where known; empty when nobody knows.</summary>
    public static readonly Column FiledAt = new("Date de candidature", 30);

    /// <summary>By which way it came, in the words of the application's page.</summary>
    public static readonly Column Source = new("Source", 60);

    public static readonly IReadOnlyList<Column> All = Column.Numbered([Reference, Key, GivenName, FamilyName, Email, Phone, Status, Category, Corps, Grade, FiledAt, Source]);

    /// <summary>The column a field of the commands comes from.</summary>
    public static Column? Of(string field) => field switch
    {
        "givenName" => GivenName,
        "familyName" => FamilyName,
        "email" => Email,
        "phone" => Phone,
        "status" => Status,
        "category" => Category,
        "corps" => Corps,
        "grade" => Grade,
        "filedAt" => FiledAt,
        "channel" => Source,
        _ => null,
    };
}
