using System.Runtime.ExceptionServices;
using System.Security.Claims;

using Jalon.Grains;
using Jalon.Silo;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;

namespace Jalon.Web.SignIn;

/// <summary>The person behind a request. Their roles are read again each time: a right that is taken away is gone at the next click.</summary>
public static class SignedIn
{
    private static readonly object Key = new(), Failure = new();

    /// <summary>Who is signed in; nobody's roles and no id where nobody is.</summary>
    public static Who Who(this HttpContext http) => http.Items[Key] as Who ?? new Who(Guid.Empty, []);

    public static ClaimsPrincipal Principal(Guid id, string name) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, id.ToString()), new Claim(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Somebody who proved that an address is theirs: they need no role, their own file is theirs, or will be once they write it.</summary>
    public static ClaimsPrincipal ByEmail(Guid id, string name, string email)
    {
        var person = Principal(id, name);
        ((ClaimsIdentity)person.Identity!).AddClaim(new Claim(ClaimTypes.Email, email));
        return person;
    }

    /// <summary>The address they proved to be theirs; null for who signed in from the list of this machine.</summary>
    public static string? ProvenEmail(this HttpContext http) => http.User.FindFirstValue(ClaimTypes.Email);

    /// <summary>Somebody who signed in for their role and holds none any more is signed out, whatever their cookie says.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext cookie)
    {
        var http = cookie.HttpContext;
        if (!SignInSetup.IsPage(http)) return;
        // The page that says what failed must not fail on the same database again.
        if (http.Features.Get<IExceptionHandlerFeature>() is not null) return;
        try
        {
            var engine = http.RequestServices.GetRequiredService<Engine>();
            var known = Guid.TryParse(cookie.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id);
            var who = known ? await People.WhoAsync(engine.Database, id, engine.Clock.GetUtcNow(), http.RequestAborted) : null;
            if (who is { Roles.Count: > 0 } || (who is not null && cookie.Principal!.HasClaim(claim => claim.Type == ClaimTypes.Email))) http.Items[Key] = who;
            else cookie.RejectPrincipal();
        }
        catch (Exception failure)
        {
            // The framework keeps this answer for the whole request: thrown here, it would be thrown again by the page that says what failed.
            http.Items[Failure] = ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>Says, once the cookie is read, that the roles could not be.</summary>
    internal static Task ThrowFailureAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Items.Remove(Failure, out var failure)) ((ExceptionDispatchInfo)failure!).Throw();
        return next(http);
    }
}
