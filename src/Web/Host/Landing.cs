using Jalon.Grains;

namespace Jalon.Web.Host;

/// <summary>The page a person lands on: what they come for, a line per role. Somebody with several roles lands on the first of these.</summary>
public static class Landing
{
    private static readonly IReadOnlyList<(Role Role, string Url)> Pages =
    [
        (Role.HrLead, "/ce-matin"),
        (Role.FiliereHr, "/ce-matin"),
    ];

    private const string Others = "/postes";

    public static string Of(Who who) => Pages.FirstOrDefault(page => who.Roles.Any(held => held.Role == page.Role)).Url ?? Others;
}
