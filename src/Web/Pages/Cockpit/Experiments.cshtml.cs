using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Cockpit.Experiments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>The experiments of the reader's perimeter.</summary>
public sealed class ExperimentsModel(Engine engine) : PageModel
{
    public const string Address = "/experimentations";

    public Perimeter Perimeter { get; private set; } = null!;

    public IReadOnlyList<Experiment> Experiments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        Experiments = [.. (await new ExperimentTables(engine.Database).AllAsync(ct)).Where(one => Concerns(one, perimeter))];
        return Page();
    }

    /// <summary>An experiment is shown to whoever may count all its posts.</summary>
    internal static bool Concerns(Experiment one, Perimeter perimeter) => perimeter.Organisations is null || (one.OrganisationId is { } scope && perimeter.Organisations.Contains(scope));

    public string Where(Experiment one) => one.OrganisationId is { } scope ? Perimeter.Tree.Name(scope) : "toute la filière";

    public static string Odds(double power) => power.ToString("P0", French.Culture);
}
