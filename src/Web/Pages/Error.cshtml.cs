using System.Diagnostics;
using System.Globalization;
using Jalon.Grains;
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

    /// <summary>The form that could not be taken for a fault of ours, ready to be sent again.</summary>
    public SentForm? Sent { get; private set; }

    public void OnGet() => Say();

    public async Task OnPostAsync()
    {
        Say();
        if (Response.StatusCode >= StatusCodes.Status500InternalServerError) Sent = await SentForm.ReadAsync(HttpContext);
    }

    private void Say()
    {
        // From the address itself: a form that cannot be read (a NUL in it) leaves a bound parameter at 0, which is no status at all.
        var code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        // Somebody who types the address of an error gets the page for an address that does not exist.
        var thrown = HttpContext.Features.Get<IExceptionHandlerFeature>();
        var isReal = thrown is not null || HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var trouble = thrown is null ? null : PostgresAway.Why(thrown.Error);
        var shown = !isReal ? StatusCodes.Status404NotFound : trouble is null ? code : StatusCodes.Status503ServiceUnavailable;
        Response.StatusCode = shown;
        (Title, Sentence) = trouble is { } why ? Away(why) : Words(shown);
        if (shown == StatusCodes.Status401Unauthorized) WayOut = new("Se connecter", "/connexion");
        if (trouble is not null && HttpMethods.IsGet(Request.Method)) WayOut = new("Réessayer", thrown!.Path + Request.QueryString);
        if (shown == StatusCodes.Status503ServiceUnavailable) Response.Headers.RetryAfter = "5";
        else if (shown >= StatusCodes.Status500InternalServerError) Reference = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
    }

    /// <summary>What PostgreSQL cannot do now is no fault of the program, and ends by itself. Whether a form was taken just before is not known: sent again, it has one effect.</summary>
    private (string Title, string Sentence) Away(DatabaseTrouble trouble) => HttpMethods.IsGet(Request.Method)
        ? ("Service momentanément indisponible", $"{PostgresAway.Sentence(trouble)} Cette page ne peut pas être affichée. Le service reprend de lui-même{French.Nbsp}; réessayez dans quelques secondes.")
        : ("Votre action n’est pas confirmée",
            $"{PostgresAway.Sentence(trouble)} Votre action n’est sans doute pas enregistrée. Ce que vous avez écrit est gardé ici{French.Nbsp}: envoyez-le de nouveau dans quelques secondes, rien ne sera fait deux fois.");

    private static (string Title, string Sentence) Words(int code) => code switch
    {
        StatusCodes.Status400BadRequest => ("Demande incomplète", "La demande reçue n’est pas lisible. Rien n’a été enregistré. Rechargez la page d’où vous venez, puis recommencez."),
        StatusCodes.Status401Unauthorized => ("Connexion nécessaire", "Cette page demande de se connecter."),
        StatusCodes.Status403Forbidden => ("Action réservée", "Vous pouvez voir cette page, mais cette action revient à quelqu’un d’autre. Rien n’a été enregistré."),
        StatusCodes.Status404NotFound => ("Page introuvable", "Cette page n’existe pas, ou elle n’est pas pour vous."),
        StatusCodes.Status413PayloadTooLarge => ("Envoi trop lourd", "Ce que vous avez envoyé dépasse la taille acceptée. Rien n’a été enregistré."),
        StatusCodes.Status429TooManyRequests => ("Trop d’envois à la suite", "Par précaution, ce formulaire n’est plus pris pendant quelques minutes. Rien n’a été enregistré. Réessayez un peu plus tard."),
        StatusCodes.Status503ServiceUnavailable => ("Service momentanément indisponible", $"Le service ne peut pas répondre maintenant. Il reprend de lui-même{French.Nbsp}; réessayez dans quelques secondes."),
        >= 500 => ("Votre demande n’a pas abouti", "Le service a rencontré un défaut. L’équipe peut retrouver ce qui s’est passé grâce à la référence ci-dessous."),
        _ => ("Demande refusée", "Cette demande ne peut pas être traitée ici. Rien n’a été enregistré."),
    };
}
