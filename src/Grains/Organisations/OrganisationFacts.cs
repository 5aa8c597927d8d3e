namespace Jalon.Grains.Organisations;

public abstract record OrganisationFact : Fact;

public sealed record OrganisationCreated(Guid OrganisationId, string Name, string? Siret, OrganisationLevel Level, Guid? ParentId) : OrganisationFact;

public sealed record Renamed(string Name) : OrganisationFact;

public sealed record SiretRecorded(string Siret) : OrganisationFact;

public sealed record MovedUnder(Guid? ParentId) : OrganisationFact;

/// <param name="Label">Null when the organisation goes back to everybody's word.</param>
public sealed record StageRelabelled(Stage Stage, string? Label) : OrganisationFact;

public sealed record RoleGranted(Guid RoleId, Guid PersonId, Role Role, DateTimeOffset From, DateTimeOffset? Until) : OrganisationFact;

public sealed record RoleEnded(Guid RoleId, Guid PersonId, Role Role, DateTimeOffset Until) : OrganisationFact;

public sealed record SubstituteNamed(Guid RoleId, Guid PersonId, Role Role, Guid SubstituteId, DateTimeOffset From, DateTimeOffset Until) : OrganisationFact;

public sealed record OrganisationClosed : OrganisationFact;
