using Npgsql;

namespace Jalon.Silo;

/// <summary>The database named by ConnectionStrings__Jalon, checked once before anything is written in it.</summary>
public static class GivenDatabase
{
    private const int Rounds = 3;

    /// <exception cref="DatabaseUnavailableException">With the exact SQL or setting that is missing.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken ct)
    {
        var settings = Parse(connectionString);
        try
        {
            if (await MixesSessionsAsync(settings, ct))
                throw new DatabaseUnavailableException(DatabaseSentences.TransactionPooler);
            await DatabaseRequirements.CheckAsync(settings.ConnectionString, ct);
        }
        catch (PostgresException refused)
        {
            throw new DatabaseUnavailableException(Refusal(refused, settings), refused);
        }
        catch (NpgsqlException silent)
        {
            throw new DatabaseUnavailableException(DatabaseSentences.Unreachable(settings.Host ?? "?", settings.Port), silent);
        }
    }

    /// <summary>
    /// Two sessions open together and asked in turn: PostgreSQL answers each from its own process, always the same. A pooler that lends one server connection per transaction
    /// answers both from one process, or one of them from several.
    /// </summary>
    internal static async Task<bool> MixesSessionsAsync(NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        var alone = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 };
        await using var one = new NpgsqlConnection(alone.ConnectionString);
        await using var other = new NpgsqlConnection(alone.ConnectionString);
        await one.OpenAsync(ct);
        await other.OpenAsync(ct);
        var (ones, others) = (new HashSet<int>(), new HashSet<int>());
        for (var round = 0; round < Rounds; round++)
        {
            ones.Add(await ProcessAsync(one, ct));
            others.Add(await ProcessAsync(other, ct));
        }
        return ones.Count > 1 || others.Count > 1 || ones.Overlaps(others);
    }

    private static async Task<int> ProcessAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            throw new DatabaseUnavailableException(DatabaseSentences.Malformed(malformed.GetType().Name), malformed);
        }
    }

    private static string Refusal(PostgresException refused, NpgsqlConnectionStringBuilder settings)
    {
        var user = settings.Username ?? "?";
        return refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => DatabaseSentences.WrongPassword(user),
            PostgresErrorCodes.InvalidCatalogName => DatabaseSentences.NoDatabase(settings.Database ?? user, user),
            _ => DatabaseSentences.Refused(refused.SqlState),
        };
    }
}
