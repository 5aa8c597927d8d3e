using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static Jalon.Grains.FieldRules;

namespace Jalon.Grains.Vacancies;

/// <summary>All a person fills in about a post. Kept whole in a side row, one per revision; facts and state keep its <see cref="SheetSummary"/>.</summary>
/// <param name="Organisation">The employing organisation as the notice writes it.</param>
/// <param name="Profession">Code or label of the profession.</param>
/// <param name="Openings">How many people are sought on this notice.</param>
/// <param name="Criteria">What files and interviews are read against, announced with the notice.</param>
/// <param name="StartWished">When somebody is hoped at work: a wish, beside the day the post is vacant.</param>
public sealed record VacancySheet(
    string? Title = null, Branch? Branch = null, NeedKind? NeedKind = null, Category? Category = null, string? Corps = null, string? RecruitingAuthority = null,
    string? Organisation = null, string? Profession = null, string? Missions = null, string? Profile = null, string? Conditions = null, string? Place = null,
    DateOnly? VacantFrom = null, string? ApplyTo = null, DateOnly? ApplicationsUntil = null, Openness? Openness = null, bool? Permanent = null, int? ContractMonths = null,
    string? JobSheet = null, string? LegalBasis = null, IReadOnlyList<DocumentType>? RequiredDocuments = null, string? DocumentsText = null, int Openings = 1,
    Guid? LineManager = null, Guid? Recruiter = null, DateOnly? NeededSince = null, IReadOnlyList<AnnouncedCriterion>? Criteria = null, DateOnly? StartWished = null,
    Reinternalisation? Reinternalisation = null, Mission? Mission = null)
{
    public const int TitleLength = 150;

    /// <summary>More could not be read side by side.</summary>
    public const int MostCriteria = 15;

    private const int LongText = 20_000;

    /// <summary>What the state and the facts keep: short fields, the missing items, a digest that tells whether anything changed.</summary>
    public SheetSummary Summary() => new(
        Title, Branch, NeedKind, Category, Corps, Profession, Place, VacantFrom, ApplicationsUntil, Openness, Permanent, ContractMonths, LegalBasis,
        [.. (RequiredDocuments ?? []).Distinct().Order()], Openings, LineManager, Recruiter, NeededSince, [.. Missing()], Digest(),
        Reinternalisation?.OutsourcedShare, Mission?.Kind, Mission?.ReturnOn);

    internal IEnumerable<FieldProblem> Problems() =>
    [
        .. Text("title", Title, TitleLength), .. Text("corps", Corps, 200), .. Text("recruitingAuthority", RecruitingAuthority, 200), .. Text("organisation", Organisation, 300),
        .. Text("profession", Profession, 200), .. Text("missions", Missions, LongText), .. Text("profile", Profile, LongText), .. Text("conditions", Conditions, LongText),
        .. Text("place", Place, 300), .. Text("applyTo", ApplyTo, 1_000), .. Text("jobSheet", JobSheet, LongText), .. Text("legalBasis", LegalBasis, 40),
        .. Text("documentsText", DocumentsText, LongText),
        .. Day("vacantFrom", VacantFrom), .. Day("applicationsUntil", ApplicationsUntil), .. Day("neededSince", NeededSince), .. Day("startWished", StartWished),
        .. Between("openings", Openings, 1, 500), .. Between("contractMonths", ContractMonths, 1, 72), .. Id("lineManager", LineManager), .. Id("recruiter", Recruiter),
        .. Known("branch", Branch), .. Known("needKind", NeedKind), .. Known("category", Category), .. Known("openness", Openness),
        .. (RequiredDocuments ?? []).SelectMany(type => Known<DocumentType>("requiredDocuments", type)), .. CriteriaProblems(),
        .. Reinternalisation?.Problems() ?? [], .. Mission?.Problems(StartWished ?? VacantFrom) ?? [],
    ];

    /// <summary>The same post for another need: what is dated of the former one is left out.</summary>
    public VacancySheet ForAnotherNeed() => this with
    {
        VacantFrom = null,
        ApplicationsUntil = null,
        NeededSince = null,
        StartWished = null,
        Openings = 1,
        Mission = Mission is null ? null : Mission with { ReturnOn = null },
    };

    private IEnumerable<FieldProblem> CriteriaProblems()
    {
        var criteria = Criteria ?? [];
        if (criteria.DistinctBy(criterion => criterion?.Name).Count() < criteria.Count) yield return new("criteria", "Deux critères ont le même nom.");
        foreach (var problem in Between("criteria", Criteria?.Count, 0, MostCriteria)) yield return problem;
        foreach (var problem in criteria.SelectMany(criterion => Text("criteria", criterion?.Name, AnnouncedCriterion.NameLength, required: true))) yield return problem;
    }

    internal IEnumerable<(string Field, Guid PersonId)> NamedPeople()
    {
        if (LineManager is { } manager) yield return ("sheet.lineManager", manager);
        if (Recruiter is { } recruiter) yield return ("sheet.recruiter", recruiter);
    }

    private IEnumerable<SheetItem> Missing()
    {
        if (Branch is null) yield return SheetItem.Branch;
        if (NeedKind is null) yield return SheetItem.NeedKind;
        if (Category is null || Empty(Corps)) yield return SheetItem.CategoryAndCorps;
        if (Empty(RecruitingAuthority)) yield return SheetItem.RecruitingAuthority;
        if (Empty(Organisation)) yield return SheetItem.Organisation;
        if (Empty(Profession)) yield return SheetItem.Profession;
        if (Empty(Missions) || Empty(Profile)) yield return SheetItem.MissionsAndProfile;
        if (Empty(Conditions)) yield return SheetItem.Conditions;
        if (Empty(Title)) yield return SheetItem.Title;
        if (Empty(Place)) yield return SheetItem.Place;
        if (VacantFrom is null) yield return SheetItem.VacantFrom;
        if (Empty(ApplyTo)) yield return SheetItem.ApplyToAndDeadline;
        if (Openness is null or Vacancies.Openness.CivilServantsOnly) yield break;
        if (Empty(JobSheet)) yield return SheetItem.JobSheet;
        if (Empty(LegalBasis)) yield return SheetItem.LegalBasis;
        if (RequiredDocuments is null or [] && Empty(DocumentsText)) yield return SheetItem.RequiredDocuments;
    }

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);

    private string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Written()))[..12]);

    internal string Written() => JsonSerializer.Serialize(this, Json.Options);
}

/// <summary>One criterion of the notice, essential or wished for.</summary>
public sealed record AnnouncedCriterion(string Name, bool Essential)
{
    public const int NameLength = 200;
}

/// <summary>The short part of a sheet: what is listed, searched and decided on. No long text, no address a person answers at.</summary>
/// <param name="Missing">Mandatory items not written yet.</param>
/// <param name="Digest">Changes with any field of the sheet, long texts included.</param>
/// <param name="OutsourcedShare">Percent of the project done outside, where the post brings it back.</param>
public sealed record SheetSummary(
    string? Title, Branch? Branch, NeedKind? NeedKind, Category? Category, string? Corps, string? Profession, string? Place, DateOnly? VacantFrom, DateOnly? ApplicationsUntil,
    Openness? Openness, bool? Permanent, int? ContractMonths, string? LegalBasis, IReadOnlyList<DocumentType> RequiredDocuments, int Openings,
    Guid? LineManager, Guid? Recruiter, DateOnly? NeededSince, IReadOnlyList<SheetItem> Missing, string Digest,
    int? OutsourcedShare = null, MissionKind? Mission = null, DateOnly? ReturnOn = null);
