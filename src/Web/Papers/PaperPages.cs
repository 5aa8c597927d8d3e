using Jalon.Silo;
using Jalon.Web.SignIn;
using Microsoft.Net.Http.Headers;

namespace Jalon.Web.Papers;

/// <summary>
/// Where files are read: <c>/documents/{id}</c> always saves, <c>/documents/{id}/lecture</c> shows a PDF in a frame of ours. Neither can run a script:
/// the type is the checked one, nothing is guessed, and the policy of the answer lets nothing be fetched or run.
/// </summary>
public static class PaperPages
{
    private const string NothingRuns = "default-src 'none'; sandbox; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

    /// <summary>The viewer of a browser is no frame of ours and will not start in a sandbox: it is kept from everything else.</summary>
    private const string OnlyShown = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

    public static string Url(Guid id) => $"/documents/{id}";

    public static string ReadingUrl(Guid id) => $"/documents/{id}/lecture";

    public static IServiceCollection AddPapers(this IServiceCollection services)
    {
        services.AddOptions<PapersOptions>().BindConfiguration(PapersOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<Antivirus>().AddSingleton<PaperStore>();
    }

    public static void MapPapers(this WebApplication app)
    {
        app.MapGet("/documents/{id:guid}", (Guid id, HttpContext http, Engine engine, PaperStore store) => AnswerAsync(id, false, http, engine, store)).ExcludeFromDescription();
        app.MapGet("/documents/{id:guid}/lecture", (Guid id, HttpContext http, Engine engine, PaperStore store) => AnswerAsync(id, true, http, engine, store)).ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(Guid id, bool shown, HttpContext http, Engine engine, PaperStore store)
    {
        var ct = http.RequestAborted;
        if (await PaperAccess.OpenAsync(engine, store, http.Who(), id, ct) is not { } paper || await store.BytesAsync(id, ct) is not { } bytes) return Results.NotFound();
        return Answer(http, paper, bytes, shown && paper.MediaType == "application/pdf");
    }

    /// <summary>A file as it leaves: saved under its name, or shown in a frame of ours, never run and never kept on the way.</summary>
    internal static IResult Answer(HttpContext http, StoredPaper paper, byte[] bytes, bool inFrame)
    {
        var disposition = new ContentDispositionHeaderValue(inFrame ? "inline" : "attachment");
        disposition.SetHttpFileName(paper.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = inFrame ? OnlyShown : NothingRuns;
        http.Response.Headers.XFrameOptions = inFrame ? "SAMEORIGIN" : "DENY";
        return Results.Bytes(bytes, paper.MediaType);
    }
}
