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

    /// <summary>Somebody who holds no role any more is signed out, whatever their cookie says.</summary>
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
            if (who is { Roles.Count: > 0 }) http.Items[Key] = who;
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
