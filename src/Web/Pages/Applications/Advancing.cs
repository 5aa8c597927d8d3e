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

/// <summary>One stage forward by a button of a list or of a board.</summary>
public static class Advancing
{
    /// <summary>
    /// Sends the next stage, or the acceptance where that is reached by it. What a guard refuses is kept for the page that follows, which shows it beside the
    /// line; what is done can be undone from there.
    /// </summary>
    /// <param name="stage">Where the page showed the candidacy: a page that is no longer true moves nothing.</param>
    /// <param name="post">The only post it may belong to, where the page is about one.</param>
    /// <returns>Null once it is answered.</returns>
    public static async Task<IActionResult?> AdvanceAsync(this PageModel page, Engine engine, Guid application, string? stage, Guid? post, CancellationToken ct)
    {
        var who = page.HttpContext.Who();
        if (await Subjects.OfApplicationAsync(engine.Database, who, application, ct) is not { } seen || (post is { } only && seen.State.VacancyId != only)) return page.NotFound();
        if (!Enum.TryParse<Stage>(stage, out var from) || Transitions.Next(from) is not { } to) return page.BadRequest();
        var accepts = Transitions.HowForward(from) == Transitions.By.Acceptance;
        if (page.Barred(Grants.Of(who, accepts ? Act.AcceptApplication : Act.MoveApplication, seen.Subject)) is { } barred) return barred;
        Command command = accepts ? new AskAcceptance() : new Move(to);
        if (await page.SendAsync(engine, "avancer", application, command, []) is { } unmet) RefusedCard.Keep(page.TempData, application, unmet);
        else UndoLine.OfferMove(page, application, from);
        return null;
    }
}
