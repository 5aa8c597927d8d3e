using Jalon.Grains;
using Jalon.Insights.Forecasts;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>How good past forecasts were: said each Monday, scored once known.</summary>
public sealed class AccuracyModel(Engine engine, KeptFigures figures) : PageModel
{
    public Perimeter Perimeter { get; private set; } = null!;

    public IReadOnlyList<Backtest> Tests { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        Tests = await figures.BacktestsAsync(perimeter);
        if (Request.Query["format"] == "csv")
            return Csv.File("justesse", ["horizon", "de", "a", "previsions", "annonce", "constate", "brier", "brier_courbe_simple"],
                Tests.SelectMany(test => test.Table.Select(line => (IReadOnlyList<object?>)[test.Horizon, line.From, line.To, line.Posts, line.Said, line.Seen, test.Brier, test.PlainBrier])));
        return Page();
    }

    public static string Verdict(Backtest test) =>
        !test.Enough ? $"Pas de verdict\u00A0: {test.Known} prévisions sont connues à {test.Horizon} jours, il en faut {Backtest.LeastPosts}."
        : string.Create(French.Culture, $"{(test.Brier <= test.PlainBrier ? "Plus" : "Moins")} justes que la courbe simple\u00A0: erreur {test.Brier:0.000} contre {test.PlainBrier:0.000}.");
}
