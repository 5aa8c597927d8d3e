using Npgsql;

namespace Jalon.Silo;

/// <summary>What Jalon asks of any database: version, encoding, extensions, French order, time zones. What is missing is refused with the statement that brings it.</summary>
internal static class DatabaseRequirements
{
    private const int OldestVersion = ServerBinaries.OldestMajor * 10_000;

    private static readonly string[] Extensions = ["pg_trgm", "unaccent"];

    private sealed record Answer(
        int Version, string VersionName, string Encoding, bool IsStandby, bool MayCreate, string Database, string User, bool HasFrenchOrder, string[] Extensions);

    private const string Question = """
        select current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding'), pg_is_in_recovery(),
               to_regnamespace('jalon') is not null or has_database_privilege(current_database(), 'CREATE'), current_database()::text, current_user::text,
               exists (select from pg_collation where collname = 'fr-x-icu'), array(select extname::text from pg_extension)
        """;

    public static async Task CheckAsync(string connectionString, CancellationToken ct)
    {
        var alone = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(alone.ConnectionString);
        await connection.OpenAsync(ct);
        var answer = await AskAsync(connection, ct);
        if (Lack(answer) is { } lack)
            throw new DatabaseUnavailableException(lack);
        foreach (var extension in Extensions.Except(answer.Extensions))
            await CreateAsync(connection, extension, answer.Database, ct);
        await CheckTimeZoneAsync(connection, ct);
    }

    private static string? Lack(Answer answer) =>
        answer.Version < OldestVersion ? DatabaseSentences.TooOld(answer.VersionName)
        : answer.Encoding != "UTF8" ? DatabaseSentences.NotUtf8(answer.Database, answer.Encoding)
        : answer.IsStandby ? DatabaseSentences.Standby
        : !answer.MayCreate ? DatabaseSentences.MayNotCreate(answer.Database, answer.User)
        : !answer.HasFrenchOrder ? DatabaseSentences.NoFrenchOrder
        : null;

    private static async Task<Answer> AskAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Question, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new Answer(
            reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetString(5), reader.GetString(6),
            reader.GetBoolean(7), reader.GetFieldValue<string[]>(8));
    }

    /// <summary>Two programs may find the extension missing at the same time: the one that comes second is told it exists, which is what it wanted.</summary>
    private static async Task CreateAsync(NpgsqlConnection connection, string extension, string database, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand($"create extension if not exists {extension}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException both) when (both.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject)
        {
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseUnavailableException(DatabaseSentences.MayNotCreateExtension(database, extension), refused);
        }
        catch (PostgresException absent) when (absent.SqlState is PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported)
        {
            throw new DatabaseUnavailableException(DatabaseSentences.ExtensionNotInstalled(extension), absent);
        }
    }

    private static async Task CheckTimeZoneAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand("select now() at time zone 'Europe/Paris'", connection);
            await command.ExecuteScalarAsync(ct);
        }
        catch (PostgresException unknown) when (unknown.SqlState is PostgresErrorCodes.InvalidParameterValue)
        {
            throw new DatabaseUnavailableException(DatabaseSentences.NoTimeZones, unknown);
        }
    }
}
