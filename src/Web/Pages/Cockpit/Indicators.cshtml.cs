using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>What the programme follows, against its goals.</summary>
public sealed class IndicatorsModel(Engine engine, Forecaster forecaster, KeptFigures figures) : PageModel
{
    public const string Address = "/indicateurs";

    public Perimeter Perimeter { get; private set; } = null!;

    public Indicators Found { get; private set; } = null!;

    public Programme Programme { get; private set; } = null!;

    /// <summary>An organisation may have a goal of its own, as a row of its own in the parameters.</summary>
    public Gauge? Own { get; private set; }

    public IReadOnlyList<Reinternalised> Reinternalised { get; private set; } = [];

    public Wishes Wishes { get; private set; } = null!;

    public IReadOnlyList<FilterMenu> Menus { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        (Found, Programme) = await figures.YearAsync(perimeter);
        Reinternalised = await Jalon.Web.Cockpit.Reinternalised.ReadAsync(engine.Database, perimeter, engine.Rules.Current, ct);
        Wishes = Wishes.Of((await forecaster.ReadAsync(perimeter.Tree, ct)).Open.Where(one => perimeter.Shows(one.Place.Post)), perimeter.To);
        Own = perimeter.Filters.Organisation is { } chosen && engine.Rules.Current.On(perimeter.To, "goal.recruits", chosen) is { OrganisationId: not null } goal ? new Gauge($"Objectif propre à {perimeter.Tree.Name(chosen)}", Found.Gauges[0].Seen, goal.Amount, goal.Reference) : null;
        if (Request.Query["format"] == "csv") return Export();
        Menus = [FilterMenu.Organisation(perimeter, HttpContext.Who(), Address)];
        return Page();
    }

    private FileContentResult Export() => Csv.File("indicateurs", ["Indicateur", "Détail", "Constaté", "Objectif"],
    [
        .. Found.Gauges.Append(Programme.Creations).Select(gauge => (IReadOnlyList<object?>)["Objectif du programme", gauge.Label, gauge.Seen, gauge.Goal]),
        .. Found.Ways.Select(way => (IReadOnlyList<object?>)["Places pourvues", OutcomeWords.Of(way.Way), way.Places, null]),
        .. Found.Releases.Select(one => (IReadOnlyList<object?>)["Accord de départ, médiane en jours", one.Origin, one.Median.Day, null]),
        .. Reinternalised.Select(one => (IReadOnlyList<object?>)["Poste qui réinternalise", $"{one.Title}, {Perimeter.Tree.Name(one.OrganisationId)}, {OutcomeWords.Of(one.Outcome)}, {French.Count(one.Places, "place", "places")}, {one.Days} jours", one.Share, null]),
        ["Dates souhaitées", "places ouvertes avec une date", Wishes.Places, null],
        ["Dates souhaitées", "dont probablement trop tôt", Wishes.TooEarly, null], ["Dates souhaitées", "écart médian en jours", Wishes.Days, null],
        .. Found.Channels.SelectMany(line => new (string, int)[] { ("déposées", line.Filed), ("recevables", line.Examined), ("retenues", line.Retained), ("en poste", line.InPost) }
            .Select(count => (IReadOnlyList<object?>)[$"Canal {line.Channel.Label()}", count.Item1, count.Item2, null])),
        .. Found.People.Where(figure => !figure.Hidden).Select(figure => (IReadOnlyList<object?>)["Qui candidate", string.Join(" · ", figure.Filters.Select(one => one ?? "ensemble")), figure.Count, null]),
        .. Programme.Satisfaction.Where(one => one.Counts is not null).Select(one => (IReadOnlyList<object?>)[one.Question, one.Group, one.Said, null]),
    ]);

    public (int Risk, int Barred) Thresholds => (engine.Rules.Current.On(Perimeter.To, "outsourcing-risk").Amount, engine.Rules.Current.On(Perimeter.To, "outsourcing-barred").Amount);

    public string People(CandidateStatus? status, string? ministry)
    {
        var figure = Found.People.FirstOrDefault(one => one.Filters[0] == status?.ToString() && one.Filters[1] == ministry);
        return figure is null ? "0" : figure.Hidden ? "masqué" : figure.Count.ToString("N0", French.Culture);
    }
}
