using Jalon.Grains;
using Jalon.Workflows.Reminders;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>Who hears of a step: the people behind holders and roles at an instant, substitutes in the place of those they replace.</summary>
internal sealed class Listeners
{
    /// <summary>No tree of organisations is deeper.</summary>
    private const int Deepest = 20;

    private const string RolesSql = """
        select person_id, organisation_id, role, case when substitute_from <= $1 and (substitute_until is null or substitute_until > $1) then substitute_id end
        from jalon.role_held where from_at <= $1 and (until_at is null or until_at > $1)
        """;

    private readonly Dictionary<Guid, Guid> parents = [];
    private readonly Dictionary<Guid, Guid> replaced = [];
    private readonly Dictionary<Guid, string> names = [];
    private ILookup<(Role, Guid), Guid> held = Array.Empty<Guid>().ToLookup(_ => default((Role, Guid)));

    public static async Task<Listeners> ReadAsync(NpgsqlDataSource database, DateTimeOffset at, CancellationToken ct)
    {
        var (listeners, roles) = (new Listeners(), new List<(Role Role, Guid Organisation, Guid Person)>());
        await using (var command = Parameter.Command(database, RolesSql, Parameter.Of(at)))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                roles.Add((Enum.Parse<Role>(row.GetString(2)), row.GetGuid(1), row.GetGuid(0)));
                if (!row.IsDBNull(3)) listeners.replaced[row.GetGuid(0)] = row.GetGuid(3);
            }
        }

        await using (var command = database.CreateCommand("select id, parent_id from jalon.organisation where parent_id is not null"))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) listeners.parents[row.GetGuid(0)] = row.GetGuid(1);
        listeners.held = roles.ToLookup(one => (one.Role, one.Organisation), one => one.Person);
        return listeners;
    }

    /// <summary>Everybody who holds a role, wherever.</summary>
    public IEnumerable<Guid> Everywhere(Role role) => held.Where(one => one.Key.Item1 == role).SelectMany(one => one).Select(Acting).Distinct();

    /// <summary>Those a rung speaks to.</summary>
    public IReadOnlyList<Guid> Of(Audience audience, OpenCase open, Step step) => [.. (audience switch
    {
        Audience.Holder => Holders(open, step),
        Audience.Manager => Managers(open, step),
        Audience.HrLead => Nearest(Role.HrLead, open.OrganisationId),
        _ => open.RecruiterId is { } recruiter ? [recruiter] : Nearest(Role.Recruiter, open.OrganisationId),
    }).Select(Acting).Distinct()];

    public IReadOnlyList<Guid> Holders(OpenCase open, Step step) =>
        step.Holder.PersonId is { } person ? [person]
        : step.Holder.Role == Role.Assessor && open.Assessing.Count > 0 ? [.. open.Readers]
        : step.Holder is { Role: { } role, OrganisationId: { } organisation } ? Nearest(role, organisation) : [];

    /// <summary>Who waits for the result: the manager of the post; human resources where that manager has the ball.</summary>
    private List<Guid> Managers(OpenCase open, Step step) =>
        step.Holder.Role != Role.LineManager && open.LineManagerId is { } manager ? [manager] : Nearest(Role.HrLead, open.OrganisationId);

    public Guid Acting(Guid person) => replaced.GetValueOrDefault(person, person);

    public string? Name(Guid? person) => person is { } known ? names.GetValueOrDefault(known) : null;

    public async Task NameAsync(NpgsqlDataSource database, IEnumerable<Guid> people, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, "select id, given_name || ' ' || family_name from jalon.person where id = any ($1)", Parameter.Of(people.Distinct().ToArray()));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) names[row.GetGuid(0)] = row.GetString(1);
    }

    /// <summary>In the organisation, else in the nearest above where somebody holds the role.</summary>
    private List<Guid> Nearest(Role role, Guid organisation)
    {
        var at = organisation;
        for (var depth = 0; depth < Deepest; depth++)
        {
            if (held[(role, at)].ToList() is { Count: > 0 } people) return people;
            if (!parents.TryGetValue(at, out at)) break;
        }

        return [];
    }
}
