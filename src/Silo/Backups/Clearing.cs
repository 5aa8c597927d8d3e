using Dapper;

using Npgsql;

namespace Jalon.Silo.Backups;

/// <summary>Makes room for a backup: refuses while anybody works on the database, or where data would be lost that nobody gave up, then drops the schema.</summary>
internal static class Clearing
{
    /// <summary>Whoever still holds the tables after this long is named to the operator.</summary>
    private const string Patience = "set local lock_timeout = '10s'";

    private const string Others = """
        select count(*) from pg_stat_activity where datname = current_database() and application_name like @ApplicationName || '%' and pid <> pg_backend_pid()
        """;

    /// <summary>The journal is the truth: without facts there is nothing to lose. A schema that has no journal is somebody's, and nobody said whose.</summary>
    private const string Tables = "select count(*) as tables, coalesce(bool_or(relname = 'fact'), false) as journal from pg_class where relnamespace = to_regnamespace('jalon') and relkind = 'r'";

    /// <summary>Called within the transaction, under the lock of migrations: a program that starts meanwhile waits there.</summary>
    /// <returns>The last epoch of what was there; 0 when nothing was.</returns>
    public static async Task<int> MakeAsync(NpgsqlConnection connection, BackupHeader header, bool replace)
    {
        await connection.ExecuteAsync(Patience);
        await RefuseOthersAsync(connection);
        var (tables, journal) = await connection.QuerySingleAsync<(long, bool)>(Tables);
        var epoch = 0;
        if (journal)
        {
            // Every program asks the epoch of each connection it opens: from here on it waits, and then learns that the journal is another.
            await connection.ExecuteAsync("lock table jalon.epoch in access exclusive mode");
            await RefuseOthersAsync(connection);
            epoch = await connection.ExecuteScalarAsync<int?>("select max(number) from jalon.epoch") ?? 0;
        }

        var data = tables > 0 && (!journal || await connection.ExecuteScalarAsync<bool>("select exists (select from jalon.fact)"));
        if (data && !replace) throw new BackupException(BackupSentences.WouldReplace(header.At));
        await connection.ExecuteAsync("drop schema if exists jalon cascade");
        return epoch;
    }

    private static async Task RefuseOthersAsync(NpgsqlConnection connection)
    {
        var others = await connection.ExecuteScalarAsync<long>(Others, new { Connections.ApplicationName });
        if (others > 0) throw new BackupException(BackupSentences.Served(others));
    }
}
