using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Who people are and which roles they hold: read from the side rows the journal writes.</summary>
public static class People
{
    /// <summary>Who somebody is at this instant: their own roles, and those of the people they replace.</summary>
    public static async Task<Who> WhoAsync(NpgsqlDataSource database, Guid personId, DateTimeOffset at, CancellationToken ct) =>
        Who.At(personId, await RolesAsync(database, "person_id = $1 or substitute_id = $1", personId, ct), at);

    /// <summary>The person who has this e-mail address, or null. The oldest where a duplicate was not merged yet.</summary>
    public static async Task<Guid?> FindAsync(NpgsqlDataSource database, string email, CancellationToken ct)
    {
        await using var query = Parameter.Command(database, "select id from jalon.person where lower(email) = lower($1) order by id limit 1", Parameter.Of(email));
        return (Guid?)await query.ExecuteScalarAsync(ct);
    }

    /// <summary>Organisations by id, SIRET, or name without case and accents.</summary>
    public static async Task<IReadOnlyList<Guid>> OrganisationsAsync(NpgsqlDataSource database, string text, CancellationToken ct)
    {
        await using var query = Parameter.Command(database,
            "select id from jalon.organisation where id::text = lower($1) or siret = $1 or jalon.folded(name) = jalon.folded($1) order by id limit 20", Parameter.Of(text.Trim()));
        await using var row = await query.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(ct)) ids.Add(row.GetGuid(0));
        return ids;
    }

    /// <summary>The people a command names and nobody knows, as field problems. Most commands name none, and nothing is read.</summary>
    public static async Task<IReadOnlyList<FieldProblem>> UnknownAsync(NpgsqlDataSource database, Command command, CancellationToken ct)
    {
        var named = command.NamedPeople().ToList();
        if (named.Count == 0) return [];
        await using var query = Parameter.Command(database, "select id from jalon.person where id = any ($1)", Parameter.Of(named.Select(one => one.PersonId).ToArray()));
        var known = new HashSet<Guid>();
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) known.Add(row.GetGuid(0));
        return [.. named.Where(one => !known.Contains(one.PersonId)).Select(one => new FieldProblem(one.Field, "Personne n’a cet identifiant. Choisissez une personne connue ici."))];
    }

    internal static async Task<IReadOnlyList<RoleRow>> RolesAsync(NpgsqlDataSource database, string where, Guid parameter, CancellationToken ct)
    {
        await using var query = database.CreateCommand($"""
            select id, person_id, organisation_id, role, from_at, until_at, substitute_id, substitute_from, substitute_until
            from jalon.role_held where {where} order by id limit 1000
            """);
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = parameter });
        await using var row = await query.ExecuteReaderAsync(ct);
        var roles = new List<RoleRow>();
        while (await row.ReadAsync(ct))
        {
            roles.Add(new RoleRow(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), Enum.Parse<Role>(row.GetString(3)), row.GetFieldValue<DateTimeOffset>(4),
                Instant(row, 5), row.IsDBNull(6) ? null : row.GetGuid(6), Instant(row, 7), Instant(row, 8)));
        }

        return roles;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
