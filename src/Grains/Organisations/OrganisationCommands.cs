namespace Jalon.Grains.Organisations;

public abstract record OrganisationCommand : Command;

public sealed record CreateOrganisation(Guid OrganisationId, string Name, string? Siret, OrganisationLevel Level, Guid? ParentId = null) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
    [
        .. FieldRules.Id("organisationId", OrganisationId),
        .. FieldRules.Required("name", Name, 200),
        .. Siret is null ? [] : OrganisationFields.Siret(Siret),
        .. FieldRules.Known("level", Level),
        .. ParentId is { } parent ? FieldRules.Id("parentId", parent) : [],
    ];
}

public sealed record Rename(string Name) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() => FieldRules.Required("name", Name, 200);
}

public sealed record RecordSiret(string Siret) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() => OrganisationFields.Siret(Siret);
}

/// <param name="ParentId">Null to make it the root of a tree.</param>
public sealed record MoveUnder(Guid? ParentId) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() => ParentId is { } parent ? FieldRules.Id("parentId", parent) : [];
}

/// <param name="Label">The organisation's own word for a stage; null to go back to everybody's.</param>
public sealed record RelabelStage(Stage Stage, string? Label) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. FieldRules.Known("stage", Stage), .. Label is null ? [] : FieldRules.Required("label", Label, 40)];
}

public sealed record GrantRole(Guid PersonId, Role Role, DateTimeOffset From, DateTimeOffset? Until = null) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() =>
        [.. OrganisationFields.Held(PersonId, Role), .. FieldRules.Instant("from", From), .. FieldRules.Instant("until", Until), .. OrganisationFields.Order("until", From, Until)];

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => [("personId", PersonId)];
}

/// <param name="Until">Null for now.</param>
public sealed record EndRole(Guid PersonId, Role Role, DateTimeOffset? Until = null) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems() => [.. OrganisationFields.Held(PersonId, Role), .. FieldRules.Instant("until", Until)];
}

public sealed record NameSubstitute(Guid PersonId, Role Role, Guid SubstituteId, DateTimeOffset From, DateTimeOffset Until) : OrganisationCommand
{
    public override IEnumerable<FieldProblem> Problems()
    {
        List<FieldProblem> problems =
        [
            .. OrganisationFields.Held(PersonId, Role),
            .. FieldRules.Id("substituteId", SubstituteId),
            .. FieldRules.Instant("from", From),
            .. FieldRules.Instant("until", Until),
            .. OrganisationFields.Order("until", From, Until),
        ];
        if (SubstituteId == PersonId) problems.Add(new("substituteId", "Une personne ne se supplée pas elle-même."));
        return problems;
    }

    public override IEnumerable<(string Field, Guid PersonId)> NamedPeople() => [("substituteId", SubstituteId)];
}

public sealed record CloseOrganisation : OrganisationCommand;

/// <summary>What was read beside the organisation.</summary>
/// <param name="ParentPath">From the parent named in the command up to its root, the parent first; empty when there is no such open organisation.</param>
/// <param name="Held">The row of the role named in the command (<see cref="OrganisationGrain.RoleId"/>), or null.</param>
/// <param name="OpenChildren">Organisations right below this one that are not closed.</param>
public sealed record OrganisationCircumstances(IReadOnlyList<Guid> ParentPath, RoleRow? Held, int OpenChildren);

internal static class OrganisationFields
{
    public static IEnumerable<FieldProblem> Siret(string siret)
    {
        if (!Organisations.Siret.IsValid(siret)) yield return new("siret", "Ce SIRET est faux\u00A0: il compte quatorze chiffres, sans espace, dont le dernier contrôle les autres.");
    }

    /// <summary>Everybody is the candidate of their own file: that role is never granted.</summary>
    public static IEnumerable<FieldProblem> Held(Guid personId, Role role) =>
    [
        .. FieldRules.Id("personId", personId),
        .. FieldRules.Known("role", role),
        .. role == Role.Candidate ? [new FieldProblem("role", "Ce rôle ne se donne pas\u00A0: chaque personne l’a pour son propre dossier.")] : Array.Empty<FieldProblem>(),
    ];

    public static IEnumerable<FieldProblem> Order(string field, DateTimeOffset from, DateTimeOffset? until)
    {
        if (until <= from) yield return new(field, "La fin vient après le début.");
    }
}
