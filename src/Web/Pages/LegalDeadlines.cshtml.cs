using Jalon.Silo;
using Jalon.Web.Legal;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>The legal deadlines of the cases somebody may see, the late ones first, each with its proof.</summary>
public sealed class LegalDeadlinesModel(Engine engine) : PageModel
{
    public ILookup<LegalPlace, LegalLine> Lines { get; private set; } = Array.Empty<LegalLine>().ToLookup(line => line.Place);

    public async Task OnGetAsync(CancellationToken ct) => Lines = (await LegalQuery.ReadAsync(engine, HttpContext.Who(), ct)).ToLookup(line => line.Place);

    /// <summary>The page where what the deadline produced can be printed, once it has.</summary>
    public static string? Certificate(LegalLine line) => line is { Place: LegalPlace.Past, Deadline.Rule: "origin-silence" } ? $"{line.Case.Url}/attestation" : null;
}
