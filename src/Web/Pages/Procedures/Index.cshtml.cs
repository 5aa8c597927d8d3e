using Jalon.Silo;
using Jalon.Web.Procedures;
using Jalon.Web.SignIn;
using Jalon.Workflows.Bpmn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Procedures;

/// <summary>The procedures in force, in the order of a recruitment, and how many cases each carries for whoever may count them.</summary>
public sealed class IndexModel(Engine engine) : PageModel
{
    /// <summary>From the need to the person in post; what is not named comes after.</summary>
    private static readonly string[] Life = ["publication", "selection", "interview", "finalisation", "onboarding", "reconversion"];

    public IReadOnlyList<Procedure> All => [.. engine.Procedures.InForce.Values.OrderBy(procedure => (uint)Array.IndexOf(Life, procedure.Id)).ThenBy(procedure => procedure.Head.Name, StringComparer.Create(Grains.French.Culture, ignoreCase: true))];

    /// <summary>Null for who counts nothing.</summary>
    public IReadOnlyDictionary<string, ProcedureLoad>? Loads { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => Loads = await ProcedureLoad.ReadAsync(engine.Database, HttpContext.Who(), ct);
}
