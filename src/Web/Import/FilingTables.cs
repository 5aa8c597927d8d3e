using System.Security.Cryptography;
using System.Text;

using Dapper;

using Jalon.Grains;
using Jalon.Grains.Applications;

using Npgsql;

namespace Jalon.Web.Import;

/// <summary>A vacancy named by its reference.</summary>
internal sealed record KnownVacancy(string Reference, Guid Id, Guid OrganisationId);

/// <summary>A person's file as it is.</summary>
/// <param name="Kept">False once their row was erased.</param>
internal sealed record KnownPerson(Guid Id, CandidateStatus Status, Category? Category, string? Corps, string? Grade, Guid? Origin, bool Merged, bool Kept,
    string? GivenName, string? FamilyName, string? Email, string? Phone);

/// <summary>An application already filed.</summary>
internal sealed record KnownApplication(Guid Id, DateTimeOffset FiledAt, Channel Channel);

/// <summary>What exists already, read for all the lines of a lot at once.</summary>
internal sealed class FilingTables(NpgsqlDataSource database)
{
    /// <summary>A reference used again names the post that still recruits, else the last one that changed.</summary>
    private const string Vacancies = """
        select distinct on (reference) reference, id, organisation_id from jalon.vacancy where reference = any(@references)
        order by reference, stage = 'Published' desc, changed_at desc
        """;

    private const string People = """
        select c.id, c.status, c.state ->> 'category', c.state ->> 'corps', c.state ->> 'grade', (c.state ->> 'originAdministration')::uuid,
            c.state ->> 'mergedInto' is not null, p.id is not null, p.given_name, p.family_name, p.email, p.phone
        from jalon.candidate c left join jalon.person p on p.id = c.id where c.id = any(@ids)
        """;

    private const string ByEmail = """
        select distinct on (lower(p.email)) lower(p.email), p.id from jalon.person p join jalon.candidate c on c.id = p.id
        where lower(p.email) = any(@emails) order by lower(p.email), p.id
        """;

    private const string Applications = """
        select id, (state ->> 'filedAt')::timestamptz, state ->> 'channel' from jalon.job_application where id = any(@ids)
        """;

    private byte[]? secret;

    /// <summary>
    /// The id of a person brought in: the same at each import, and nobody can tell whose it is from the facts that name it, since it takes the secret of this database.
    /// </summary>
    public async Task<Func<string, Guid>> IdsAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var key = secret ??= await connection.QuerySingleAsync<byte[]>(new CommandDefinition("select secret from jalon.import_key", cancellationToken: ct));
        return person => DerivedId.Of("candidate", "import", Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(person))));
    }

    public Task<Dictionary<string, KnownVacancy>> VacanciesAsync(string[] references, CancellationToken ct) => ReadAsync(
        Vacancies, new { references }, row => new KnownVacancy(row.GetString(0), row.GetGuid(1), row.GetGuid(2)), vacancy => vacancy.Reference, ct);

    public Task<Dictionary<Guid, KnownPerson>> PeopleAsync(Guid[] ids, CancellationToken ct) => ReadAsync(People, new { ids }, Person, person => person.Id, ct);

    /// <summary>Candidates by their e-mail in lower case.</summary>
    public async Task<Dictionary<string, Guid>> ByEmailAsync(string[] emails, CancellationToken ct) =>
        (await ReadAsync(ByEmail, new { emails }, row => (Email: row.GetString(0), Id: row.GetGuid(1)), one => one.Email, ct)).ToDictionary(one => one.Key, one => one.Value.Id);

    public Task<Dictionary<Guid, KnownApplication>> ApplicationsAsync(Guid[] ids, CancellationToken ct) => ReadAsync(
        Applications, new { ids }, row => new KnownApplication(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), Enum.Parse<Channel>(row.GetString(2))), one => one.Id, ct);

    private async Task<Dictionary<TKey, T>> ReadAsync<TKey, T>(string sql, object parameters, Func<System.Data.Common.DbDataReader, T> read, Func<T, TKey> key, CancellationToken ct)
        where TKey : notnull
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var row = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
        var found = new Dictionary<TKey, T>();
        while (await row.ReadAsync(ct))
        {
            var one = read(row);
            found[key(one)] = one;
        }

        return found;
    }

    private static KnownPerson Person(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), Enum.Parse<CandidateStatus>(row.GetString(1)), Text(row, 2) is { } category ? Enum.Parse<Category>(category) : null, Text(row, 3), Text(row, 4),
        row.IsDBNull(5) ? null : row.GetGuid(5), row.GetBoolean(6), row.GetBoolean(7), Text(row, 8), Text(row, 9), Text(row, 10), Text(row, 11));

    private static string? Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
