using Jalon.Grains;
using Jalon.Grains.Reference;
using Jalon.Grains.Vacancies;
using Jalon.Web.Drafting;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>A mandatory item of the sheet being written.</summary>
/// <param name="Remark">What whoever validates said of it.</param>
public sealed record SheetTick(string Label, string Field, bool Written, bool Remark);

/// <summary>A value offered for a field, one press away.</summary>
public sealed record Offered(string Field, string Value, string Label);

/// <summary>What the sheet being written says of itself: items ticked off, a title for both genders, a profession of the list, a date that can be met.</summary>
public sealed record SheetProgress(VacancySheet Sheet, IReadOnlyList<SheetTick> Ticks, ProfessionList Professions, RealisticStart? Start, OutsourcingMark Outsourcing)
{
    public int Written => Ticks.Count(tick => tick.Written);

    public static SheetProgress Of(VacancySheet sheet, Vacancy? post, Rules rules, DateOnly today, RealisticStart? start)
    {
        var missing = sheet.Summary().Missing;
        return new SheetProgress(sheet,
            [.. SheetForm.Items(sheet.Openness).Select(item => new SheetTick(Capital(item.Label()), SheetForm.PlaceOf(item), !missing.Contains(item), post?.Remarks?.Items.ContainsKey(item) == true))],
            rules.Professions(today), start, Reinternalisation.MarkOf(sheet.Reinternalisation?.OutsourcedShare ?? 0, rules, today));
    }

    /// <summary>What is said under a field, and what is offered for it.</summary>
    public (string? Sentence, bool Warns, IReadOnlyList<Offered> Offers) Help(string field) => field switch
    {
        "title" => Title(),
        "profession" => Profession(),
        "startWished" => StartWished(),
        "outsourcedShare" => Outsourcing == OutsourcingMark.Usual ? (null, false, []) : (Said(Outsourcing, Sheet.Reinternalisation!.OutsourcedShare), true, []),
        _ => (null, false, []),
    };

    /// <summary>Fields that have something said under them while they are typed.</summary>
    public static readonly IReadOnlyList<string> Helped = ["title", "profession", "startWished", "outsourcedShare"];

    /// <summary>« 75 % du projet externalisé : à risque ».</summary>
    public static string Said(OutsourcingMark mark, int share) => $"{share}{French.Nbsp}% du projet externalisé{(mark == OutsourcingMark.Usual ? "" : $"{French.Nbsp}: {mark.Label()}")}";

    private (string? Sentence, bool Warns, IReadOnlyList<Offered> Offers) Title() =>
        TwoGenders.Suggest(Sheet.Title) is { } suggested ? ("L’intitulé s’adresse aux femmes et aux hommes.", true, [new("title", suggested, suggested)]) : (null, false, []);

    private (string? Sentence, bool Warns, IReadOnlyList<Offered> Offers) Profession()
    {
        if (Sheet.Profession is not { } typed) return (null, false, []);
        if (Professions.Called(typed) is { } known)
            return known.Label == typed ? ($"Métier du répertoire{(known.Rome is { } code ? $", code ROME {code}" : "")}.", false, []) : (null, false, [new("profession", known.Label, known.Label)]);
        var found = ProfessionSearch.Find(Professions, typed);
        return (found.Count == 0 ? "Aucun métier du répertoire ne répond à ces mots. Votre texte est gardé." : "Métiers du répertoire qui y répondent\u00A0:", false,
            [.. found.Select(one => new Offered("profession", one.Profession.Label, one.By is { } word ? $"{one.Profession.Label} ({word})" : one.Profession.Label))]);
    }

    private (string? Sentence, bool Warns, IReadOnlyList<Offered> Offers) StartWished()
    {
        if (Start is null) return ("Trop peu d’arrivées observées en un an pour dire une date réaliste.", false, []);
        var why = $"{French.Count((int)Start.Posts, "place pourvue", "places pourvues")} en un an ({Start.Source})\u00A0: une sur deux l’est en {French.Count(Start.MedianDays, "jour", "jours")} au plus après le besoin.";
        var early = Start.TooEarly(Sheet.StartWished);
        return (early > 0 ? $"Plus tôt de {French.Count(early, "jour", "jours")} que ce qui s’observe. {why}" : why, early > 0,
            Sheet.StartWished is null || early > 0 ? [new("startWished", $"{Start.Start:yyyy-MM-dd}", French.Date(Start.Start))] : []);
    }

    private static string Capital(string text) => char.ToUpper(text[0], French.Culture) + text[1..];
}
