namespace Jalon.Web.Import;

/// <summary>
/// The columns of the State's export that are read, and what each one really holds, found by reading the published files. The other columns of the 56
/// (names of managers, country, frequency of update, language, contract length…) are empty, constant or personal data: they are ignored, as is any unknown one.
/// <c>Offer_CustomFields_Date1_</c> is not read either: a deadline here, a start date there, its meaning is not settled.
/// </summary>
public static class TalentsoftColumns
{
    /// <summary>« Référence » of the notice, unique; the key of the import.</summary>
    public static readonly Column Reference = new("Offer_Reference_", 64, Required: true);

    /// <summary>Number of the notice in the export's own database.</summary>
    public static readonly Column OfferId = new("OfferID", 32);

    /// <summary>« Diffusée »: the only state that goes in.</summary>
    public static readonly Column Status = new("Offer_OfferStatus_", 60, Required: true);

    /// <summary>Short title.</summary>
    public static readonly Column Title = new("JobDescriptionTranslation_JobTitle_", 250, Required: true);

    /// <summary>Long title, sometimes with the corps on a first line of its own.</summary>
    public static readonly Column TitleLong = new("Offer_CustomFieldsTranslation_LongText1_", 600);

    /// <summary>Despite its name, the versant: « Fonction publique de l’Etat », « … Territoriale ».</summary>
    public static readonly Column Branch = new("JobDescription_SalaryRange_", 100, Required: true);

    /// <summary>The versant again, or « Apprentissage et Stage »: used where the column above is empty.</summary>
    public static readonly Column BranchEntity = new("Origin_Entity_With2", 200);

    /// <summary>A, B or C.</summary>
    public static readonly Column Category = new("JobDescription_CustomFields_CustomCodeTableValue1_", 60, Required: true);

    /// <summary>Corps or grade; empty in the published files.</summary>
    public static readonly Column Corps = new("JobDescription_CustomFieldsTranslation_ShortText2_", 250);

    /// <summary>Ministry, or family of employers (« Communes »).</summary>
    public static readonly Column Entity3 = new("Origin_Entity_With3", 250);

    public static readonly Column Entity4 = new("Origin_Entity_With4", 250);

    public static readonly Column Entity5 = new("Origin_Entity_With5", 250);

    /// <summary>The lowest entity known to the State, a repeat of one of the three above.</summary>
    public static readonly Column Entity = new("Origin_Entity_", 250, Required: true);

    /// <summary>The employer's name, or its presentation, or its name and postal address, or nothing.</summary>
    public static readonly Column Employer = new("Offer_CustomFieldsTranslation_LongText2_", Column.Text);

    /// <summary>Presentation of the employer.</summary>
    public static readonly Column EmployerText = new("JobDescription_CustomFieldsTranslation_LongText1_", Column.Text);

    /// <summary>Presentation of the team and its surroundings.</summary>
    public static readonly Column TeamText = new("JobDescription_CustomFieldsTranslation_LongText3_", Column.Text);

    /// <summary>Profession of the reference frame, with its old code in brackets.</summary>
    public static readonly Column Profession = new("JobDescription_PrimaryProfile_", 250);

    public static readonly Column Missions = new("JobDescriptionTranslation_Description1_", Column.Text, Required: true);

    public static readonly Column Profile = new("JobDescriptionTranslation_Description2_", Column.Text);

    /// <summary>Conditions of work, required licence, experience.</summary>
    public static readonly Column Conditions = new("JobDescription_CustomFieldsTranslation_LongText2_", Column.Text);

    /// <summary>Street address, with « N.C » for an unknown street.</summary>
    public static readonly Column Address = new("Location_JobLocation_", 500);

    /// <summary>City, or an address again.</summary>
    public static readonly Column City = new("Location_CustomFieldsTranslation_ShortText1_", 250);

    public static readonly Column Region = new("Location_Region_Region_", 100);

    /// <summary>« Hauts-de-Seine (92) ».</summary>
    public static readonly Column Department = new("Location_Department_Department_", 100);

    public static readonly Column Latitude = new("Offer_CoordLat_", 30);

    public static readonly Column Longitude = new("Offer_CoordLong_", 30);

    /// <summary>Despite its name, « Vacant » or « Susceptible d’être vacant ».</summary>
    public static readonly Column NeedKind = new("JobDescription_ProfessionalCategory_", 100, Required: true);

    /// <summary>Despite its name, who may apply; empty means civil servants.</summary>
    public static readonly Column Openness = new("JobDescription_Contract_", 200);

    /// <summary>Date the post is vacant from.</summary>
    public static readonly Column VacantFrom = new("Origin_BeginningDate_", 30, Required: true);

    public static readonly Column PublishedFrom = new("SchedulingData_DefaultPublicationBeginDate_", 30, Required: true);

    public static readonly Column PublishedUntil = new("SchedulingData_DefaultPublicationEndDate_", 30, Required: true);

    public static readonly Column FirstPublication = new("FirstPublicationDate", 30);

    public static readonly Column Modified = new("Offer_ModificationDate_", 30);

    /// <summary>« Temps complet », « Temps non complet ».</summary>
    public static readonly Column WorkTime = new("OfferCustomBlock1_CustomFields_CustomCodeTableValue3_", 100);

    public static readonly Column EducationLevel = new("ApplicantCriteria_EducationLevel_", 250);

    public static readonly IReadOnlyList<Column> All = Column.Numbered(
    [
        Reference, OfferId, Status, Title, TitleLong, Branch, BranchEntity, Category, Corps, Entity3, Entity4, Entity5, Entity, Employer, EmployerText, TeamText,
        Profession, Missions, Profile, Conditions, Address, City, Region, Department, Latitude, Longitude, NeedKind, Openness, VacantFrom, PublishedFrom,
        PublishedUntil, FirstPublication, Modified, WorkTime, EducationLevel,
    ]);
}
