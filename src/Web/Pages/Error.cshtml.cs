using System.Diagnostics;
using System.Globalization;
using Jalon.Silo;
using Jalon.Web.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>What a person reads when there is no page to show. Re-executed for the address that failed, whatever its method; never a stack trace.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    private static readonly PageLink Vacancies = new("Revenir aux postes", "/postes");

    public string Title { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    public PageLink WayOut { get; private set; } = Vacancies;

    /// <summary>Ties the page to the log of the program; only where the fault is the program's.</summary>
    public string? Reference { get; private set; }

    public void OnGet() => Say();

    public void OnPost() => Say();

    private void Say()
    {
        // From the address itself: a form that cannot be read (a NUL in it) leaves a bound parameter at 0, which is no status at all.
        var code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        // Somebody who types the address of an error gets the page for an address that does not exist.
        var isReal = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        var shown = !isReal ? StatusCodes.Status404NotFound : IsAway() ? StatusCodes.Status503ServiceUnavailable : code;
        Response.StatusCode = shown;
        (Title, Sentence) = Words(shown);
        if (shown == StatusCodes.Status401Unauthorized) WayOut = new("Se connecter", "/connexion");
        if (shown < StatusCodes.Status500InternalServerError) return;
        Reference = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        if (shown == StatusCodes.Status503ServiceUnavailable) Response.Headers.RetryAfter = "10";
    }

    /// <summary>A database that does not answer is no fault of the program: the page says that it comes back by itself.</summary>
    private bool IsAway() => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is { } error && PostgresAway.Is(error);

    private static (string Title, string Sentence) Words(int code) => code switch
    {
        StatusCodes.Status400BadRequest => ("Demande incomplète", "La demande reçue n’est pas lisible. Rien n’a été enregistré. Rechargez la page d’où vous venez, puis recommencez."),
        StatusCodes.Status401Unauthorized => ("Connexion nécessaire", "Cette page demande de se connecter."),
        StatusCodes.Status403Forbidden => ("Action réservée", "Vous pouvez voir cette page, mais cette action revient à quelqu’un d’autre. Rien n’a été enregistré."),
        StatusCodes.Status404NotFound => ("Page introuvable", "Cette page n’existe pas, ou elle n’est pas pour vous."),
        StatusCodes.Status413PayloadTooLarge => ("Envoi trop lourd", "Ce que vous avez envoyé dépasse la taille acceptée. Rien n’a été enregistré."),
        StatusCodes.Status503ServiceUnavailable => ("Service momentanément indisponible", "La base de données ne répond pas. Rien n’a été enregistré. Le service reprend de lui-même\u00A0; réessayez dans quelques secondes."),
        >= 500 => ("Votre action n’est pas enregistrée", "Le service a rencontré un défaut. Rien n’a été envoyé. L’équipe peut retrouver ce qui s’est passé grâce à la référence ci-dessous."),
        _ => ("Demande refusée", "Cette demande ne peut pas être traitée ici. Rien n’a été enregistré."),
    };
}
