using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Host;

/// <summary>What was just done, said once on the next page: every action is a POST that redirects.</summary>
public static class StatusLine
{
    public const string Key = "status";

    /// <summary>Read only when it came with the request: a page with nothing to say touches no cookie.</summary>
    public const string Cookie = "jalon-status";

    /// <summary>« Salomé Girard est passée à l’étape Entretien. »</summary>
    public static void Say(this PageModel page, string sentence) => page.TempData[Key] = sentence;
}
