using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>What the letters about a candidacy say of it. Each is read for one candidacy: no other person's line is near.</summary>
/// <param name="Person">« Salomé Girard »; null where the person was erased.</param>
public sealed record CaseWords(Guid Id, JobApplication State, string Post, string Employer, string? Person)
{
    private const string Sql = """
        select a.id, a.state, v.title, o.name, p.given_name || ' ' || p.family_name
        from jalon.job_application a
        left join jalon.vacancy v on v.id = a.vacancy_id
        left join jalon.organisation o on o.id = (a.state ->> 'organisationId')::uuid
        left join jalon.person p on p.id = a.candidate_id
        where a.id = any ($1)
        """;

    public static async Task<Dictionary<Guid, CaseWords>> ReadAsync(NpgsqlDataSource database, Guid[] applications, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Sql, Parameter.Of(applications));
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<Guid, CaseWords>(applications.Length);
        while (await row.ReadAsync(ct))
        {
            var state = JsonSerializer.Deserialize<JobApplication>(row.GetString(1), Json.Options)!;
            found[row.GetGuid(0)] = new CaseWords(row.GetGuid(0), state, Text(row, 2) ?? "poste sans intitulé", Text(row, 3) ?? "Le service du recrutement", Text(row, 4));
        }

        return found;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

