using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Components;
using Jalon.Web.Import;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Jalon.Web.Tracking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Tracking;

/// <summary>« Reprise d’un tableau de suivi »: choose the file, see how it is read and correct it, see what would come in, bring it in.</summary>
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
public sealed class TrackerModel(Engine engine) : PageModel
{
    public const string Address = "/reprise";

    /// <summary>A little over the largest file, so that the sentence about its size is ours.</summary>
    private const int LargestForm = TrackerFile.Largest + (1024 * 1024);

    /// <summary>Lines set aside shown; the count says the rest.</summary>
    public const int MostAside = 50;

    private const int Examples = 3;

    private Tree tree = null!;
    private HashSet<Guid>? reach;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public FileField Field { get; private set; } = Asked(null);

    public string Name { get; private set; } = "";

    public TrackerTable? Table { get; private set; }

    public TrackerReading? Reading { get; private set; }

    public IReadOnlyList<string> Missing { get; private set; } = [];

    public TrackerReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await EnterAsync(ct)) return NotFound();
        if (Id is null) return Page();
        if (!await OpenAsync(ct)) return NotFound();
        Reading = await Intake.ReadingAsync(Table!, ct);
        await LookAsync(commit: false, ct);
        return Page();
    }

    /// <summary>A file is chosen.</summary>
    public async Task<IActionResult> OnPostFichierAsync(IFormFile? tableau, CancellationToken ct)
    {
        if (!await EnterAsync(ct)) return NotFound();
        if (tableau is null) return Again("Choisissez un fichier.");
        using var content = new MemoryStream();
        await tableau.CopyToAsync(content, ct);
        if (TrackerFile.Read(content.ToArray()).WhyRefused is { } why) return Again(why);
        var name = Path.GetFileName(tableau.FileName) is { Length: > 0 and <= 200 } said ? said : "tableau";
        return Redirect($"{Address}/{await new TrackerTables(engine.Database).BringAsync(HttpContext.Who().PersonId, TrackerFile.Cleaned(name), content.ToArray(), ct)}");
    }

    /// <summary>How the file is read was corrected: it is kept, and what would come in is shown.</summary>
    public Task<IActionResult> OnPostLireAsync(CancellationToken ct) => TakeAsync(commit: false, ct);

    public Task<IActionResult> OnPostReprendreAsync(CancellationToken ct) => TakeAsync(commit: true, ct);

    private async Task<IActionResult> TakeAsync(bool commit, CancellationToken ct)
    {
        if (!await EnterAsync(ct) || Id is not { } id || !await OpenAsync(ct)) return NotFound();
        Reading = Said(Table!);
        await Intake.KeepAsync(Table!, Reading, ct);
        await LookAsync(commit, ct);
        if (Missing.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else if (commit) await new TrackerTables(engine.Database).ForgetAsync(id, ct);
        return Page();
    }

    private async Task LookAsync(bool commit, CancellationToken ct)
    {
        Missing = Reading!.Missing(Table!);
        if (Missing.Count == 0) Report = await Intake.TakeAsync(Jalon.Web.Tracking.Tracker.Read(Table!, Reading, FrenchCalendar.DayOf(engine.Clock.GetUtcNow())), Reading, commit, ct);
    }

    private TrackerIntake Intake => new(engine, HttpContext.Who().PersonId, reach);

    /// <summary>Whoever may bring posts in somewhere; what they bring goes to their organisations and below.</summary>
    private async Task<bool> EnterAsync(CancellationToken ct)
    {
        tree = await Tree.ReadAsync(engine.Database, ct);
        var (everywhere, roots) = Grants.Reach(HttpContext.Who(), Act.ImportVacancies);
        reach = everywhere ? null : [.. roots.SelectMany(tree.Below)];
        return everywhere || roots.Count > 0;
    }

    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        if (await new TrackerTables(engine.Database).BroughtAsync(Id!.Value, HttpContext.Who().PersonId, ct) is not var (name, content)) return false;
        (Name, Table) = (name, TrackerFile.Read(content).Table);
        return Table is not null;
    }

    private PageResult Again(string problem)
    {
        (Field, Response.StatusCode) = (Asked(problem), StatusCodes.Status422UnprocessableEntity);
        return Page();
    }

    /// <summary>What the form says of each column and each label.</summary>
    private TrackerReading Said(TrackerTable table)
    {
        var columns = table.Header.Select((name, place) => (name, Chosen<TrackerColumn>($"colonne-{place}"))).Where(one => one.Item2 is not null).ToDictionary(one => one.name, one => one.Item2!.Value);
        var read = new TrackerReading(columns, new Dictionary<string, TrackerState>(), Guid.TryParse(Request.Form["organisation"], out var id) && tree.Has(id) && reach?.Contains(id) != false ? id : null,
            Chosen<CandidateStatus>("statut"), Request.Form["reponse"] == "oui");
        var labels = read.LabelsOf(table).Take(TrackerReading.MostStates).ToList();
        var before = TrackerReading.Propose(table);
        var states = labels.Select((label, place) => (Key: OrganisationKey.Of(label), State: Request.Form.ContainsKey($"etape-{place}") ? Chosen<TrackerState>($"etape-{place}") : before.StateOf(label) ?? TrackerWords.StateOf(label)))
            .Where(one => one.State is not null).ToDictionary(one => one.Key, one => one.State!.Value);
        return read with { States = states };
    }

    private T? Chosen<T>(string field) where T : struct, Enum => Enum.TryParse<T>(Request.Form[field], out var value) && Enum.IsDefined(value) ? value : null;

    public SelectField ColumnField(int place) => new($"colonne-{place}", Table!.Header[place],
        [.. Enum.GetValues<TrackerColumn>().Select(column => new Choice($"{column}", TrackerWords.Label(column)))], Reading!.Columns.TryGetValue(Table.Header[place], out var role) ? $"{role}" : null, Example(place), Empty: "Ne pas reprendre");

    public SelectField StateField(string label, int place) => new($"etape-{place}", $"«\u00A0{label}\u00A0»", [.. Enum.GetValues<TrackerState>().Select(state => new Choice($"{state}", TrackerWords.Label(state)))],
        Reading!.StateOf(label)?.ToString());

    public SelectField OrganisationField => new("organisation", "Organisation des lignes qui n’en nomment pas",
        [.. tree.All.Where(id => reach?.Contains(id) != false).OrderBy(tree.Name, StringComparer.Create(French.Culture, false)).Take(500).Select(id => new Choice($"{id}", tree.Name(id)))], Reading!.Organisation?.ToString(), Empty: "Aucune");

    public SelectField StatusField => new("statut", "Statut des personnes dont la ligne ne le dit pas", [.. Enum.GetValues<CandidateStatus>().Select(status => new Choice($"{status}", status.Label()))], Reading!.Status?.ToString(), Empty: "Aucun");

    public ChoiceField ToldField => new("reponse", "Les personnes refusées dans ce tableau", [new Choice("oui", "ont toutes eu leur réponse", "Sans cette case, leur réponse reste à annoncer.")], Reading!.Told ? ["oui"] : [], Several: true);

    private string Example(int place) => Table!.Rows.Select(row => Row.Collapse(row[place])).Where(text => text.Length > 0).Distinct().Take(Examples).ToList() is { Count: > 0 } some
        ? $"Par exemple{French.Nbsp}: {string.Join(" · ", some.Select(text => text.Length > 40 ? $"{text[..40]}…" : text))}" : "Colonne vide";

    private static FileField Asked(string? problem) => new("tableau", "Tableau de suivi", $"XLSX ou CSV, 10{French.Nbsp}Mo au plus. Il n’est gardé ici que le temps de la reprise.", problem, Required: true, Accept: ".xlsx,.csv,.txt,.tsv");
}
