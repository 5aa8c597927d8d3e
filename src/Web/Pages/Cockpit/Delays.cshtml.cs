using Jalon.Grains;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Web.Cockpit;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>A line of a tab: a step or an organisation, with its own delays.</summary>
public sealed record DelayLine(string Name, string Url, DelayView View);

/// <summary>Delays, asked in any way the address can say, each with its definition.</summary>
public sealed class DelaysModel(Engine engine, Freshness freshness) : PageModel
{
    public const string Address = "/delais";

    /// <summary>Days at which shares are told in the table.</summary>
    public static readonly IReadOnlyList<int> Marks = [90, 180, 270, 360];

    public static readonly IReadOnlyList<(string Key, string Label)> Tabs = [("courbe", "Courbe"), ("issues", "Issues"), ("etapes", "Par étape"), ("organisations", "Par organisation")];

    public Perimeter Perimeter { get; private set; } = null!;

    public DelayView View { get; private set; } = null!;

    public SurvivalChart? Chart { get; private set; }

    public IReadOnlyList<FilterMenu> Menus { get; private set; } = [];

    public IReadOnlyList<DelayLine> Lines { get; private set; } = [];

    public IReadOnlyList<Kept> Kept { get; private set; } = [];

    public string Tab { get; private set; } = "courbe";

    public DelayQuestion Question => View.Question;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter || DelayQuestion.Read(Request.Query) is not { } question) return NotFound();
        Tab = Request.Query["onglet"] is [{ Length: > 0 } tab] ? tab : "courbe";
        if (Tabs.All(one => one.Key != Tab)) return NotFound();
        Perimeter = perimeter;
        View = await ReadAsync(perimeter, question, ct);
        if (Request.Query["format"] == "csv") return Export();
        if (View.Recent.Cases >= DelayView.LeastShown) Chart = SurvivalChart.Of(View);
        Kept = await freshness.ReadAsync(perimeter, ct);
        Lines = Tab switch { "etapes" => await StepsAsync(question, ct), "organisations" => await OrganisationsAsync(question, ct), _ => [] };
        Menus = await MenusAsync(ct);
        return Page();
    }

    /// <summary>The same question, with something changed.</summary>
    public string Ask(params ReadOnlySpan<(string Name, string? Value)> changed)
    {
        List<(string, string?)> all =
        [
            ("delai", ClockWord), ("etape", Question.Step), ("vue", Question.Cohort ? "cohorte" : null), ("jours", Question.Working ? "ouvres" : null),
            ("comparer", Question.LastYear ? "annee" : null), ("onglet", Tab == "courbe" ? null : Tab), .. changed,
        ];
        return Address + Perimeter.Filters.Query([.. all]);
    }

    private string? ClockWord => Question.Clock switch { PostClock.Choice => "choix", PostClock.Notice => "publication", _ => null };

    /// <summary>The visits of a step, or the places of a delay, that the recent period counts.</summary>
    public string CasesUrl => "/dossiers" + (Question.Step is { } step ? Perimeter.Filters.Query(("voir", "blocage"), ("groupe", step))
        : Perimeter.Filters.Query(("voir", "places"), ("delai", ClockWord), ("vue", Question.Cohort ? "cohorte" : null)));

    private Task<DelayView> ReadAsync(Perimeter perimeter, DelayQuestion question, CancellationToken ct) => DelayView.ReadAsync(engine.Database, perimeter, question, null, ct);

    private async Task<IReadOnlyList<DelayLine>> StepsAsync(DelayQuestion question, CancellationToken ct)
    {
        var lines = new List<DelayLine>();
        var places = await DelayView.PlacesAsync(engine.Database, Perimeter, question, ct);
        foreach (var step in StepGroups.Steps) lines.Add(new DelayLine(step, Ask(("etape", step), ("onglet", null)), await DelayView.ReadAsync(engine.Database, Perimeter, question with { Step = step }, places, ct)));
        return lines;
    }

    private async Task<IReadOnlyList<DelayLine>> OrganisationsAsync(DelayQuestion question, CancellationToken ct)
    {
        var roots = (Perimeter.Organisations ?? [.. Perimeter.Tree.All]).Select(Perimeter.Tree.Root).Distinct().Where(root => Perimeter.Organisations?.Contains(root) != false);
        var lines = new List<DelayLine>();
        foreach (var root in roots.OrderBy(Perimeter.Tree.Name, StringComparer.Create(French.Culture, false)))
        {
            var narrowed = Perimeter with { Organisations = [.. Perimeter.Tree.Below(root)], Filters = Perimeter.Filters with { Organisation = root } };
            lines.Add(new DelayLine(Perimeter.Tree.Name(root), Ask(("organisation", $"{root}"), ("onglet", null)), await ReadAsync(narrowed, question, ct)));
        }

        return lines;
    }

    private async Task<IReadOnlyList<FilterMenu>> MenusAsync(CancellationToken ct)
    {
        var path = Ask();
        FilterMenu Menu(string label, bool active, params (string Label, string Url, bool Current)[] choices) => new(label, active, [.. choices.Select(one => new FilterChoice(one.Label, one.Url, one.Current))]);
        var professions = await FilterMenu.ProfessionsAsync(engine.Database, Perimeter, ct);
        var delay = Question.Step ?? Question.Clock switch { PostClock.Arrival => "du besoin à la prise de poste", PostClock.Choice => "du besoin au choix", _ => "de la publication au choix" };
        return
        [
            Menu($"Délai{French.Nbsp}: {delay}", false,
            [
                ("Du besoin à la prise de poste", Ask(("delai", null), ("etape", null)), Question is { Step: null, Clock: PostClock.Arrival }),
                ("Du besoin au choix", Ask(("delai", "choix"), ("etape", null)), Question is { Step: null, Clock: PostClock.Choice }),
                ("De la publication au choix", Ask(("delai", "publication"), ("etape", null)), Question is { Step: null, Clock: PostClock.Notice }),
                .. StepGroups.Steps.Select(step => (step, Ask(("etape", step)), Question.Step == step)),
            ]),
            Menu($"Période{French.Nbsp}: {Perimeter.Months}{French.Nbsp}mois", false, [.. Filters.Periods.Select(months => ($"{months} derniers mois", Ask(("periode", $"{months}")), months == Perimeter.Months))]),
            Menu($"Comparer{French.Nbsp}: {View.Before.Name}", false, ($"Les {Perimeter.Months} mois d’avant", Ask(("comparer", null)), !Question.LastYear), ("Les mêmes mois, un an plus tôt", Ask(("comparer", "annee")), Question.LastYear)),
            Menu(Question.Cohort ? "Cohorte d’entrée" : "Période calendaire", Question.Cohort, ("Période calendaire", Ask(("vue", null)), !Question.Cohort), ("Cohorte d’entrée", Ask(("vue", "cohorte")), Question.Cohort)),
            Rebased(FilterMenu.Organisation(Perimeter, HttpContext.Who(), ""), path), Rebased(FilterMenu.Profession(Perimeter.Filters, professions, ""), path), Rebased(FilterMenu.Category(Perimeter.Filters, ""), path),
        ];
    }

    /// <summary>The filters that all pages share, kept beside what only this one asks.</summary>
    private static FilterMenu Rebased(FilterMenu menu, string path)
    {
        var own = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), path).Query).Where(pair => pair.Key is "delai" or "etape" or "vue" or "jours" or "comparer" or "onglet")
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}").ToList();
        return menu with { Choices = [.. menu.Choices.Select(one => one with { Url = Address + (own.Count == 0 ? one.Url : $"{(one.Url.Length == 0 ? "?" : $"{one.Url}&")}{string.Join('&', own)}") })] };
    }

    private FileContentResult Export() => Csv.File("delais", ["Groupe", "Du", "Au (exclu)", "Jour", "Suivis", "Arrivés", "Part restante", "Bas 95 %", "Haut 95 %"],
        new[] { View.Recent, View.Before }.SelectMany(group => group.Curve.Points.Select(point => (IReadOnlyList<object?>)[group.Name, group.From, group.To, point.Day, point.AtRisk, point.Ended, point.Survival, point.Low, point.High])));

    public static string Quantile(Quantile quantile) => quantile.Day is { } day ? $"{day.ToString("N0", French.Culture)}{French.Nbsp}j" : "non atteinte";

    /// <summary>Mean days waited within the horizon, those still waiting counted up to it; a dash where nobody was followed that long.</summary>
    public static string Mean(SurvivalCurve curve) => curve.MeanWithin(DelayView.MeanDays) is { } mean ? $"{mean.Days.ToString("N0", French.Culture)}{French.Nbsp}j (±{French.Nbsp}{(1.96 * mean.StandardError).ToString("N0", French.Culture)})" : "–";

    public static string Share(double? share) => share?.ToString("P0", French.Culture) ?? "–";
}
