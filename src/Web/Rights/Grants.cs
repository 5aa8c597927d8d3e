using Jalon.Grains;

namespace Jalon.Web.Rights;

/// <summary>What somebody may do, for pages and API alike.</summary>
public static class Grants
{
    public static Right Of(Who who, Act act, Subject subject) => Access.May(who, act, subject);

    public static bool Allows(Who who, Act act, Subject subject) => Of(who, act, subject) == Right.Allowed;

    /// <summary>For what belongs to no organisation yet, such as a person not registered before: allowed to whoever may do it somewhere.</summary>
    public static Right Somewhere(Who who, Act act) =>
        who.Roles.Any(held => Allows(who, act, new Subject { OrganisationPath = [held.OrganisationId] })) ? Right.Allowed : Right.Forbidden;

    /// <summary>The organisations in which (and below which) somebody may do it, and whether they may everywhere.</summary>
    public static (bool Everywhere, IReadOnlyList<Guid> In) Reach(Who who, Act act) =>
        (Allows(who, act, new Subject()), [.. who.Roles.Where(held => Allows(who with { Roles = [held] }, act, new Subject { OrganisationPath = [held.OrganisationId] })).Select(held => held.OrganisationId).Distinct()]);
}
