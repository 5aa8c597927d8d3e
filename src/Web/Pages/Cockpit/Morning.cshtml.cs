using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Components;
using Jalon.Web.Host;
using Jalon.Web.Reading;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>What changed, what is about to be too late, and who must be asked: the first page of who leads recruitment.</summary>
public sealed class MorningModel(Engine engine, Forecaster forecaster, Freshness freshness, KeptFigures figures) : PageModel
{
    public const string Address = "/ce-matin";

    public Perimeter Perimeter { get; private set; } = null!;

    public MorningView View { get; private set; } = null!;

    public IReadOnlyList<FilterMenu> Menus { get; private set; } = [];

    public TrendChart? Trend { get; private set; }

    public DateOnly Today => Perimeter.To;

    public string VerdictClass => View.Headline.Change?.Direction switch { Direction.Down => "j-verdict--good", Direction.Up => "j-verdict--bad", _ => "j-verdict--none" };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        View = await MorningView.ReadAsync(engine, forecaster, freshness, figures, perimeter, ct);
        Menus = [FilterMenu.Period(perimeter.Filters, Address), FilterMenu.Organisation(perimeter, HttpContext.Who(), Address)];
        Trend = TrendChart.Of(View.Headline);
        return Page();
    }

    /// <summary>An agreed action is done.</summary>
    public async Task<IActionResult> OnPostFaitAsync(Guid id, CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return NotFound();
        if (!await AgreedActions.DoneAsync(engine.Database, perimeter, id, HttpContext.Who().PersonId, engine.Clock.GetUtcNow(), ct)) return NotFound();
        this.Say("L’action convenue est notée comme faite.");
        return Redirect(Address + perimeter.Filters.Query());
    }

    /// <summary>Writes to those who hold the late cases of one line.</summary>
    public async Task<IActionResult> OnPostRelancerAsync(Guid organisation, TimeKind main, CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter || !perimeter.Tree.Has(organisation) || !Enum.IsDefined(main)) return NotFound();
        var written = await Nudges.SendAsync(engine, perimeter, organisation, main, ct);
        this.Say(written == 0 ? $"Personne de plus à relancer aujourd’hui{French.Nbsp}: chacun a déjà reçu la liste de ses dossiers, ou personne n’a ce rôle."
            : $"Relance envoyée à {French.Count(written, "personne", "personnes")}, avec la liste de {(written < 2 ? "ses" : "leurs")} dossiers.");
        return Redirect(Address + perimeter.Filters.Query());
    }

    public string NudgeUrl => Address + Perimeter.Filters.Query(("handler", "relancer"));

    /// <summary>« demain », « 3 jours ouvrés ».</summary>
    public string Within(DateOnly day) => day == Today ? "aujourd’hui" : day == Today.AddDays(1) ? "demain" : French.Count(FrenchCalendar.WorkingDaysBetween(Today, day), "jour ouvré", "jours ouvrés");

    public static string DayWord(DateOnly day) => $"{day.ToString("ddd", French.Culture)} {day.Day}";

    /// <summary>What the law makes of a day nobody acted by.</summary>
    public static string Legal(LegalDue due) => due.Key switch
    {
        "implicit-refusal" => $"Refus implicite à 2 mois{French.Nbsp}: {French.Count(due.Files.Count, "candidature sans réponse", "candidatures sans réponse")}",
        "origin-silence" => $"Accord tacite de départ, d{Pseudonym.Of(due.Files[0])[1..]}",
        "suspension" => "Suspension à renouveler ou à lever",
        _ => $"Fin du mois légal{French.Nbsp}: acceptation possible",
    };

    public string NoteUrl(Guid organisation, Guid? post = null) => $"{Address}/action{QueryString.Create([new("organisation", $"{organisation}"), .. post is { } id ? new[] { new KeyValuePair<string, string?>("poste", $"{id}") } : []])}";

    public string Who(OverdueGroup group) => group.Kind switch
    {
        TimeKind.Administration => Perimeter.Tree.Name(group.OrganisationId),
        TimeKind.ThirdParty => $"Administrations d’origine, {Perimeter.Tree.Name(group.OrganisationId)}",
        _ => $"{group.Kind.Label()}, {Perimeter.Tree.Name(group.OrganisationId)}",
    };

    public string CasesUrl(OverdueGroup group) => $"/dossiers{Perimeter.Filters.Query(("voir", "retard"), ("aupres", $"{group.OrganisationId}"), ("main", $"{group.Kind}"))}";

    public string DangerUrl(string? format = null) => $"/previsions{Perimeter.Filters.Query(("voir", "danger"), ("format", format))}";

    public HolderMark Mark(Outlook outlook) => HolderMark.Of(outlook.Place.Steps.Where(step => step.To is null && step.Kind != TimeKind.LegalWait).Select(step => (TimeKind?)step.Kind).DefaultIfEmpty(TimeKind.LegalWait).Min()!.Value);

    public string Expected(Outlook outlook) => outlook.Arrival.P80 is { } days ? $"8{French.Nbsp}fois sur{French.Nbsp}10, arrivée avant le {Days.Short(Today.AddDays(days + 1), Today)}" : "Arrivée au-delà de deux ans.";
}
