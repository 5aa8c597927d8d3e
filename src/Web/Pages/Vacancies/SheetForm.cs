using System.Globalization;

using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Applications;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>The sheet of a post as a form: the twelve mandatory items, the three of a post open to contract agents, and who follows it.</summary>
public static class SheetForm
{
    public const string Key = "fiche";

    /// <summary>Where each mandatory item is written.</summary>
    private static readonly Dictionary<SheetItem, string> Places = new()
    {
        [SheetItem.Branch] = "branch", [SheetItem.NeedKind] = "needKind", [SheetItem.CategoryAndCorps] = "category", [SheetItem.RecruitingAuthority] = "recruitingAuthority",
        [SheetItem.Organisation] = "organisation", [SheetItem.Profession] = "profession", [SheetItem.MissionsAndProfile] = "missions", [SheetItem.Conditions] = "conditions", [SheetItem.Title] = "title",
        [SheetItem.Place] = "place", [SheetItem.VacantFrom] = "vacantFrom", [SheetItem.ApplyToAndDeadline] = "applyTo", [SheetItem.JobSheet] = "jobSheet", [SheetItem.LegalBasis] = "legalBasis",
        [SheetItem.RequiredDocuments] = "requiredDocuments",
    };

    /// <summary>The field an item begins with.</summary>
    public static string PlaceOf(SheetItem item) => Places[item];

    /// <summary>The item a field begins, where it does.</summary>
    public static SheetItem? ItemAt(string field) => Places.Where(pair => pair.Value == field).Select(pair => (SheetItem?)pair.Key).FirstOrDefault();

    /// <summary>The mandatory items of a sheet: twelve, and three more where contract agents may apply.</summary>
    public static IEnumerable<SheetItem> Items(Openness? openness) =>
        Enum.GetValues<SheetItem>().Where(item => item < SheetItem.JobSheet || openness is Openness.CivilServantsAndContract or Openness.ContractOnly);

    /// <summary>The fields that hold a part of the sheet, as its JSON names it.</summary>
    public static IReadOnlyList<string> FieldsOf(string part) => part switch
    {
        "criteria" => ["essential", "wished"],
        "reinternalisation" => ["project", "outsourcedShare"],
        "mission" => ["mission", "returnOn"],
        _ => [part],
    };

    public static string NameOf(object field) => field switch { TextField text => text.Name, SelectField select => select.Name, ChoiceField choice => choice.Name, _ => "" };

    public static string LabelOf(object field) => field switch { TextField text => text.Label, SelectField select => select.Label, ChoiceField choice => choice.Legend, _ => "" };

    /// <summary>What a field holds, in words.</summary>
    public static string WordsOf(object field) => field switch
    {
        TextField { Type: "date", Value: { } day } => French.Date(DateOnly.Parse(day, CultureInfo.InvariantCulture)),
        TextField text => text.Value ?? "",
        SelectField select => select.Choices.FirstOrDefault(choice => choice.Value == select.Value)?.Label ?? "",
        ChoiceField choice => string.Join(", ", choice.Choices.Where(one => choice.Values.Contains(one.Value)).Select(one => one.Label)),
        _ => "",
    };

    public static IReadOnlyList<string> ValuesOf(object field) => field switch { TextField text => [text.Value ?? ""], SelectField select => [select.Value ?? ""], ChoiceField choice => [.. choice.Values], _ => [] };

    public static IReadOnlyList<(string Title, IReadOnlyList<object> Fields)> Sections(VacancySheet sheet, Rules rules, DateOnly today, IReadOnlyList<Choice> people) =>
    [
        ("Le poste",
        [
            new TextField("title", "Intitulé", sheet.Title, Hint: "il s’adresse aux femmes et aux hommes : « Ingénieur DevOps F/H »".Replace(" :", "\u00A0:", StringComparison.Ordinal)),
            new TextField("profession", "Métier de référence", sheet.Profession, Hint: "quelques lettres suffisent, ou le mot que vous employez", Autocomplete: "off"),
            new TextField("place", "Localisation", sheet.Place),
            new TextField("organisation", "Organisme", sheet.Organisation, Hint: "tel que l’avis l’écrit"),
            new TextField("recruitingAuthority", "Autorité de recrutement", sheet.RecruitingAuthority),
            Select("branch", "Versant", sheet.Branch), Select("category", "Catégorie", sheet.Category),
            new TextField("corps", "Corps ou grade", sheet.Corps),
        ]),
        ("Le besoin",
        [
            Select("needKind", "Création ou vacance", sheet.NeedKind), Date("neededSince", "Besoin depuis le", sheet.NeededSince, "départ, création ou projet"),
            Date("vacantFrom", "Poste vacant à partir du", sheet.VacantFrom), Date("startWished", "Prise de poste souhaitée", sheet.StartWished),
            new TextField("openings", "Nombre de personnes recherchées", sheet.Openings.ToString(CultureInfo.InvariantCulture), Type: "number"),
            new SelectField("lineManager", "Responsable du poste", people, sheet.LineManager?.ToString(), Empty: "Personne"),
            new SelectField("recruiter", "Chargé ou chargée de recrutement", people, sheet.Recruiter?.ToString(), Empty: "Personne"),
        ]),
        ("L’avis",
        [
            new TextField("missions", "Missions", sheet.Missions, Rows: 6), new TextField("profile", "Profil attendu", sheet.Profile, Rows: 5),
            new TextField("essential", "Critères essentiels", Lines(sheet, essential: true), Hint: "un par ligne : les dossiers et les entretiens sont lus sur eux".Replace(" :", "\u00A0:", StringComparison.Ordinal), Rows: 4),
            new TextField("wished", "Critères souhaités", Lines(sheet, essential: false), Hint: "un par ligne", Rows: 3),
            new TextField("conditions", "Conditions particulières", sheet.Conditions, Rows: 3), new TextField("applyTo", "Adresse où candidater", sheet.ApplyTo),
            Date("applicationsUntil", "Candidatures jusqu’au", sheet.ApplicationsUntil),
        ]),
        ("Ouverture aux contractuels",
        [
            Select("openness", "Ouvert à", sheet.Openness), new SelectField("permanent", "Emploi permanent", [new("oui", "Oui"), new("non", "Non")], sheet.Permanent is { } permanent ? permanent ? "oui" : "non" : null),
            new TextField("contractMonths", "Durée du contrat, en mois", sheet.ContractMonths?.ToString(CultureInfo.InvariantCulture), Type: "number"),
            new SelectField("legalBasis", "Fondement juridique du contrat", [.. rules.LegalBases.Where(one => one.From <= today).DistinctBy(one => one.Code).Select(one => new Choice(one.Code, one.Label))], sheet.LegalBasis),
            new TextField("jobSheet", "Fiche de poste", sheet.JobSheet, Hint: "adresse ou texte", Rows: 2),
            new ChoiceField("requiredDocuments", "Pièces demandées", CaseDeeds.Members<DocumentType>(), [.. (sheet.RequiredDocuments ?? []).Select(type => type.ToString())], Several: true),
            new TextField("documentsText", "Précisions sur les pièces", sheet.DocumentsText, Rows: 2),
        ]),
        ("Ce qui distingue ce poste",
        [
            new TextField("project", "Réinternalise le travail du projet", sheet.Reinternalisation?.Project, Hint: "le projet dont des prestataires font aujourd’hui une part"),
            new TextField("outsourcedShare", "Part externalisée du projet, en %", sheet.Reinternalisation?.OutsourcedShare.ToString(CultureInfo.InvariantCulture), Type: "number"),
            Select("mission", "Mission à durée limitée", sheet.Mission?.Kind) with { Empty = "Non" }, Date("returnOn", "Retour prévu le", sheet.Mission?.ReturnOn, "pour une brigade ou une mission"),
        ]),
    ];

    public static VacancySheet Read(Typed typed) => new(
        typed.Text("title"), typed.Choice<Branch>("branch"), typed.Choice<NeedKind>("needKind"), typed.Choice<Category>("category"), typed.Text("corps"), typed.Text("recruitingAuthority"),
        typed.Text("organisation"), typed.Text("profession"), typed.Text("missions"), typed.Text("profile"), typed.Text("conditions"), typed.Text("place"), typed.Date("vacantFrom"),
        typed.Text("applyTo"), typed.Date("applicationsUntil"), typed.Choice<Openness>("openness"), typed.Text("permanent") is { } permanent ? permanent == "oui" : null,
        typed.Number("contractMonths"), typed.Text("jobSheet"), typed.Text("legalBasis"), typed.Choices<DocumentType>("requiredDocuments") is { Count: > 0 } types ? types : null,
        typed.Text("documentsText"), typed.Number("openings") ?? 1, typed.Id("lineManager"), typed.Id("recruiter"), typed.Date("neededSince"),
        Criteria(typed), typed.Date("startWished"), Brought(typed), Mission(typed));

    /// <summary>Half filled, it says what it lacks.</summary>
    private static Reinternalisation? Brought(Typed typed) =>
        typed.Text("project") is null && typed.Text("outsourcedShare") is null ? null : new(typed.Words("project"), typed.Number("outsourcedShare") ?? -1);

    private static Mission? Mission(Typed typed) => (typed.Choice<MissionKind>("mission"), typed.Date("returnOn")) switch
    {
        (null, null) => null,
        var (kind, back) => new(kind ?? MissionKind.Temporary, back),
    };

    /// <summary>None at all is the same as before there were any.</summary>
    private static AnnouncedCriterion[]? Criteria(Typed typed)
    {
        AnnouncedCriterion[] criteria = [.. Criteria(typed, "essential"), .. Criteria(typed, "wished")];
        return criteria.Length == 0 ? null : criteria;
    }

    private static IEnumerable<AnnouncedCriterion> Criteria(Typed typed, string field) =>
        typed.Words(field).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => new AnnouncedCriterion(name, field == "essential"));

    private static string? Lines(VacancySheet sheet, bool essential) =>
        sheet.Criteria is null ? null : string.Join('\n', sheet.Criteria.Where(criterion => criterion.Essential == essential).Select(criterion => criterion.Name));

    private static SelectField Select<T>(string name, string label, T? value) where T : struct, Enum => new(name, label, CaseDeeds.Members<T>(), value?.ToString());

    private static TextField Date(string name, string label, DateOnly? day, string? hint = null) => new(name, label, day is { } known ? $"{known:yyyy-MM-dd}" : null, hint, Type: "date");
}
