using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Reading;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>When each open place should be filled, and which will be late.</summary>
public sealed class ForecastsModel(Engine engine, Forecaster forecaster) : PageModel
{
    public const string Address = "/previsions";

    /// <summary>Lines of the page; the export has them all.</summary>
    public const int MostShown = 50;

    public Perimeter Perimeter { get; private set; } = null!;

    public IReadOnlyList<Outlook> Outlooks { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Titles { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<FilterMenu> Menus { get; private set; } = [];

    public int Open { get; private set; }

    public int InDanger { get; private set; }

    public bool DangerOnly { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        DangerOnly = Request.Query["voir"] == "danger";
        var all = (await forecaster.ReadAsync(perimeter.Tree, ct)).Open.Where(one => perimeter.Shows(one.Place.Post)).ToList();
        (Open, InDanger) = (all.Count, all.Count(one => one.Danger is not null));
        Outlooks = [.. all.Where(one => !DangerOnly || one.Danger is not null).OrderBy(one => one.Danger is null).ThenBy(one => one.Arrival.P80 ?? int.MaxValue).ThenBy(one => one.Place.Post.VacancyId)];
        Titles = await PostTitles.OfAsync(engine.Database, [.. Outlooks.Select(one => one.Place.Post.VacancyId).Distinct()], ct);
        if (Request.Query["format"] == "csv") return Export();
        Menus = [FilterMenu.Organisation(perimeter, HttpContext.Who(), Address), FilterMenu.Profession(perimeter.Filters, await FilterMenu.ProfessionsAsync(engine.Database, perimeter, ct), Address), FilterMenu.Category(perimeter.Filters, Address)];
        return Page();
    }

    public string Day(int? days) => days is { } known ? Days.Short(Perimeter.To.AddDays(known), Perimeter.To) : "au-delà de deux ans";

    public string Ask(bool danger, string? format = null) => Address + Perimeter.Filters.Query(("voir", danger ? "danger" : null), ("format", format));

    public string NoteUrl(Outlook one) => $"{MorningModel.Address}/action?organisation={one.Place.Post.OrganisationId}&poste={one.Place.Post.VacancyId}";

    private FileContentResult Export() => Csv.File("previsions", ["Poste", "Organisation", "Métier", "Place", "Besoin", "Promis", "Étape", "Jours dans l’étape", "Choix 50 %", "Choix 80 %", "Arrivée 10 %", "Arrivée 50 %", "Arrivée 80 %", "Arrivée 90 %", "En danger"],
        Outlooks.Select(one => (IReadOnlyList<object?>)[Titles.GetValueOrDefault(one.Place.Post.VacancyId), Perimeter.Tree.Name(one.Place.Post.OrganisationId), one.Place.Post.Profession, one.Place.Post.Place,
            one.Place.Post.Span.From, one.Place.Post.Promised, Way.Names[one.Standing.Step], one.Standing.Elapsed, In(one.Choice?.P50), In(one.Choice?.P80), In(one.Arrival.P10), In(one.Arrival.P50),
            In(one.Arrival.P80), In(one.Arrival.P90), one.Danger]));

    private DateOnly? In(int? days) => days is { } known ? Perimeter.To.AddDays(known) : null;
}
