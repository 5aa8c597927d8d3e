using Jalon.Grains;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Cockpit.Experiments;
using Jalon.Web.Host;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>One experiment: its rule, its curves, its guard-rails, and its verdict when the day has come.</summary>
public sealed class ExperimentModel(Engine engine) : PageModel
{
    /// <summary>Days listed under the curves.</summary>
    private const int Step = 15;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Perimeter Perimeter { get; private set; } = null!;

    public ExperimentView View { get; private set; } = null!;

    public SurvivalChart? Chart { get; private set; }

    public string Where => View.Experiment.OrganisationId is { } scope ? Perimeter.Tree.Name(scope) : "toute la filière";

    public IEnumerable<int> Days => Enumerable.Range(0, (View.Horizon / Step) + 1).Select(place => place * Step);

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } experiment) return NotFound();
        View = await ExperimentView.ReadAsync(engine, experiment, ct);
        if (format == "csv") return Export();
        if (View.A.Curve.Table.Cases + View.B.Curve.Table.Cases > 0) Chart = SurvivalChart.Of([(Drawn(View.A), true), (Drawn(View.B), false)], View.Horizon);
        return Page();
    }

    /// <summary>Ends the entries; those who entered are followed to the end, and nothing is concluded.</summary>
    public async Task<IActionResult> OnPostArreterAsync(string? motif, CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } experiment) return NotFound();
        if (motif?.Trim() is not { Length: >= 5 and <= Experiment.TextLength } why) this.Say("Écrivez pourquoi les entrées s’arrêtent.");
        else if (await new ExperimentTables(engine.Database).StopAsync(Id, why, engine.Clock.GetUtcNow(), ct)) this.Say("Les entrées sont arrêtées. Les postes entrés sont suivis jusqu’au bout, sans verdict.");
        else this.Say($"Cette expérimentation est déjà arrêtée ou terminée, depuis le {French.Date(experiment.EndsOn)} au plus tard.");
        return Redirect($"{ExperimentsModel.Address}/{Id}");
    }

    private async Task<Experiment?> FindAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return null;
        Perimeter = perimeter;
        return await new ExperimentTables(engine.Database).FindAsync(Id, ct) is { } one && ExperimentsModel.Concerns(one, perimeter) ? one : null;
    }

    private Group Drawn(Arm arm) => new(arm.Variant == Variant.A ? "A, l’usage" : "B", View.Experiment.StartsOn, View.Experiment.EndsOn, arm.Curve, arm.Outcomes);

    private FileContentResult Export() => Csv.File("experimentation", ["jours", "A encore en attente", "A suivis", "B encore en attente", "B suivis"], Days.Select(day => (IReadOnlyList<object?>)
        [day, View.A.Curve.At(day), SurvivalChart.StillFollowed(Drawn(View.A), day), View.B.Curve.At(day), SurvivalChart.StillFollowed(Drawn(View.B), day)]));

    public long Followed(Arm arm, int day) => SurvivalChart.StillFollowed(Drawn(arm), day);

    public static string Waiting(Arm arm, int day) => arm.Curve.At(day) is { } share ? share.ToString("P0", French.Culture) : "–";

    public static string Median(SurvivalCurve curve) => curve.Table.Cases < DelayView.LeastShown ? "moins de 5 cas" : curve.Median.Day is { } day ? $"{day:N0}\u00A0jours" : "non atteinte";
}
