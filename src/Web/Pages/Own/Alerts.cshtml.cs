using Jalon.Silo;
using Jalon.Web.Host;
using Jalon.Web.Offers;
using Jalon.Web.Own;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Own;

/// <summary>Searches whose news come by e-mail. The page asks to sign in, so that an address is proven before anything is written to it.</summary>
public sealed class AlertsModel(Engine engine) : PageModel
{
    public IReadOnlyList<KeptSearch> Searches { get; private set; } = [];

    public OfferFilter Filter { get; private set; } = null!;

    public string? Email { get; private set; }

    public string? Problem { get; private set; }

    public string Words => OfferAlerts.Words(Filter);

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        if (Email is not { } email) Problem = "Aucune adresse n’est connue pour vous. Connectez-vous par un lien reçu par courriel.";
        else if (!await OfferAlerts.KeepAsync(engine, HttpContext.Who().PersonId, email, Filter, ct)) Problem = $"Vous gardez déjà {OfferAlerts.MostPerPerson} alertes. Arrêtez-en une d’abord.";
        if (Problem is null)
        {
            this.Say("L’alerte est créée : vous recevrez les nouvelles offres les matins ouvrés.".Replace(" :", "\u00A0:", StringComparison.Ordinal));
            return Redirect("/alertes");
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    public async Task<IActionResult> OnPostArreterAsync(Guid alerte, CancellationToken ct)
    {
        await OfferAlerts.DropAsync(engine, HttpContext.Who().PersonId, alerte, ct);
        this.Say("L’alerte est arrêtée.");
        return Redirect("/alertes");
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var person = HttpContext.Who().PersonId;
        Filter = OfferFilter.Of(Request.Query);
        Searches = await OfferAlerts.OfAsync(engine, person, ct);
        await using var query = Query.Of(engine.Database, "select email from jalon.person where id = $1", person);
        Email = HttpContext.ProvenEmail() ?? await query.ExecuteScalarAsync(ct) as string;
    }
}
