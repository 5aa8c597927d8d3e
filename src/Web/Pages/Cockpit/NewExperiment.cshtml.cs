using System.Globalization;
using System.Security.Cryptography;

using Jalon.Grains;
using Jalon.Insights.Experiments;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Web.Cockpit;
using Jalon.Web.Cockpit.Experiments;
using Jalon.Web.Components;
using Jalon.Web.Host;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>An experiment before its start: what it may find is shown first, then it is decided once and for all.</summary>
public sealed class NewExperimentModel(Engine engine) : PageModel
{
    private static readonly IReadOnlyList<int> Months = [3, 4, 6, 9, 12, 18, 24];

    public Perimeter Perimeter { get; private set; } = null!;

    public Plan? Plan { get; private set; }

    /// <summary>Enough was said for a plan, and too few posts give no rate.</summary>
    public bool Unknown { get; private set; }

    public ErrorSummary? Errors { get; private set; }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    private Guid? scope;
    private double ratio;
    private int entry, follow;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await OpenAsync(ct) ? Page() : NotFound();

    /// <summary>What it may find, before anything is decided.</summary>
    public async Task<IActionResult> OnPostPrevoirAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct)) return NotFound();
        Errors = Summary(await PlanAsync(ct));
        return Page();
    }

    public async Task<IActionResult> OnPostLancerAsync(CancellationToken ct)
    {
        if (!await OpenAsync(ct)) return NotFound();
        var problems = await PlanAsync(ct);
        var (title, question) = (Said("titre"), Said("question"));
        if (title is not { Length: >= 3 and <= Experiment.TitleLength }) problems.Add(new("titre", "Donnez un titre, de 3 à 150 signes."));
        if (question is not { Length: >= 10 and <= Experiment.TextLength }) problems.Add(new("question", "Écrivez la question posée, en une phrase."));
        if (Plan is null && problems.Count == 0) problems.Add(new("perimetre", $"Moins de {Planning.LeastPosts} postes publiés en un an dans ce périmètre{French.Nbsp}: élargissez-le."));
        if (Summary(problems) is { } wrong)
        {
            Errors = wrong;
            return Page();
        }

        var (today, plan) = (Perimeter.To, Plan!);
        var until = today.AddMonths(entry);
        var one = new Experiment(Id, title!, question!, scope, Said("etape")!, int.Parse(Said("jours")!, CultureInfo.InvariantCulture), Said("unite") == "recruteur", today, until, until.AddMonths(follow), follow * 30, ratio,
            plan.ExpectedEvents, plan.Power, plan.Detectable, plan.ObservationOnly, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)), engine.Clock.GetUtcNow().UtcDateTime, null, null);
        await new ExperimentTables(engine.Database).StartAsync(one, HttpContext.Who().PersonId, scope is { } id ? [.. Perimeter.Tree.Below(id)] : null, ct);
        this.Say(one.Observation ? "L’expérimentation commence, comme observation." : "L’expérimentation commence avec le prochain poste publié.");
        return Redirect($"{ExperimentsModel.Address}/{Id}");
    }

    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct) is not { } perimeter) return false;
        Perimeter = perimeter;
        if (Request.HasFormContentType && Guid.TryParse(Said("id"), out var id)) Id = id;
        return true;
    }

    private async Task<List<FieldProblem>> PlanAsync(CancellationToken ct)
    {
        var problems = new List<FieldProblem>();
        scope = Guid.TryParse(Said("perimetre"), out var chosen) ? chosen : null;
        if (scope is { } own ? !Perimeter.Tree.Has(own) || Perimeter.Organisations?.Contains(own) == false : Perimeter.Organisations is not null) problems.Add(new("perimetre", "Choisissez une organisation de votre périmètre."));
        if (!Experiment.Steps.Contains(Said("etape") ?? "")) problems.Add(new("etape", "Choisissez l’étape dont le délai visé change."));
        if (!int.TryParse(Said("jours"), CultureInfo.InvariantCulture, out var days) || days is < 1 or > 60) problems.Add(new("jours", "Donnez un nombre de jours ouvrés, de 1 à 60."));
        if (!int.TryParse(Said("gain"), CultureInfo.InvariantCulture, out var percent) || percent is < 5 or > 300) problems.Add(new("gain", "Donnez l’accélération espérée, de 5 à 300\u00A0%."));
        if (!int.TryParse(Said("entrees"), CultureInfo.InvariantCulture, out entry) || !Months.Contains(entry)) problems.Add(new("entrees", "Choisissez une durée."));
        if (!int.TryParse(Said("suivi"), CultureInfo.InvariantCulture, out follow) || !Months.Contains(follow)) problems.Add(new("suivi", "Choisissez une durée."));
        if (problems.Count > 0) return problems;
        ratio = 1 + (percent / 100.0);
        var year = await Posts.ReadAsync(engine.Database, Perimeter with { Organisations = scope is { } id ? [.. Perimeter.Tree.Below(id)] : null }, PostClock.Notice, Perimeter.To.AddMonths(-12), ct);
        Plan = Planning.Of(year, Perimeter.To, entry, follow, ratio);
        Unknown = Plan is null;
        return problems;
    }

    private ErrorSummary? Summary(List<FieldProblem> problems)
    {
        if (problems.Count == 0) return null;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return new ErrorSummary(problems);
    }

    public TextField Text(string name, string label, string? hint = null, int rows = 1, string type = "text") => new(name, label, Said(name), hint, Errors?.For(name), type, rows, Required: true);

    public SelectField Select(string name, string label, IEnumerable<Choice> choices, string? hint = null, string empty = "Choisir") => new(name, label, [.. choices], Said(name), hint, Errors?.For(name), empty);

    public IEnumerable<Choice> Scopes => Perimeter.Choices(HttpContext.Who()).OrderBy(Perimeter.Tree.Name, StringComparer.Create(French.Culture, false)).Select(id => new Choice($"{id}", Perimeter.Tree.Name(id)));

    public static IEnumerable<Choice> StepChoices => Experiment.Steps.Select(step => new Choice(step, Labels.Of($"Step.{step}"), null));

    public static IEnumerable<Choice> Durations => Months.Select(months => new Choice($"{months}", $"{months}\u00A0mois"));

    public string Expected => Plan is not { } plan ? "" : string.Create(French.Culture,
        $"{plan.ExpectedEvents:N0} postes pourvus attendus d’ici au verdict. {plan.Power:P0} de chances de voir l’accélération espérée, si elle existe. Plus petite accélération visible 8{French.Nbsp}fois sur{French.Nbsp}10{French.Nbsp}: {(double.IsFinite(plan.Detectable) ? (plan.Detectable - 1).ToString("P0", French.Culture) : "aucune")}. {(plan.MonthsFor() is { } months ? $"Avec {months}{French.Nbsp}mois d’entrées, elle serait vue 8{French.Nbsp}fois sur{French.Nbsp}10." : "Cinq ans d’entrées n’y suffiraient pas.")}");

    private string? Said(string name) => Request.HasFormContentType ? Request.Form[name].ToString().Trim() : null;
}
