using System.Reflection;
using System.Text.RegularExpressions;

using Dapper;

using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Brings a database to the schema of this program: the numbered files of <c>Sql/</c>, each once, in order, under one advisory lock.</summary>
public static partial class Migrations
{
    /// <summary>One lock for everything that changes the schema or the epoch; the number is arbitrary and never changes.</summary>
    private const long Lock = 0x4A414C4F4E;

    public sealed record Step(int Number, string Name, string Sql);

    public static IReadOnlyList<Step> Steps { get; } = [.. Read().OrderBy(step => step.Number)];

    /// <summary>Building an index takes as long as there are rows.</summary>
    private const int NoLimit = 0;

    /// <summary>Applies what is missing, notes the cluster's epoch, seeds the reference data. Running it again changes nothing.</summary>
    /// <returns>The numbers applied now.</returns>
    /// <exception cref="SchemaAheadException">The database was migrated by a newer program.</exception>
    public static async Task<IReadOnlyList<int>> ApplyAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await LockAsync(connection);
        var applied = await CompleteAsync(connection);
        await transaction.CommitAsync(ct);
        return applied;
    }

    /// <summary>Until the end of the transaction nobody else changes the schema or the epoch, and nothing is cut short.</summary>
    internal static async Task LockAsync(NpgsqlConnection connection)
    {
        // A migration may be long; the limits come back with the end of the transaction, since the connection goes back to the pool.
        await connection.ExecuteAsync("set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0");
        await connection.ExecuteAsync("select pg_advisory_xact_lock(@Lock)", new { Lock }, commandTimeout: NoLimit);
    }

    /// <summary>Under the lock: what is missing of this program's schema, epoch and reference data.</summary>
    internal static async Task<IReadOnlyList<int>> CompleteAsync(NpgsqlConnection connection)
    {
        var applied = await BuildAsync(connection, Steps);
        await NoteEpochAsync(connection);
        await SeedAsync(connection);
        return applied;
    }

    /// <summary>Under the lock: those of these steps that the database has not yet.</summary>
    internal static async Task<IReadOnlyList<int>> BuildAsync(NpgsqlConnection connection, IReadOnlyList<Step> steps)
    {
        await connection.ExecuteAsync("""
            create extension if not exists pg_trgm with schema public;
            create extension if not exists unaccent with schema public;
            create schema if not exists jalon;
            create table if not exists jalon.migration (number int primary key, name text not null, at timestamptz not null default now());
            """);
        var done = (await connection.QueryAsync<int>("select number from jalon.migration")).ToHashSet();
        if (done.Count > 0 && done.Max() > Steps[^1].Number) throw new SchemaAheadException(done.Max(), Steps[^1].Number);
        var missing = steps.Where(step => !done.Contains(step.Number)).ToList();
        foreach (var step in missing)
        {
            await connection.ExecuteAsync(step.Sql, commandTimeout: NoLimit);
            await connection.ExecuteAsync("insert into jalon.migration (number, name) values (@Number, @Name)", new { step.Number, step.Name });
        }

        return [.. missing.Select(step => step.Number)];
    }

    /// <summary>From here to <see cref="AllowAsync"/> no other session changes the schema, whatever this one does: to name the tables and lock them.</summary>
    internal static Task ForbidAsync(NpgsqlConnection connection) =>
        connection.ExecuteAsync("set lock_timeout = '10s'; select pg_advisory_lock_shared(@Lock)", new { Lock });

    internal static Task AllowAsync(NpgsqlConnection connection) => connection.ExecuteAsync("select pg_advisory_unlock_shared(@Lock)", new { Lock });

    /// <summary>A new epoch when the facts were brought into another cluster, whose transaction ids start lower.</summary>
    private static Task<int> NoteEpochAsync(NpgsqlConnection connection) => connection.ExecuteAsync("""
        insert into jalon.epoch (number, system_identifier)
        select coalesce(max(e.number), 0) + 1, c.system_identifier
        from pg_control_system() c left join jalon.epoch e on true
        group by c.system_identifier
        having c.system_identifier is distinct from (select system_identifier from jalon.epoch order by number desc limit 1)
        """);

    private static async Task SeedAsync(NpgsqlConnection connection)
    {
        await connection.ExecuteAsync("""
            insert into jalon.parameter (name, organisation_id, amount, unit, from_day, reference, version)
            values (@Name, @OrganisationId, @Amount, @Unit, @From, @Reference, @Version) on conflict do nothing
            """, DefaultRules.Parameters.Select(row => new { row.Name, row.OrganisationId, row.Amount, Unit = row.Unit.ToString(), row.From, row.Reference, row.Version }));
        await connection.ExecuteAsync("""
            insert into jalon.legal_basis (code, label, needs_finding, from_day, reference)
            values (@Code, @Label, @NeedsFinding, @From, @Reference) on conflict do nothing
            """, DefaultRules.LegalBases);
    }

    private static IEnumerable<Step> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(name) is not { Success: true } match) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new Step(int.Parse(match.Groups[1].Value, null), match.Groups[2].Value, reader.ReadToEnd());
        }
    }

    [GeneratedRegex(@"\.Sql\.(\d{4})-([a-z-]+)\.sql$")]
    private static partial Regex FileName();
}

/// <summary>The database knows a migration this program does not: a newer program wrote it.</summary>
public sealed class SchemaAheadException(int found, int known)
    : Exception($"La base a été préparée par une version plus récente de Jalon (étape {found}, celle-ci connaît l’étape {known}). Installez cette version-là, ou une plus récente.");
