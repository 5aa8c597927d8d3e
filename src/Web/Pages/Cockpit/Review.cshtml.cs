using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>Two pages to print for the monthly review of a ministry: where it stands, then what to decide.</summary>
public sealed class ReviewModel(Engine engine, Forecaster forecaster, Freshness freshness, KeptFigures figures) : PageModel
{
    public const string Address = "/revue";

    public Perimeter Perimeter { get; private set; } = null!;

    public MorningView View { get; private set; } = null!;

    public Blockage Blockage { get; private set; } = null!;

    public TrendChart? Trend { get; private set; }

    public IReadOnlyList<FilterMenu> Menus { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        View = await MorningView.ReadAsync(engine, forecaster, freshness, figures, perimeter, ct);
        Blockage = await figures.BlockageAsync(perimeter);
        Trend = TrendChart.Of(View.Headline);
        Menus = [FilterMenu.Period(perimeter.Filters, Address), FilterMenu.Organisation(perimeter, HttpContext.Who(), Address)];
        return Page();
    }

    public string Month => Perimeter.To.AddDays(-1).ToString("MMMM yyyy", French.Culture);
}
