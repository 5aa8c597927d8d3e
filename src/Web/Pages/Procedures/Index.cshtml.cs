using Jalon.Silo;
using Jalon.Workflows.Bpmn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Procedures;

/// <summary>The procedures in force, by name.</summary>
public sealed class IndexModel(Engine engine) : PageModel
{
    public IReadOnlyList<Procedure> All => [.. engine.Procedures.InForce.Values.OrderBy(procedure => procedure.Head.Name, StringComparer.Create(Grains.French.Culture, ignoreCase: true))];
}
