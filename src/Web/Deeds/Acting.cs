using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Web.Components;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Deeds;

/// <summary>What every page does with a form: who asks, under which id, and what is said when it cannot be done.</summary>
public static class Acting
{
    /// <summary>Field of the id that a form was shown with: sent twice, it has one effect.</summary>
    public const string CommandField = "commande";

    /// <summary>How long a write waits for the intervals, which lists are read from, so that the next page no longer shows what was just done.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly FailureAlert Crowded = new(
        "Votre action n’est pas enregistrée", $"Quelqu’un d’autre vient d’agir ici au même moment. Rien n’a été changé{French.Nbsp}; ce que vous avez écrit est gardé. Réessayez.");

    private static readonly FailureAlert Used = new(
        "Votre action n’est pas enregistrée", "Ce formulaire a déjà servi à autre chose. Ce que vous avez écrit est gardé : relisez, puis envoyez de nouveau.".Replace(" :", "\u00A0:", StringComparison.Ordinal));

    public static Guid CommandId(this PageModel page) => Guid.TryParse(page.Request.Form[CommandField], out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();

    /// <summary>404 for what one may not know, 403 for what one may see and not do; null when allowed.</summary>
    public static IActionResult? Barred(this PageModel page, Right right) => right switch
    {
        Right.Allowed => null,
        Right.Forbidden => page.StatusCode(StatusCodes.Status403Forbidden),
        _ => page.NotFound(),
    };

    /// <summary>Sends what a form asks; null when it is done.</summary>
    /// <param name="actor">Who does it, where a link of theirs says so; else who is signed in.</param>
    public static async Task<Unmet?> SendAsync(this PageModel page, Engine engine, string key, Guid grain, Command command, IReadOnlyList<FieldProblem> unread, Guid? commandId = null, Guid? actor = null)
    {
        var form = page.Request.Form;
        if (unread.Count > 0) return new Unmet(key, form, [.. unread.Concat(command.Problems()).DistinctBy(problem => problem.Field)]);
        var envelope = new Envelope(grain, command, commandId ?? page.CommandId(), new Actor(actor ?? page.HttpContext.Who().PersonId));
        var reply = await engine.ActAsync(envelope, page.HttpContext.RequestAborted);
        if (reply is Done { Last: { } position }) await engine.Feed.WaitUntilPassedAsync(IntervalProjection.Name, position, Patience, page.HttpContext.RequestAborted);
        return reply switch
        {
            Done => null,
            Declined declined => new Unmet(key, form, [], new RefusalAlert(declined.Why)),
            Invalid invalid => new Unmet(key, form, invalid.Problems),
            Busy => new Unmet(key, form, [], Failure: Crowded),
            _ => new Unmet(key, form, [], Failure: Used),
        };
    }
}
