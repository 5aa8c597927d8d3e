using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages;

/// <summary>What a link of sign-in opens: a button. Opening uses nothing, the button does.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SignInLinkModel(SignInLinks links) : PageModel
{
    public bool Open { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken ct)
    {
        Open = await links.IsOpenAsync(token, ct);
        if (!Open) Response.StatusCode = StatusCodes.Status410Gone;
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        if (await links.TakeAsync(token, ct) is not { } holder)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        await HttpContext.SignInAsync(SignedIn.ByEmail(holder.Id, holder.Name ?? holder.Email, holder.Email));
        return LocalRedirect(Url.IsLocalUrl(holder.Return) ? holder.Return! : "/");
    }
}
