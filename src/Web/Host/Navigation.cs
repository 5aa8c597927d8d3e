using System.Security.Claims;
using Jalon.Grains;
using Jalon.Web.Components;

namespace Jalon.Web.Host;

/// <summary>The links of the bar. Only pages that exist are listed; a visitor sees what is public, a candidate their own space.</summary>
public static class Navigation
{
    private static readonly PageLink Vacancies = new("Postes", "/postes");

    private static readonly PageLink Messages = new("Messages", "/messages");

    private static readonly IReadOnlyList<PageLink> Visitor = [new("Offres", "/offres"), new("Alertes", "/alertes")];

    private static readonly IReadOnlyList<PageLink> Candidate = [new("Offres", "/offres"), new("Mes candidatures", "/mes-candidatures"), Messages, new("Mon profil", "/mon-profil")];

    private static readonly PageLink Operations = new("Exploitation", "/exploitation");

    public static IReadOnlyList<PageLink> For(ClaimsPrincipal person, Who who) =>
        person.Identity?.IsAuthenticated != true ? Visitor : who.Roles.Count == 0 ? Candidate
        : Access.May(who, Act.SeeOperations, new Subject()) == Right.Allowed ? [Vacancies, Messages, Operations] : [Vacancies, Messages];

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
