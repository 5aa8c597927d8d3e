using System.Globalization;

using Dapper;
using Jalon.Grains;
using Npgsql;

namespace Jalon.Web.SignIn;

/// <summary>Somebody who holds a role now, as the sign-in page names them.</summary>
/// <param name="Roles">« Responsable RH, ministère Alpha ».</param>
public sealed record StaffMember(Guid Id, string Name, IReadOnlyList<string> Roles);

/// <summary>Those who may sign in: the people who hold a role at this instant.</summary>
public static class Staff
{
    /// <summary>A local list is read by eye: past this many people another way of signing in is needed anyway.</summary>
    private const int Most = 200;

    private const string Sql = """
        select p.id, p.given_name, p.family_name, r.role, o.name
        from jalon.role_held r join jalon.person p on p.id = r.person_id join jalon.organisation o on o.id = r.organisation_id
        where r.from_at <= @now and (r.until_at is null or r.until_at > @now) and (@id::uuid is null or p.id = @id)
        order by p.family_name collate "fr-x-icu", p.given_name collate "fr-x-icu", p.id, o.name collate "fr-x-icu", r.role
        limit @most
        """;

    public static async Task<IReadOnlyList<StaffMember>> ListAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken ct) => await ReadAsync(database, now, null, ct);

    public static async Task<StaffMember?> FindAsync(NpgsqlDataSource database, DateTimeOffset now, Guid id, CancellationToken ct) =>
        (await ReadAsync(database, now, id, ct)).FirstOrDefault();

    private static async Task<List<StaffMember>> ReadAsync(NpgsqlDataSource database, DateTimeOffset now, Guid? id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Given, string Family, string Role, string Organisation)>(
            new CommandDefinition(Sql, new { now = now.UtcDateTime, id, most = Most }, cancellationToken: ct));
        return [.. rows.GroupBy(row => row.Id).Select(one => new StaffMember(one.Key, $"{one.First().Given} {one.First().Family}", [.. one.Select(Held)]))];
    }

    private static string Held((Guid Id, string Given, string Family, string Role, string Organisation) row) =>
        string.Create(CultureInfo.InvariantCulture, $"{Enum.Parse<Role>(row.Role).Label()}, {row.Organisation}");
}
