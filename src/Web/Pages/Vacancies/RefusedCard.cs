using System.Text.Json;

using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>A guard said no to a button of the board: the reason waits for the next page, which shows it beside the card.</summary>
public sealed record RefusedCard(Guid ApplicationId, RefusalAlert? Refusal, FailureAlert? Failure)
{
    private const string Key = "refus";

    /// <param name="writing">The page where what is missing is written, where that is the way out.</param>
    public static void Keep(ITempDataDictionary kept, Guid application, Unmet unmet, string? writing = null)
    {
        IReadOnlyList<PageLink> wayOut = writing is null ? [] : [new PageLink("Écrire le motif", writing)];
        var refusal = unmet.Refusal is { } said ? new RefusalAlert(said.Refusal, wayOut) : null;
        kept[Key] = JsonSerializer.Serialize(new RefusedCard(application, refusal, unmet.Failure), Json.Options);
    }

    /// <summary>Said once. A page with nothing to say touches no cookie.</summary>
    public static RefusedCard? Take(PageModel page) =>
        page.Request.Cookies.ContainsKey(StatusLine.Cookie) && page.TempData[Key] is string text ? JsonSerializer.Deserialize<RefusedCard>(text, Json.Options) : null;
}
