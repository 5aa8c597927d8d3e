using System.Text.Json;

using Dapper;
using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Components;
using Npgsql;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>The whole sheet of a post, and what its form chooses from.</summary>
public static class SheetText
{
    private const int Most = 500;

    public static async Task<VacancySheet> ReadAsync(NpgsqlDataSource database, Guid vacancy, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var text = await connection.QueryFirstOrDefaultAsync<string>(
            new CommandDefinition("select data::text from jalon.sheet where vacancy_id = @vacancy order by revision desc limit 1", new { vacancy }, cancellationToken: ct));
        return text is null ? new VacancySheet() : JsonSerializer.Deserialize<VacancySheet>(text, Json.Options)!;
    }

    /// <summary>The organisations where somebody may write a need, and those below.</summary>
    public static async Task<IReadOnlyList<Choice>> OrganisationsAsync(NpgsqlDataSource database, IReadOnlyList<Guid> roots, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition("""
            with recursive tree(id) as (select unnest(@roots) union select o.id from tree join jalon.organisation o on o.parent_id = tree.id)
            select o.id, o.name from jalon.organisation o join tree on tree.id = o.id where o.state ->> 'closedAt' is null order by o.name collate "fr-x-icu", o.id limit @Most
            """, new { roots = roots.ToArray(), Most }, cancellationToken: ct));
        return [.. rows.Select(row => new Choice(row.Id.ToString(), row.Name))];
    }

    /// <summary>Those who hold a role that follows a post.</summary>
    public static async Task<IReadOnlyList<Choice>> PeopleAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Name)>(new CommandDefinition("""
            select p.id, p.given_name || ' ' || p.family_name from jalon.person p
            where exists (select from jalon.role_held r where r.person_id = p.id and r.role in ('Recruiter', 'HrLead', 'LineManager') and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
            order by p.family_name collate "fr-x-icu", p.given_name collate "fr-x-icu", p.id limit @Most
            """, new { Most }, cancellationToken: ct));
        return [.. rows.Select(row => new Choice(row.Id.ToString(), row.Name))];
    }
}
