using System.Security.Cryptography;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace Jalon.Web.Search;

/// <summary>
/// What somebody last searched for, from the form to the page of results: a name is personal data, and an address is kept by browsers, proxies and logs.
/// So the form posts, and the page reads this cookie: sealed, for an hour, sent to that page alone, read for the same person only. Reading again and going back work.
/// </summary>
public sealed class LastSearch(IDataProtectionProvider protection)
{
    public const string Path = "/recherche";

    private const string Cookie = "jalon-recherche";

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public void Keep(HttpContext http, SearchText text) => http.Response.Cookies.Append(
        Cookie, Seal(http).Protect(text.Typed, Lasts), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = Path, MaxAge = Lasts });

    /// <summary>Null where there is none, or not of this person.</summary>
    public string? Of(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { } kept) return null;
        try
        {
            return Seal(http).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Too old, or somebody else's.
            return null;
        }
    }

    private ITimeLimitedDataProtector Seal(HttpContext http) => protection.CreateProtector("search", http.Who().PersonId.ToString()).ToTimeLimitedDataProtector();
}
