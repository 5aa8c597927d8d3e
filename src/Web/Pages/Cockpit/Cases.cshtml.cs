using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Cockpit;

/// <summary>The cases behind a figure, and their export: late ones of « Ce matin », those a line of « Blocages » counted, the places of a delay.</summary>
public sealed class CasesModel(Engine engine) : PageModel
{
    /// <summary>Lines of the page; the export has them all.</summary>
    public const int MostShown = 200;

    [BindProperty(SupportsGet = true, Name = "voir")]
    public string? What { get; set; }

    /// <summary>The organisation whose cases they are, or which holds them.</summary>
    [BindProperty(SupportsGet = true, Name = "aupres")]
    public Guid? With { get; set; }

    [BindProperty(SupportsGet = true, Name = "main")]
    public TimeKind? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "etape")]
    public string? Step { get; set; }

    [BindProperty(SupportsGet = true, Name = "groupe")]
    public string? Group { get; set; }

    [BindProperty(SupportsGet = true, Name = "role")]
    public string? Holder { get; set; }

    public Perimeter Perimeter { get; private set; } = null!;

    public IReadOnlyList<CaseLine> Lines { get; private set; } = [];

    public IEnumerable<CaseLine> Shown => Lines.Take(MostShown);

    public string Title { get; private set; } = "";

    public PageLink From { get; private set; } = new("Ce matin", MorningModel.Address);

    public string CsvUrl => $"{Request.Path}{Request.QueryString}&format=csv";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await this.PerimeterAsync(engine, ct, channels: true) is not { } perimeter) return NotFound();
        Perimeter = perimeter;
        var now = engine.Clock.GetUtcNow();
        if (await LinesAsync(perimeter, now, ct) is not { } lines) return NotFound();
        Lines = lines;
        return Request.Query["format"] == "csv" ? Export() : Page();
    }

    private async Task<IReadOnlyList<CaseLine>?> LinesAsync(Perimeter perimeter, DateTimeOffset now, CancellationToken ct)
    {
        if (What != "places") return await CountedAsync(perimeter, now, ct) is { } cases ? await CaseLines.OfAsync(engine.Database, HttpContext.Who(), perimeter, cases, now, ct) : null;
        if (DelayQuestion.Read(Request.Query) is not { Step: null } question) return null;
        Title = $"{question.From} à {question.To}{French.Nbsp}: les places";
        From = new PageLink("Délais", $"{DelaysModel.Address}{perimeter.Filters.Query(("delai", Request.Query["delai"]), ("vue", Request.Query["vue"]))}");
        return await CaseLines.PlacesAsync(engine.Database, perimeter, question, ct);
    }

    private async Task<IReadOnlyList<Counted>?> CountedAsync(Perimeter perimeter, DateTimeOffset now, CancellationToken ct)
    {
        switch (What)
        {
            case "retard" when With is { } organisation && perimeter.Tree.Has(organisation) && Kind is { } kind:
                Title = $"En retard, {perimeter.Tree.Name(organisation)}";
                return [.. (await Morning.OverdueAsync(engine.Database, perimeter, organisation, kind, now, ct))
                    .Select(one => new Counted(one.CaseId, one.VacancyId, one.Post, one.Step, one.Kind, one.Role, one.Since, null, one.Due))];
            case "blocage" when Step is not null || Group is not null:
                From = new PageLink("Blocages", $"{BlockagesModel.Address}{perimeter.Filters.Query()}");
                Title = Step is { } step ? $"{Whose.Title(step)}{(With is { } at && perimeter.Tree.Has(at) ? $", {perimeter.Tree.Name(at)}" : "")}" : Group!;
                return await StepVisits.ReadAsync(engine, perimeter, new StepQuestion(Step, Group, With, Holder), ct);
            default:
                return null;
        }
    }

    private FileContentResult Export() => Csv.File("dossiers", ["Dossier", "Poste", "Organisation", "Étape", "Qui a la main", "Depuis", "Jours", "Part de cible"],
        Lines.Select(line => (IReadOnlyList<object?>)[line.Name, line.Title, line.Organisation, line.Step, line.Mark?.Word, line.Since, line.Days, line.Share?.Share]));
}
