using Jalon.Silo;
using Jalon.Web.Demonstration;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>One line of the list.</summary>
/// <param name="Purpose">What signing in as this person shows, in the demonstration.</param>
/// <param name="Proposed">Already ticked.</param>
public sealed record SignInChoice(StaffMember Person, string? Purpose, bool Proposed);

/// <summary>Signing in from the list of this machine's people, until other ways come.</summary>
[AllowAnonymous]
public sealed class SignInModel(Engine engine) : PageModel
{
    public bool FromElsewhere { get; private set; }

    public string? Error { get; private set; }

    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    /// <summary>Whom the demonstration offers to be, each with what that shows; empty elsewhere.</summary>
    public IReadOnlyList<SignInChoice> Guests { get; private set; } = [];

    /// <summary>Everybody else.</summary>
    public IReadOnlyList<SignInChoice> Others { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "retour")]
    public string? Return { get; set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(Guid? personne, CancellationToken ct)
    {
        await ShowAsync(ct);
        if (FromElsewhere) return Page();
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
        if (FromElsewhere) Response.StatusCode = StatusCodes.Status403Forbidden;
        else People = await Staff.ListAsync(engine.Database, engine.Clock.GetUtcNow(), ct);
        var known = People.ToDictionary(one => one.Id);
        Guests = [.. Cast.Players.Where(player => player.Purpose is not null && known.ContainsKey(player.Id)).Select((player, place) => new SignInChoice(known[player.Id], player.Purpose, place == 0))];
        Others = [.. People.Where(one => !Guests.Any(guest => guest.Person.Id == one.Id)).Select(one => new SignInChoice(one, null, People.Count == 1))];
    }
}
