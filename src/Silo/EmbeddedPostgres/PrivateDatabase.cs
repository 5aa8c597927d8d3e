using Npgsql;

namespace Jalon.Silo;

/// <summary>The database « jalon » of our own server: created when absent, with its extensions, after checking that the server is the one of this folder.</summary>
internal static class PrivateDatabase
{
    public static async Task PrepareAsync(NpgsqlConnectionStringBuilder wanted, DataFolder folder, CancellationToken ct)
    {
        try
        {
            var first = new NpgsqlConnectionStringBuilder(wanted.ConnectionString) { Database = "postgres", Pooling = false };
            await using var server = new NpgsqlConnection(first.ConnectionString);
            await server.OpenAsync(ct);
            var answered = await ReadAsync(server, "show data_directory", ct) as string ?? "";
            if (answered != folder.Cluster)
                throw new DatabaseUnavailableException(Sentences.NotThisFolder(folder.Root, answered));
            if (await ReadAsync(server, $"select 1 from pg_database where datname = '{EmbeddedPostgres.Database}'", ct) is null)
                await ReadAsync(server, $"create database {EmbeddedPostgres.Database}", ct);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new DatabaseUnavailableException(Sentences.PasswordLost(folder.PasswordFile), refused);
        }
        catch (PostgresException full) when (full.SqlState is PostgresErrorCodes.DiskFull)
        {
            throw new DatabaseUnavailableException(Sentences.DiskFull(folder.Root), full);
        }
        await DatabaseRequirements.CheckAsync(wanted.ConnectionString, ct);
    }

    private static async Task<object?> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
