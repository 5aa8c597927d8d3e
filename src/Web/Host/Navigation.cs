using System.Security.Claims;
using Jalon.Grains;
using Jalon.Web.Components;

namespace Jalon.Web.Host;

/// <summary>The links of the bar. Only pages that exist are listed; one who is not signed in sees none.</summary>
public static class Navigation
{
    private static readonly PageLink Day = new("Ma journée", "/journee");

    private static readonly PageLink Vacancies = new("Postes", "/postes");

    private static readonly PageLink Operations = new("Exploitation", "/exploitation");

    /// <summary>Roles that steps of cases wait for.</summary>
    private static readonly Role[] Working =
        [Role.Recruiter, Role.HrLead, Role.LineManager, Role.Assessor, Role.CareerAdvisor, Role.TrainingAdvisor, Role.Approver, Role.SensitiveReader];

    public static IReadOnlyList<PageLink> For(ClaimsPrincipal person, Who who)
    {
        if (person.Identity?.IsAuthenticated != true) return [];
        var links = new List<PageLink>();
        if (who.Roles.Any(held => Working.Contains(held.Role))) links.Add(Day);
        links.Add(Vacancies);
        if (Access.May(who, Act.SeeOperations, new Subject()) == Right.Allowed) links.Add(Operations);
        return links;
    }

    /// <summary>The page a person begins on.</summary>
    public static string HomeOf(ClaimsPrincipal person, Who who) => For(person, who) is [var first, ..] ? first.Url : Vacancies.Url;

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
