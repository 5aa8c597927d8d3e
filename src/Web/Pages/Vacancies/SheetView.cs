using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Drafting;
using Jalon.Web.Rights;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Two people wrote the sheet at once: what was put together, and what is left to choose.</summary>
/// <param name="By">Who saved first; null when that person was erased.</param>
/// <param name="Taken">What they changed alone, by its label.</param>
/// <param name="Theirs">What they wrote in each field that both changed, by the part it belongs to.</param>
public sealed record SheetWriters(string? By, IReadOnlyList<string> Taken, IReadOnlyDictionary<string, (string Field, string Words)> Theirs)
{
    public string Name => By ?? "Quelqu’un d’autre";

    public string Together => $"La fiche est enregistrée, avec ce que {(By is null ? "quelqu’un d’autre" : By)} y a changé pendant que vous écriviez{French.Nbsp}: {string.Join(", ", Taken)}.";

    internal static SheetWriters Of(SheetMerge merge, string? by, Dictionary<string, (string Words, IReadOnlyList<string> Values)> theirs) => new(by,
        [.. merge.Taken.Select(part => Label(SheetForm.FieldsOf(part)[0])).Distinct()],
        merge.Clashes.ToDictionary(part => part, part => (SheetForm.FieldsOf(part)[0], string.Join('\n', SheetForm.FieldsOf(part).Select(field => theirs[field].Words).Where(words => words.Length > 0)))));

    private static string Label(string field) =>
        SheetForm.Sections(new VacancySheet(), Rules.Default, DateOnly.MinValue, []).SelectMany(section => section.Fields).Where(one => SheetForm.NameOf(one) == field).Select(SheetForm.LabelOf).First().ToLower(French.Culture);
}

/// <summary>All the page of a sheet shows beside what was typed.</summary>
public sealed record SheetView(
    IReadOnlyList<(string Title, IReadOnlyList<object> Fields)> Sections, SheetProgress Progress, ReadRemarks? Remarks, IReadOnlyList<Choice> Organisations, IReadOnlyList<Choice> Former,
    IReadOnlyList<(Guid Id, string? Title, DateTimeOffset At)> Drafts, DateTimeOffset Now)
{
    /// <param name="organisation">Chosen in the form of a new post.</param>
    internal static async Task<SheetView> ReadAsync(Engine engine, Who who, Vacancy? post, Vacancy? former, VacancySheet sheet, StartDelays delays, Guid? organisation, CancellationToken ct)
    {
        var (now, rules) = (engine.Clock.GetUtcNow(), engine.Rules.Current);
        var today = FrenchCalendar.DayOf(now);
        var organisations = post is null ? await SheetText.OrganisationsAsync(engine.Database, Grants.Reach(who, Act.CreateVacancy).In, ct) : [];
        var place = post?.OrganisationId ?? organisation ?? former?.OrganisationId ?? (organisations is [var only] ? Guid.Parse(only.Value) : null);
        var start = await delays.OfAsync(place, sheet.Profession, sheet.NeededSince, ct);
        return new SheetView(
            SheetForm.Sections(sheet, rules, today, await SheetText.PeopleAsync(engine.Database, ct)), SheetProgress.Of(sheet, post, rules, today, start),
            post is null ? null : await EditReading.RemarksAsync(engine, post, ct), organisations, post is null ? await EditReading.FormerAsync(engine, who, ct) : [],
            post is null ? await SheetDraft.OfNewAsync(engine, who.PersonId, $"{SheetForm.Key}-title", ct) : [], now);
    }
}
