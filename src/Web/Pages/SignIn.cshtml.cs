using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Web.Demonstration;
using Jalon.Web.Host;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Jalon.Web.Pages;

/// <summary>One line of the list.</summary>
/// <param name="Purpose">What signing in as this person shows, in the demonstration.</param>
/// <param name="Proposed">Already ticked.</param>
public sealed record SignInChoice(StaffMember Person, string? Purpose, bool Proposed);

/// <summary>Signing in by a link sent by e-mail, from anywhere; or from the list of this machine's people, on this machine.</summary>
[AllowAnonymous]
[EnableRateLimiting(Limits.Asking)]
public sealed class SignInModel(Engine engine, SignInLinks links) : PageModel
{
    private Showcase? showcase;

    /// <summary>The list is not shown there, and does not sign in.</summary>
    public bool FromElsewhere { get; private set; }

    /// <summary>Somebody tried the list from elsewhere.</summary>
    public bool Refused { get; private set; }

    /// <summary>Where a link was just sent, or would have been: the page says the same.</summary>
    public string? SentTo { get; private set; }

    /// <summary>The link itself, for whoever sits at a machine that has no mail server.</summary>
    public string? LocalLink { get; private set; }

    public string? Email { get; private set; }

    public string? EmailError { get; private set; }

    public string? Error { get; private set; }

    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    /// <summary>Whom the demonstration offers to be, each with what that shows; empty elsewhere.</summary>
    public IReadOnlyList<SignInChoice> Guests { get; private set; } = [];

    /// <summary>Everybody else.</summary>
    public IReadOnlyList<SignInChoice> Others { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "retour")]
    public string? Return { get; set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>Answered alike for every address.</summary>
    public async Task<IActionResult> OnPostLienAsync(string? courriel, CancellationToken ct)
    {
        await ShowAsync(ct);
        Email = courriel?.Trim();
        EmailError = Email is not { Length: > 0 } ? "Écrivez votre adresse électronique." : new CorrectIdentity("-", "-", Email, null).Problems().FirstOrDefault()?.Sentence;
        if (EmailError is not null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var link = await links.AskAsync(Email!, Url.IsLocalUrl(Return) ? Return : null, ct);
        (SentTo, LocalLink) = (Email, FromElsewhere ? null : link);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? personne, CancellationToken ct)
    {
        await ShowAsync(ct);
        if (FromElsewhere)
        {
            Refused = true;
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }
        if (showcase is { } shown && shown.Id == personne)
        {
            await HttpContext.SignInAsync(SignedIn.ByEmail(shown.Id, shown.Name, shown.Email));
            return LocalRedirect(Url.IsLocalUrl(Return) ? Return! : "/");
        }

        if (personne is not { } id || await Staff.FindAsync(engine.Database, engine.Clock.GetUtcNow(), id, ct) is not { } chosen)
        {
            Error = "Choisissez votre nom dans la liste.";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await HttpContext.SignInAsync(SignedIn.Principal(chosen.Id, chosen.Name));
        return LocalRedirect(Url.IsLocalUrl(Return) ? Return! : "/");
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        FromElsewhere = !ThisMachine.Sent(Request);
        if (!FromElsewhere) People = await Staff.ListAsync(engine.Database, engine.Clock.GetUtcNow(), ct);
        var known = People.ToDictionary(one => one.Id);
        Guests = [.. Cast.Players.Where(player => player.Purpose is not null && known.ContainsKey(player.Id)).Select((player, place) => new SignInChoice(known[player.Id], player.Purpose, place == 0))];
        showcase = Guests.Count > 0 ? await Showcase.FindAsync(engine, ct) : null;
        if (showcase is { } candidate) Guests = [.. Guests, new SignInChoice(new StaffMember(candidate.Id, candidate.Name, ["Candidate ou candidat"]), Showcase.Purpose, false)];
        Others = [.. People.Where(one => !Guests.Any(guest => guest.Person.Id == one.Id)).Select(one => new SignInChoice(one, null, People.Count == 1))];
    }
}
