using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Components;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>Where posts wait, at whose, and what it costs.</summary>
public sealed class BlockagesModel(Engine engine, KeptFigures figures) : PageModel
{
    public const string Address = "/blocages";

    public const int MostDelays = 5;

    public Perimeter Perimeter { get; private set; } = null!;

    public Blockage Blockage { get; private set; } = null!;

    public IReadOnlyList<Workload> Workloads { get; private set; } = [];

    public IReadOnlyList<FilterMenu> Menus { get; private set; } = [];

    public WaitBars? Bars { get; private set; }

    public HeatMap? Map { get; private set; }

    public HeatMeasure Measure { get; private set; }

    public static readonly IReadOnlyList<(HeatMeasure Measure, string Key, string Label)> Measures =
        [(HeatMeasure.Waiting, "attente", "Attente"), (HeatMeasure.Late, "retard", "Part en retard"), (HeatMeasure.Gain, "gain", "Gain possible")];

    public IReadOnlyDictionary<TimeKind, double> Totals => WaitBars.Kinds.ToDictionary(kind => kind, kind => Blockage.Groups.Sum(group => group.Days.GetValueOrDefault(kind)));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct, channels: true) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        Blockage = await figures.BlockageAsync(perimeter);
        if (Request.Query["format"] == "csv") return Export();
        Workloads = await Workload.ReadAsync(engine.Database, perimeter, engine.Clock.GetUtcNow(), ct);
        Menus =
        [
            FilterMenu.Period(perimeter.Filters, Address), FilterMenu.Organisation(perimeter, HttpContext.Who(), Address),
            FilterMenu.Profession(perimeter.Filters, await FilterMenu.ProfessionsAsync(engine.Database, perimeter, ct), Address), FilterMenu.Category(perimeter.Filters, Address),
            FilterMenu.Channel(perimeter.Filters, Address),
        ];
        if (!Draw()) return NotFound();
        if (Blockage.Filled >= Headline.LeastPosts) Bars = WaitBars.Of(Blockage.Groups, Blockage.First?.Line.Place.Stage);
        return Page();
    }

    public string MapUrl(string procedure, string measure) => Address + Perimeter.Filters.Query(("procedure", procedure), ("couleur", measure == "attente" ? null : measure)) + "#procedure";

    /// <summary>The procedure asked, else the one of the first delay. False where the address names another.</summary>
    private bool Draw()
    {
        var (asked, colour) = (Request.Query["procedure"] is [{ Length: > 0 } id] ? id : null, Request.Query["couleur"] is [{ Length: > 0 } key] ? key : "attente");
        if ((asked is not null && HeatMap.Procedures.All(one => one.Id != asked)) || Measures.All(one => one.Key != colour)) return false;
        Measure = Measures.First(one => one.Key == colour).Measure;
        var first = Blockage.First?.Line.Place.Step;
        Map = HeatMap.Of(asked ?? HeatMap.Procedures.FirstOrDefault(one => first is not null && HeatMap.StepsOf(one.Id).Contains(first), HeatMap.Procedures[1]).Id, Blockage.Heat, Measure);
        return true;
    }

    /// <summary>The steps of the table, the one that would gain most first.</summary>
    public IEnumerable<StepHeat> Steps => Blockage.Heat.Values.OrderByDescending(one => one.Gain).ThenByDescending(one => one.MeanDays);

    public string StepUrl(StepHeat heat) => $"/dossiers{Perimeter.Filters.Query(("voir", "blocage"), ("etape", heat.Step))}";

    public string CasesUrl(Delay delay) => $"/dossiers{Perimeter.Filters.Query(("voir", "blocage"), ("etape", delay.Line.Place.Step), ("aupres", delay.Line.Place.Organisation), ("role", delay.Line.Place.Holder))}";

    public string CasesUrl(GroupLine group) => $"/dossiers{Perimeter.Filters.Query(("voir", "blocage"), ("groupe", group.Group))}";

    public string NoteUrl(Delay delay) => $"{MorningModel.Address}/action?organisation={delay.Line.Place.Organisation}";

    public string CsvUrl => Address + Perimeter.Filters.Query(("format", "csv"));

    public static HolderMark Mark(Delay delay, string word) => new(delay.Line.Place.Holder switch
    {
        "Candidat ou candidate" => TimeKind.Candidate,
        "Administration d’origine" => TimeKind.ThirdParty,
        _ => TimeKind.Administration,
    }, false, word);

    /// <summary>Inside a sentence: « responsable RH ».</summary>
    public static string Inside(string word) => char.ToLower(word[0], French.Culture) + word[1..];

    public static string Days(double days) => French.Count((int)Math.Round(days), "jour", "jours");

    public static string Cell(double days) => days < 0.05 ? "–" : $"{Math.Round(days, days < 1 ? 1 : 0).ToString("0.#", French.Culture)}{French.Nbsp}j";

    private FileContentResult Export() => Csv.File("blocages", ["Ligne", "Étape", "Organisation", "Qui a la main", "Places", "Passages", "Part de cible attendue", "Jours par place", "Bas", "Haut", "Jours en tout", "Écart net", "Évolution"],
        Blockage.Delays.Select(delay => (IReadOnlyList<object?>)[delay.Said.Stage, delay.Said.Step, delay.Said.Organisation, delay.Said.Holder, delay.Line.Posts, delay.Line.Visits,
            delay.Line.Expected?.Days, delay.PerPost, delay.Low, delay.High, delay.Line.Excess.Days, delay.Line.Net ? "oui" : "non", delay.TrendWords]));
}
