using System.Security.Claims;
using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Outgoing;
using Jalon.Web.Rights;

namespace Jalon.Web.Host;

/// <summary>The links of the bar. Only pages that exist are listed; a visitor sees what is public, a candidate their own space, everybody else what their roles are for.</summary>
public static class Navigation
{
    private static readonly PageLink Day = new("Ma journée", "/journee");

    private static readonly PageLink Interviews = new("Entretiens", "/entretiens");

    private static readonly PageLink Tasks = new("À faire", "/a-faire");

    private static readonly PageLink Vacancies = new("Postes", "/postes");

    private static readonly PageLink LegalDeadlines = new("Échéances", "/echeances");

    private static readonly PageLink Messages = new("Messages", "/messages");

    private static readonly PageLink Outgoing = new("Envois en attente", "/envois");

    private static readonly PageLink Procedures = new("Procédures", "/procedures");

    private static readonly PageLink Operations = new("Exploitation", "/exploitation");

    private static readonly PageLink References = new("Référentiels", "/referentiels");

    private static readonly PageLink ThisMorning = new("Ce matin", "/ce-matin");

    private static readonly PageLink Bottlenecks = new("Blocages", "/blocages");

    private static readonly IReadOnlyList<PageLink> Figures = [new("Délais", "/delais"), new("Prévisions", "/previsions"), new("Expérimentations", "/experimentations")];

    private static readonly IReadOnlyList<PageLink> Visitor = [new("Offres", "/offres"), new("Alertes", "/alertes")];

    private static readonly IReadOnlyList<PageLink> Candidate = [new("Offres", "/offres"), new("Mes candidatures", "/mes-candidatures"), Messages, new("Mon profil", "/mon-profil")];

    /// <summary>Roles that steps of cases wait for.</summary>
    private static readonly Role[] Working =
        [Role.Recruiter, Role.HrLead, Role.LineManager, Role.Assessor, Role.CareerAdvisor, Role.TrainingAdvisor, Role.Approver, Role.SensitiveReader];

    /// <summary>Links that the bar has room for; the others are one click further.</summary>
    public const int Shown = 5;

    public static IReadOnlyList<PageLink> For(ClaimsPrincipal person, Who who) =>
        person.Identity?.IsAuthenticated != true ? Visitor : who.Roles.Count == 0 ? Candidate :
        [
            .. Grants.Somewhere(who, Act.SeeStatistics) == Right.Allowed ? (PageLink[])[ThisMorning, Bottlenecks] : [],
            .. who.Roles.Any(held => Working.Contains(held.Role)) ? (PageLink[])[Day, Vacancies, .. who.Roles.Any(held => held.Role is Role.Recruiter or Role.HrLead or Role.LineManager or Role.Assessor) ? (PageLink[])[Interviews] : [], Tasks] : [Vacancies],
            .. HeldMail.Concerns(who) ? (PageLink[])[Outgoing] : [],
            LegalDeadlines, Messages,
            .. Grants.Somewhere(who, Act.SeeStatistics) == Right.Allowed ? Figures : [],
            Procedures,
            .. Grants.Allows(who, Act.SeeOperations, new Subject()) ? (PageLink[])[Operations] : [],
            .. Grants.Allows(who, Act.AmendRules, new Subject()) ? (PageLink[])[References] : [],
        ];

    /// <summary>The page somebody begins on: what they come for.</summary>
    public static string HomeOf(ClaimsPrincipal person, Who who) =>
        person.Identity?.IsAuthenticated == true && who.Roles.Count == 0 ? "/mes-candidatures" : For(person, who)[0].Url;

    /// <summary>The link that carries the count of what is held.</summary>
    public static bool Counts(PageLink link) => link == Outgoing;

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
