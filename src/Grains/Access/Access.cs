namespace Jalon.Grains;

/// <summary>What the server answers: done, 403 (the person may see, not do), 404 (the person may not know that it exists).</summary>
public enum Right { Allowed, Forbidden, Unknown }

/// <summary>A role in force, and whose it is: a substitute acts for the person they replace.</summary>
public sealed record HeldRole(Role Role, Guid OrganisationId, Guid HolderId);

/// <summary>Somebody who asks, with the roles they hold at this instant. Everybody is also the candidate of their own file.</summary>
public sealed record Who(Guid PersonId, IReadOnlyList<HeldRole> Roles)
{
    /// <summary>The roles of a person at an instant: their own, and those of the people they replace while both last; with them, what each brings along.</summary>
    public static Who At(Guid personId, IEnumerable<RoleRow> rows, DateTimeOffset at) => new(personId,
    [
        .. rows.Where(row => row.From <= at && !(row.Until <= at))
            .Where(row => row.PersonId == personId || (row.SubstituteId == personId && row.SubstituteFrom <= at && !(row.SubstituteUntil <= at)))
            .SelectMany(row => Brought(row.Role).Select(role => new HeldRole(role, row.OrganisationId, row.PersonId)))
            .Distinct(),
    ]);

    /// <summary>Whoever recruits, leads or manages posts may be asked to assess, and is an assessor then: of the files they are asked about, and of no others.</summary>
    private static Role[] Brought(Role role) => role is Role.Recruiter or Role.HrLead or Role.LineManager ? [role, Role.Assessor] : [role];

    internal IEnumerable<HeldRole> RolesAndSelf => Roles.Append(new HeldRole(Role.Candidate, Guid.Empty, PersonId));
}

/// <summary>What the rights depend on in the thing asked for. What is left out grants nothing.</summary>
public sealed record Subject
{
    /// <summary>From its organisation up to the root; for a person, the organisations (and theirs above) of the posts they apply to or the path they follow.</summary>
    public IReadOnlyList<Guid> OrganisationPath { get; init; } = [];

    public Guid? LineManagerId { get; init; }

    /// <summary>Those who are asked to assess this file, and neither released nor in conflict: they say first whether they may.</summary>
    public IReadOnlyList<Guid> NamedIds { get; init; } = [];

    /// <summary>Those of them who said that they have no conflict of interest: the file is theirs to read.</summary>
    public IReadOnlyList<Guid> AssessorIds { get; init; } = [];

    /// <summary>The person whose file, application, path or data it is.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Everybody who applies to this post, or declared a conflict of interest on this file: its internal side is closed to them, whatever their role.</summary>
    public IReadOnlyList<Guid> ClosedTo { get; init; } = [];

    /// <summary>Of whom a decision is asked: a person, or any approver of an organisation.</summary>
    public IReadOnlyList<Holder> Requests { get; init; } = [];

    /// <summary>Whether the person agreed to be found in the talent pool, and has not paused it.</summary>
    public bool Consents { get; init; }

    /// <summary>Whether the organisation lets the RH department of the filière read the names.</summary>
    public bool NamesGranted { get; init; }

    public bool Published { get; init; }
}

/// <summary>Who may do what on what: <see cref="AccessTable"/>, read. Pure.</summary>
public static class Access
{
    public static Right May(Who who, Act act, Subject subject) =>
        IsAllowed(who, act, subject) ? Right.Allowed
        : AccessTable.Row(act).Seen is { } seen && seen != act && IsAllowed(who, seen, subject) ? Right.Forbidden
        : Right.Unknown;

    /// <summary>
    /// Whether a role may be given by somebody: nobody gives more than they have. What a role may do everywhere, who gives it may do everywhere too; those
    /// that reach all organisations are otherwise given by whoever runs the program.
    /// </summary>
    public static bool MayGrant(Who who, Role role) =>
        Enum.GetValues<Act>().Where(act => AccessTable.Row(act).Of(role) == Reach.Everywhere).All(act => who.Roles.Any(held => AccessTable.Row(act).Of(held.Role) == Reach.Everywhere));

    private static bool IsAllowed(Who who, Act act, Subject subject) => who.RolesAndSelf.Any(held => Holds(AccessTable.Row(act).Of(held.Role), who, held, subject));

    /// <summary>Nobody sees the internal side of a post they apply to, nor of a file they have a conflict of interest with: only what is public or their own is left to them.</summary>
    private static bool Holds(Reach reach, Who who, HeldRole held, Subject subject) => reach switch
    {
        Reach.Own => subject.PersonId == held.HolderId,
        Reach.Published => subject.Published,
        Reach.Never => false,
        _ => !subject.ClosedTo.Contains(who.PersonId) && HoldsInside(reach, held, subject),
    };

    private static bool HoldsInside(Reach reach, HeldRole held, Subject subject) => reach switch
    {
        Reach.Everywhere => true,
        Reach.Tree => subject.OrganisationPath.Contains(held.OrganisationId),
        Reach.OwnPost => subject.OrganisationPath.Contains(held.OrganisationId) && subject.LineManagerId == held.HolderId,
        Reach.Named => subject.NamedIds.Contains(held.HolderId),
        Reach.Handed => subject.AssessorIds.Contains(held.HolderId),
        Reach.Request => subject.Requests.Any(asked => asked.PersonId is { } person ? person == held.HolderId : asked.OrganisationId == held.OrganisationId),
        Reach.Consenting => subject.Consents,
        Reach.NamesGranted => subject.NamesGranted,
        _ => throw new InvalidOperationException($"{reach} is not a reach inside"),
    };
}
