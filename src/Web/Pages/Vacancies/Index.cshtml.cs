using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>One vacancy of the list.</summary>
/// <param name="Since">« 74 j » since the need.</param>
public sealed record VacancyRow(string Url, string? BoardUrl, string Title, string Meta, string Stage, bool Suspended, Openings Openings, string Since, HolderMark? Mark, string? Task, IReadOnlyList<string> Tags);

/// <summary>The vacancies the reader may see.</summary>
public sealed class IndexModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "etape")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "apres")]
    public string? After { get; set; }

    public IReadOnlyList<VacancyRow> Rows { get; private set; } = [];

    public IReadOnlyList<(string Label, int Count, string? Kind)> Filters { get; private set; } = [];

    public string? NextUrl { get; private set; }

    public bool MayCreate { get; private set; }

    public bool MayImport { get; private set; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || Kind is not null || After is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Text is { Length: > 200 } || Text?.Contains('\0', StringComparison.Ordinal) == true) return BadRequest();
        if (Kind is not null && Kind != VacancyFilter.Ended && !VacancyFilter.Stages.Any(stage => stage.ToString() == Kind)) return NotFound();
        var who = HttpContext.Who();
        var now = engine.Clock.GetUtcNow();
        var page = await VacancyList.ReadAsync(engine.Database, who, new VacancyFilter(Text, Kind, Cursor()), ct);
        var held = (await VacancyHolder.CurrentAsync(engine.Database, [.. page.Lines.Select(line => line.Vacancy.Id)], ct)).ToDictionary(one => one.VacancyId);
        var names = await Names.OfAsync(engine.Database, held.Values.SelectMany(one => (IEnumerable<Guid?>)[one.Holder.PersonId, one.Holder.OrganisationId]), ct);
        Rows = [.. page.Lines.Select(line => Row(line, held.GetValueOrDefault(line.Vacancy.Id), who, names, now))];
        Filters =
        [
            ("En cours", page.Counts.Where(pair => pair.Key != VacancyFilter.Ended).Sum(pair => pair.Value), null),
            .. VacancyFilter.Stages.Select(stage => (stage.Label(), page.Counts.GetValueOrDefault(stage.ToString()), (string?)stage.ToString())),
            ("Terminés", page.Counts.GetValueOrDefault(VacancyFilter.Ended), VacancyFilter.Ended),
        ];
        if (page is { More: true, Lines: [.., var last] }) NextUrl = Address(Kind, $"{VacancyList.PlaceOf(last.Vacancy)}.{last.Vacancy.Id}");
        (MayCreate, MayImport) = (Grants.Somewhere(who, Act.CreateVacancy) == Right.Allowed, Grants.Somewhere(who, Act.ImportVacancies) == Right.Allowed);
        return Page();
    }

    /// <summary>The same list, with another filter.</summary>
    public string Address(string? kind, string? after = null)
    {
        var query = QueryString.Empty;
        if (!string.IsNullOrWhiteSpace(Text)) query = query.Add("q", Text);
        if (kind is not null) query = query.Add("etape", kind);
        if (after is not null) query = query.Add("apres", after);
        return $"/postes{query}";
    }

    private (string Place, Guid Id)? Cursor() =>
        After?.Split('.') is [var rank and ("0" or "1" or "2"), var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", out _) && Guid.TryParse(id, out var known) ? ($"{rank}.{day}", known) : null;

    private static IEnumerable<string> Tags(SheetSummary sheet)
    {
        if (sheet.OutsourcedShare is not null) yield return "réinternalisation";
        if (sheet.Mission is { } mission) yield return mission == MissionKind.Brigade ? "brigade" : "mission";
    }

    private static VacancyRow Row(VacancyLine line, VacancyHeld? held, Who who, Names names, DateTimeOffset now)
    {
        var vacancy = line.Vacancy;
        var url = $"/postes/{vacancy.Id}";
        var meta = string.Join(" · ", new[] { line.Organisation, vacancy.Place, vacancy.Reference is { } reference ? $"réf. {reference}" : null }.OfType<string>());
        var holder = held?.Holder ?? new Holder(Role.Recruiter, vacancy.OrganisationId, vacancy.Sheet.Recruiter);
        var step = new Step(held?.Step ?? "", held?.Name ?? "", held?.Kind ?? TimeKind.Administration, holder, held?.Since ?? now, null, null);
        var mark = vacancy.End is not null ? null : Whose.Mark(step, BoardQuery.WaitsFor(who, step, line.Subject.OrganisationPath, []), names);
        return new VacancyRow(url, Grants.Allows(who, Act.SeeBoard, line.Subject) ? $"{url}/tableau" : null, vacancy.Title ?? "Poste sans intitulé", meta,
            vacancy.End?.Label() ?? vacancy.Stage.Label(), vacancy.Suspension is not null, OpeningBoxes.Of(vacancy), Days.Since(vacancy.NeededSince, FrenchCalendar.DayOf(now)),
            mark, mark is null || held is null ? null : Whose.Task(held.Name), [.. Tags(vacancy.Sheet)]);
    }
}
