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

    public static IReadOnlyList<(string Title, IReadOnlyList<object> Fields)> Sections(VacancySheet sheet, Rules rules, DateOnly today, IReadOnlyList<Choice> people) =>
    [
        ("Le poste",
        [
            new TextField("title", "Intitulé", sheet.Title, Hint: "il s’adresse aux femmes et aux hommes : « Ingénieur DevOps F/H »".Replace(" :", "\u00A0:", StringComparison.Ordinal)),
            new TextField("profession", "Métier de référence", sheet.Profession),
            new TextField("place", "Localisation", sheet.Place),
            new TextField("organisation", "Organisme", sheet.Organisation, Hint: "tel que l’avis l’écrit"),
            new TextField("recruitingAuthority", "Autorité de recrutement", sheet.RecruitingAuthority),
            Select("branch", "Versant", sheet.Branch), Select("category", "Catégorie", sheet.Category),
            new TextField("corps", "Corps ou grade", sheet.Corps),
        ]),
        ("Le besoin",
        [
            Select("needKind", "Création ou vacance", sheet.NeedKind), Date("neededSince", "Besoin depuis le", sheet.NeededSince, "départ, création ou projet"),
            Date("vacantFrom", "Poste vacant à partir du", sheet.VacantFrom),
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
    ];

    public static VacancySheet Read(Typed typed) => new(
        typed.Text("title"), typed.Choice<Branch>("branch"), typed.Choice<NeedKind>("needKind"), typed.Choice<Category>("category"), typed.Text("corps"), typed.Text("recruitingAuthority"),
        typed.Text("organisation"), typed.Text("profession"), typed.Text("missions"), typed.Text("profile"), typed.Text("conditions"), typed.Text("place"), typed.Date("vacantFrom"),
        typed.Text("applyTo"), typed.Date("applicationsUntil"), typed.Choice<Openness>("openness"), typed.Text("permanent") is { } permanent ? permanent == "oui" : null,
        typed.Number("contractMonths"), typed.Text("jobSheet"), typed.Text("legalBasis"), typed.Choices<DocumentType>("requiredDocuments") is { Count: > 0 } types ? types : null,
        typed.Text("documentsText"), typed.Number("openings") ?? 1, typed.Id("lineManager"), typed.Id("recruiter"), typed.Date("neededSince"),
        Criteria(typed));

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
