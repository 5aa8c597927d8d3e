using Jalon.Grains.Calendar;

namespace Jalon.Grains.Organisations;

/// <summary>What may happen to an organisation, and what it becomes.</summary>
public static class OrganisationGrain
{
    public static readonly GrainKind Kind = GrainKind.Of<Organisation, OrganisationCommand, OrganisationFact, OrganisationCircumstances>("organisation", Decide, Apply, NeedsCircumstances);

    /// <summary>One row per person, organisation and role, whatever the dates: granted again, the role replaces its row.</summary>
    public static Guid RoleId(Guid personId, Guid organisationId, Role role) => DerivedId.Of("role", personId, organisationId, role);

    public static Decision Decide(Organisation? state, Command command, OrganisationCircumstances? read, Context context) => (state, command) switch
    {
        (_, DeadlineReached) => Decision.AlreadySo,
        (null, CreateOrganisation create) => Create(create, read),
        (null, _) => OrganisationRefusals.Unknown,
        (_, CreateOrganisation) => OrganisationRefusals.AlreadyCreated,
        (_, EndRole end) => End(state, end, read, context),
        (_, CloseOrganisation) => Close(state, read),
        ({ ClosedAt: { } closed }, _) => OrganisationRefusals.Closed(FrenchCalendar.DayOf(closed)),
        (_, Rename(var name)) => name == state.Name ? Decision.AlreadySo : new Renamed(name),
        (_, RecordSiret(var siret)) => siret == state.Siret ? Decision.AlreadySo : new SiretRecorded(siret),
        (_, MoveUnder(var parent)) => Move(state, parent, read),
        (_, RelabelStage(var stage, var label)) => label == state.StageLabels.GetValueOrDefault(stage) ? Decision.AlreadySo : new StageRelabelled(stage, label),
        (_, GrantRole grant) => Grant(state, grant, read),
        (_, NameSubstitute substitute) => Substitute(state, substitute, read, context),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not for an organisation"),
    };

    private static bool NeedsCircumstances(Organisation? state, Command command) => command switch
    {
        CreateOrganisation create => state is null && create.ParentId is not null,
        MoveUnder move => state is not null && move.ParentId is not null,
        GrantRole or EndRole or NameSubstitute or CloseOrganisation => state is not null,
        _ => false,
    };

    private static Decision Create(CreateOrganisation create, OrganisationCircumstances? read) =>
        ParentRefused(create.OrganisationId, create.ParentId, read) is { } why
            ? why
            : new OrganisationCreated(create.OrganisationId, create.Name, create.Siret, create.Level, create.ParentId);

    private static Decision Move(Organisation state, Guid? parent, OrganisationCircumstances? read) =>
        parent == state.ParentId ? Decision.AlreadySo
        : ParentRefused(state.Id, parent, read) is { } why ? why
        : new MovedUnder(parent);

    private static Refusal? ParentRefused(Guid id, Guid? parent, OrganisationCircumstances? read) =>
        parent is null ? null
        : parent == id ? OrganisationRefusals.ParentOfItself
        : read is null or { ParentPath.Count: 0 } ? OrganisationRefusals.ParentUnknown
        : read.ParentPath.Contains(id) ? OrganisationRefusals.Circle
        : null;

    private static Accepted Grant(Organisation state, GrantRole grant, OrganisationCircumstances? read)
    {
        var held = read?.Held;
        if (held is not null && held.From == grant.From && held.Until == grant.Until) return Decision.AlreadySo;
        var id = RoleId(grant.PersonId, state.Id, grant.Role);
        return new Accepted(
            [new RoleGranted(id, grant.PersonId, grant.Role, grant.From, grant.Until)],
            [new RoleRow(id, grant.PersonId, state.Id, grant.Role, grant.From, grant.Until, held?.SubstituteId, held?.SubstituteFrom, held?.SubstituteUntil)]);
    }

    private static Decision End(Organisation state, EndRole end, OrganisationCircumstances? read, Context context)
    {
        if (read?.Held is not { } held) return OrganisationRefusals.RoleNotHeld(end.Role);
        var asked = end.Until ?? context.At;
        var until = asked < held.From ? held.From : asked;
        if (held.Until <= until) return Decision.AlreadySo;
        var id = RoleId(end.PersonId, state.Id, end.Role);
        return new Accepted([new RoleEnded(id, end.PersonId, end.Role, until)], [held with { Until = until }]);
    }

    private static Decision Substitute(Organisation state, NameSubstitute named, OrganisationCircumstances? read, Context context)
    {
        if (read?.Held is not { } held || held.Until <= context.At) return OrganisationRefusals.RoleNotHeld(named.Role);
        var row = held with { SubstituteId = named.SubstituteId, SubstituteFrom = named.From, SubstituteUntil = named.Until };
        if (row == held) return Decision.AlreadySo;
        var id = RoleId(named.PersonId, state.Id, named.Role);
        return new Accepted([new SubstituteNamed(id, named.PersonId, named.Role, named.SubstituteId, named.From, named.Until)], [row]);
    }

    private static Decision Close(Organisation state, OrganisationCircumstances? read) =>
        state.ClosedAt is not null ? Decision.AlreadySo
        : read is { OpenChildren: > 0 } ? OrganisationRefusals.HasOpenChildren(read.OpenChildren)
        : new OrganisationClosed();

    public static Organisation Apply(Organisation? state, OrganisationFact fact, Stamp stamp) => (state, fact) switch
    {
        (_, OrganisationCreated f) => new Organisation(f.OrganisationId, f.Name, f.Siret, f.Level, f.ParentId, new Dictionary<Stage, string>(), null),
        (null, _) => throw new InvalidOperationException("the first fact of an organisation is OrganisationCreated"),
        (_, Renamed f) => state with { Name = f.Name },
        (_, SiretRecorded f) => state with { Siret = f.Siret },
        (_, MovedUnder f) => state with { ParentId = f.ParentId },
        (_, StageRelabelled f) => state with { StageLabels = Relabelled(state.StageLabels, f) },
        (_, OrganisationClosed) => state with { ClosedAt = stamp.At },
        _ => state,
    };

    private static Dictionary<Stage, string> Relabelled(IReadOnlyDictionary<Stage, string> labels, StageRelabelled fact)
    {
        var others = labels.Where(pair => pair.Key != fact.Stage);
        return (fact.Label is null ? others : others.Append(new(fact.Stage, fact.Label))).OrderBy(pair => pair.Key).ToDictionary();
    }
}

/// <summary>Why a command on an organisation is refused.</summary>
public static class OrganisationRefusals
{
    public static readonly Refusal Unknown = new("organisation_unknown", "Cette organisation n’existe pas.");

    public static readonly Refusal AlreadyCreated = new("already_created", "Cette organisation existe déjà.");

    public static readonly Refusal ParentOfItself = new("parent_of_itself", "Une organisation ne peut pas dépendre d’elle-même.");

    public static readonly Refusal ParentUnknown = new("parent_unknown", "L’organisation de rattachement n’existe pas, ou elle est fermée.");

    public static readonly Refusal Circle = new("organisation_circle", "L’organisation de rattachement dépend de celle-ci\u00A0: le rattachement tournerait en rond.");

    public static Refusal Closed(DateOnly day) => new("organisation_closed", $"Cette organisation est fermée depuis le {French.Date(day)}.");

    public static Refusal RoleNotHeld(Role role) => new("role_not_held", $"Cette personne n’a pas ce rôle ici\u00A0: {role.Label()}.");

    public static Refusal HasOpenChildren(int count) =>
        new("has_open_children", $"{French.Count(count, "organisation dépend", "organisations dépendent")} encore de celle-ci. Fermez-les ou rattachez-les ailleurs d’abord.");
}
