namespace Jalon.Web.Host;

/// <summary>Single-key shortcuts can be switched off (WCAG 2.1.4): a cookie of one browser, since keyboards and readers differ from one to the next.</summary>
public static class SingleKeys
{
    public const string Cookie = "jalon-sans-touches";

    public static bool AreOff(HttpRequest request) => request.Cookies.ContainsKey(Cookie);

    public static void Switch(HttpResponse response, bool on)
    {
        if (on) response.Cookies.Delete(Cookie);
        else response.Cookies.Append(Cookie, "oui", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = TimeSpan.FromDays(400) });
    }
}
