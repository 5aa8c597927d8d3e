using System.Net.Mime;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Procedures;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Procedures;

/// <summary>A line of the table that says what the diagram shows.</summary>
public sealed record StepLine(string Id, string Title, string What, string? Holder, bool Here, string Next, StepFigures? Figures);

/// <summary>One procedure: its diagram, and a table of the same content. On a case: where it stands and what comes next.</summary>
public sealed class ShowModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "dossier")]
    public Guid? Case { get; set; }

    public Procedure Procedure { get; private set; } = null!;

    public IReadOnlyList<StepLine> Steps { get; private set; } = [];

    /// <summary>The reader decides which version cases follow.</summary>
    public bool MayMigrate => Grants.Allows(HttpContext.Who(), Act.AmendRules, new Subject());

    public bool Counted { get; private set; }

    /// <summary>Elements where the case stands, for the diagram.</summary>
    public string Here => string.Join(' ', Steps.Where(step => step.Here).Select(step => step.Id));

    /// <summary>« element:12 », for the diagram.</summary>
    public string Counts => string.Join(' ', Steps.Where(step => step.Figures is { Waiting: > 0 }).Select(step => $"{step.Id}:{step.Figures!.Waiting}"));

    public string FileUrl => $"/procedures/{Id}/file?version={Procedure.Version}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!engine.Procedures.InForce.TryGetValue(Id, out var known)) return NotFound();
        Procedure = known;
        var here = new HashSet<string>();
        if (Case is { } id)
        {
            if (!await MaySeeAsync(known.Case, id, ct)) return NotFound();
            if ((await CaseProcedures.ReadAsync(engine, id, ct)).FirstOrDefault(one => one.Id == Id) is { } running)
            {
                Procedure = await engine.Procedures.FindAsync(Id, running.Version, ct) ?? known;
                here = [.. running.Here.Select(place => place.Element)];
            }
        }

        var figures = Case is null ? await ProcedureFigures.ReadAsync(engine.Database, HttpContext.Who(), Procedure, ct) : null;
        Counted = figures is not null;
        Steps = [.. Procedure.Elements.Where(element => Ahead.IsSaid(element) || element is BoundaryEvent or SendTask or ServiceTask).Select(element => LineOf(element, here.Contains(element.Id), figures))];
        return Page();
    }

    /// <summary>The file as it came in.</summary>
    public async Task<IActionResult> OnGetFileAsync(string id, string? version, CancellationToken ct) =>
        await engine.Procedures.FindAsync(id, version ?? engine.Procedures.InForce.GetValueOrDefault(id)?.Version ?? "", ct) is { } procedure
            ? File(procedure.File.ToArray(), MediaTypeNames.Application.Xml, $"{id}.bpmn") : NotFound();

    private async Task<bool> MaySeeAsync(CaseKind kind, Guid id, CancellationToken ct)
    {
        var who = HttpContext.Who();
        var (subject, act) = kind.Name switch
        {
            "application" => ((await Subjects.OfApplicationAsync(engine.Database, who, id, ct))?.Subject, Act.SeeApplication),
            "vacancy" => ((await Subjects.OfVacancyAsync(engine.Database, who, id, ct))?.Subject, Act.SeeVacancy),
            _ => ((await Subjects.OfPathAsync(engine.Database, id, ct))?.Subject, Act.SeePath),
        };
        return subject is not null && Grants.Allows(who, act, subject);
    }

    private StepLine LineOf(Element element, bool here, IReadOnlyDictionary<string, StepFigures>? figures) => new(element.Id, element.Said, What(element),
        element is UserTask task ? Procedure.Lanes.FirstOrDefault(lane => lane.Id == task.Lane)?.Name : null, here, string.Join(", ", Ahead.Next(Procedure, element.Id).Select(next => next.Said)),
        figures?.GetValueOrDefault(element.Id, StepFigures.None));

    private static string What(Element element) => element switch
    {
        UserTask => "Tâche",
        SendTask => "Message envoyé",
        ServiceTask => "Fait par Jalon",
        CallActivity => "Autre procédure",
        EndEvent => "Fin",
        CatchEvent { Awaited: Workflows.Bpmn.Timer } or BoundaryEvent { Awaited: Workflows.Bpmn.Timer } => "Délai",
        _ => "Attente",
    };
}
