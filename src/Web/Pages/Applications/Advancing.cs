using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Applications;

/// <summary>
/// Moving and refusing by one press, from a list or a board. What a guard refuses is kept for the page that follows, which shows it beside the line; what is done can be
/// undone from there. Each returns null once it is answered.
/// </summary>
public static class Advancing
{
    /// <summary>One stage forward.</summary>
    /// <param name="stage">Where the page showed the candidacy: a page that is no longer true moves nothing.</param>
    /// <param name="post">The only post it may belong to, where the page is about one.</param>
    public static async Task<IActionResult?> AdvanceAsync(this PageModel page, Engine engine, Guid application, string? stage, Guid? post, CancellationToken ct) =>
        Enum.TryParse<Stage>(stage, out var from) && Transitions.Next(from) is { } to ? await page.MoveAsync(engine, application, to, post, ct, from) : page.BadRequest();

    /// <summary>To a stage, or the acceptance where that is how it is reached.</summary>
    /// <param name="shown">Where the page showed it, where it did.</param>
    public static async Task<IActionResult?> MoveAsync(this PageModel page, Engine engine, Guid application, Stage to, Guid? post, CancellationToken ct, Stage? shown = null)
    {
        var who = page.HttpContext.Who();
        if (await Subjects.OfApplicationAsync(engine.Database, who, application, ct) is not { } seen || (post is { } only && seen.State.VacancyId != only)) return page.NotFound();
        var from = shown ?? seen.State.Stage;
        var accepts = Transitions.Next(from) == to && Transitions.HowForward(from) == Transitions.By.Acceptance;
        if (page.Barred(Grants.Of(who, accepts ? Act.AcceptApplication : Act.MoveApplication, seen.Subject)) is { } barred) return barred;
        Command command = accepts ? new AskAcceptance() : new Move(to);
        if (await page.SendAsync(engine, "deplacer", application, command, []) is { } unmet) RefusedCard.Keep(page.TempData, application, unmet, to < from ? $"/candidatures/{application}/deplacer?de=tableau&vers={to}" : null);
        else if (from != to) UndoLine.OfferMove(page, application, from);
        return null;
    }

    public static async Task<IActionResult?> RejectAsync(this PageModel page, Engine engine, Guid application, string? reason, Guid? post, CancellationToken ct)
    {
        var who = page.HttpContext.Who();
        if (await Subjects.OfApplicationAsync(engine.Database, who, application, ct) is not { } seen || (post is { } only && seen.State.VacancyId != only)) return page.NotFound();
        if (!Enum.TryParse<RejectionReason>(reason, out var why) || !Enum.IsDefined(why)) return page.BadRequest();
        if (page.Barred(Grants.Of(who, Act.RejectApplication, seen.Subject)) is { } barred) return barred;
        if (await page.SendAsync(engine, "refuser", application, new Reject(why, false), []) is { } unmet) RefusedCard.Keep(page.TempData, application, unmet, $"/candidatures/{application}/refuser?de=tableau");
        else UndoLine.Offer(page, application);
        return null;
    }
}
