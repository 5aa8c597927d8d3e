using System.Security.Claims;
using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Rights;

namespace Jalon.Web.Host;

/// <summary>The links of the bar. Only pages that exist are listed; one who is not signed in sees none.</summary>
public static class Navigation
{
    private static readonly PageLink Vacancies = new("Postes", "/postes");

    private static readonly PageLink Messages = new("Messages", "/messages");

    private static readonly PageLink Operations = new("Exploitation", "/exploitation");

    private static readonly IReadOnlyList<PageLink> Cockpit = [new("Ce matin", "/ce-matin"), new("Blocages", "/blocages"), new("Délais", "/delais"), new("Prévisions", "/previsions"), new("Indicateurs", "/indicateurs")];

    public static IReadOnlyList<PageLink> For(ClaimsPrincipal person, Who who) => person.Identity?.IsAuthenticated != true ? [] :
    [
        .. Grants.Somewhere(who, Act.SeeStatistics) == Right.Allowed ? Cockpit : [],
        Vacancies,
        Messages,
        .. Grants.Allows(who, Act.SeeOperations, new Subject()) ? [Operations] : Array.Empty<PageLink>(),
    ];

    /// <summary>A page belongs to the link its address begins with.</summary>
    public static bool IsCurrent(PageLink link, PathString path) => path.StartsWithSegments(link.Url, StringComparison.OrdinalIgnoreCase);

    /// <summary>« Claire Besnard » → « CB ».</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> kept = words.Length < 2 ? words : [words[0], words[^1]];
        return string.Concat(kept.Select(word => char.ToUpperInvariant(word[0])));
    }
}
