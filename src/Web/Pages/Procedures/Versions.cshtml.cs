using Jalon.Grains;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Procedures;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Jalon.Workflows.Bpmn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Procedures;

/// <summary>The versions of a procedure that cases follow. Going from one to another is explicit: place by place, case by case, and each says whether it could.</summary>
public sealed class VersionsModel(Engine engine) : PageModel
{
    /// <summary>Where a place of the old version is named in the form.</summary>
    private const string Place = "lieu-";

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "depuis")]
    public string? From { get; set; }

    public Procedure InForce { get; private set; } = null!;

    public IReadOnlyList<VersionAtWork> Versions { get; private set; } = [];

    /// <summary>Where cases of the version chosen wait, and where each may go on.</summary>
    public IReadOnlyList<SelectField> Places { get; private set; } = [];

    public MigrationResult? Result { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (await OldAsync(ct) is not { } old) return NotFound();
        var map = Request.Form.Where(field => field.Key.StartsWith(Place, StringComparison.Ordinal) && InForce.Find(field.Value.ToString()) is not null)
            .Select(field => (Old: field.Key[Place.Length..], New: field.Value.ToString())).Where(pair => pair.Old != pair.New && old.Find(pair.Old) is not null).ToDictionary(pair => pair.Old, pair => pair.New);
        Result = await ProcedureVersions.MigrateAsync(engine, old, InForce.Version, map, this.CommandId(), HttpContext.Who().PersonId, ct);
        await ShowAsync(ct);
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.AmendRules, new Subject())) is { } barred) return barred;
        if (!engine.Procedures.InForce.TryGetValue(Id, out var known)) return NotFound();
        InForce = known;
        if (From is not null && await OldAsync(ct) is null) return NotFound();
        await ShowAsync(ct);
        return null;
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Versions = await ProcedureVersions.ReadAsync(engine.Database, InForce, ct);
        if (await OldAsync(ct) is not { } old) return;
        Places =
        [
            .. (await ProcedureVersions.PlacesAsync(engine.Database, old, ct)).Select(place => new SelectField(Place + place.Element, place.Title, [.. Waits().Select(element => new Choice(element.Id, element.Said))],
                InForce.Find(place.Element)?.Id, French.Count(place.Cases, "dossier y attend", "dossiers y attendent"))),
        ];
    }

    private async Task<Procedure?> OldAsync(CancellationToken ct) => From is { } version && version != InForce.Version ? await engine.Procedures.FindAsync(Id, version, ct) : null;

    /// <summary>Where a token may wait in the version in force.</summary>
    private IEnumerable<Element> Waits() => InForce.Elements.Where(element => element is UserTask or CatchEvent or BoundaryEvent or ReceiveTask or ServiceTask or CallActivity or ParallelGateway or ExclusiveGateway);
}
