using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Legal;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>Deadlines under one heading: where they stand today, and month by month afterwards.</summary>
/// <param name="Open">Shown at once; the others are one click away.</param>
public sealed record LegalGroup(string Id, string Title, bool Late, bool Open, IReadOnlyList<LegalLine> Lines);

/// <summary>The legal deadlines of the cases somebody may see, the late ones first, each with its proof.</summary>
public sealed class LegalDeadlinesModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regle")]
    public string? Rule { get; set; }

    public IReadOnlyList<LegalGroup> Groups { get; private set; } = [];

    public IReadOnlyList<FilterMenu> Filters { get; private set; } = [];

    /// <summary>What there is to know first.</summary>
    public string Sentence { get; private set; } = "";

    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var all = await LegalQuery.ReadAsync(engine, HttpContext.Who(), ct);
        if (Rule is not null && !Labels.Has($"LegalRule.{Rule}")) return NotFound();
        Today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        IReadOnlyList<LegalLine> lines = [.. all.Where(line => Rule is null || line.Deadline.Rule == Rule)];
        Filters =
        [
            new(Rule is null ? "Règle" : Labels.Of($"LegalRule.{Rule}"), Rule is not null,
            [
                new($"Toutes les règles · {all.Count}", "/echeances", Rule is null),
                .. all.GroupBy(line => line.Deadline.Rule).OrderBy(group => group.First().Rule, StringComparer.Create(French.Culture, ignoreCase: true))
                    .Select(group => new FilterChoice($"{group.First().Rule} · {group.Count()}", $"/echeances?regle={group.Key}", Rule == group.Key)),
            ]),
        ];
        Groups = [.. GroupsOf(lines)];
        Sentence = Told(lines);
        return Page();
    }

    /// <summary>The page where what the deadline produced can be printed, once it has.</summary>
    public static string? Certificate(LegalLine line) => line is { Place: LegalPlace.Past, Deadline.Rule: "origin-silence" } ? $"{line.Case.Url}/attestation" : null;

    private static IEnumerable<LegalGroup> GroupsOf(IReadOnlyList<LegalLine> lines)
    {
        foreach (var place in (LegalPlace[])[LegalPlace.Past, LegalPlace.Near])
            if (lines.Where(line => line.Place == place).OrderBy(line => line.Deadline.Day).ToList() is { Count: > 0 } some) yield return new LegalGroup($"{place}", place.Label(), place == LegalPlace.Past, true, some);
        var first = true;
        foreach (var month in lines.Where(line => line.Place == LegalPlace.Later).GroupBy(line => (line.Deadline.Day!.Value.Year, line.Deadline.Day.Value.Month)).OrderBy(month => month.Key))
        {
            yield return new LegalGroup($"{month.Key.Year}-{month.Key.Month:00}", MonthOf(month.First().Deadline.Day!.Value), false, first, [.. month.OrderBy(line => line.Deadline.Day)]);
            first = false;
        }

        if (lines.Where(line => line.Place == LegalPlace.Standing).ToList() is { Count: > 0 } standing) yield return new LegalGroup($"{LegalPlace.Standing}", LegalPlace.Standing.Label(), false, true, standing);
    }

    /// <summary>« Décembre 2026 ».</summary>
    private static string MonthOf(DateOnly day) => day.ToString("MMMM yyyy", French.Culture) is var month ? char.ToUpper(month[0], French.Culture) + month[1..] : "";

    private static string Told(IReadOnlyList<LegalLine> lines)
    {
        if (lines.Count == 0) return "";
        var (past, near) = (lines.Count(line => line.Place == LegalPlace.Past), lines.Count(line => line.Place == LegalPlace.Near));
        var next = lines.FirstOrDefault(line => line.Place is LegalPlace.Near or LegalPlace.Later)?.Deadline.Day is { } day ? $"{French.Nbsp}; la prochaine tombe le {French.FullDate(day)}" : "";
        return $"{(past == 0 ? "Aucune échéance n’est dépassée" : French.Count(past, "échéance est dépassée", "échéances sont dépassées"))}, {(near == 0 ? "aucune n’arrive" : French.Count(near, "arrive", "arrivent"))} dans les cinq jours ouvrés{next}.";
    }
}
