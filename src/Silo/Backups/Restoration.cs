using Dapper;

using Npgsql;

namespace Jalon.Silo.Backups;

/// <summary>
/// Brings a backup into a database, in one transaction: whatever happens in the middle, the database stays as it was. The journal then begins an epoch of its own,
/// in another cluster or in the same, so that the facts to come can never be taken for those that came after the backup.
/// </summary>
public static class Restoration
{
    /// <exception cref="BackupException">It is not there, or closed to this account.</exception>
    public static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BackupException(absent is FileNotFoundException or DirectoryNotFoundException ? BackupSentences.Missing(file) : BackupSentences.Unreadable(file), absent);
        }
    }

    /// <summary>Reads the whole file, before anything is asked of a database.</summary>
    /// <exception cref="BackupException">It is not a backup, not whole, or from a later version.</exception>
    public static async Task CheckAsync(FileStream file, CancellationToken ct)
    {
        var header = await BackupReader.CheckAsync(file, ct);
        var unknown = header.Steps.Where(step => !Migrations.Steps.Any(known => known.Number == step.Number && known.Name == step.Name)).Select(step => step.Number).ToList();
        if (unknown.Count > 0) throw new BackupException(BackupSentences.Later(unknown));
    }

    /// <param name="file">Checked before.</param>
    /// <param name="replace">Whether data that is there may be lost.</param>
    /// <param name="progress">Told how many rows were read so far.</param>
    /// <exception cref="BackupException">Nothing was changed; the message says why.</exception>
    public static async Task<BackupReport> RunAsync(string connectionString, FileStream file, bool replace, Action<long>? progress, CancellationToken ct)
    {
        try
        {
            using var backup = await BackupReader.OpenAsync(file, progress, ct);
            await using var database = Connections.OpenUnlimited(connectionString);
            await using var connection = await database.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await Migrations.LockAsync(connection);
            var replaced = await Clearing.MakeAsync(connection, backup.Header, replace);
            await new Loading(connection, backup).RunAsync(ct);
            await BeginEpochAsync(connection, backup.Header, replaced);
            await Migrations.CompleteAsync(connection);
            await connection.ExecuteAsync($"analyze {StoredTable.List(await Catalogue.ReadAsync(connection))}");
            await transaction.CommitAsync(ct);
            return new BackupReport(backup.Header.At, backup.Tables, backup.Rows, file.Length);
        }
        catch (PostgresException refused) when (!PostgresAway.Is(refused) || refused.SqlState == PostgresErrorCodes.DiskFull)
        {
            throw new BackupException(Sentence(refused), refused);
        }
    }

    /// <summary>
    /// The number is the second of the restore: two restores of one backup never share it, so that no cursor of one means something to the other. Facts that were not
    /// settled at the backup move into it: whoever read them later may also have read, before them, facts of transactions that the backup has not.
    /// </summary>
    private static async Task BeginEpochAsync(NpgsqlConnection connection, BackupHeader header, int replaced)
    {
        var epoch = await connection.ExecuteScalarAsync<int>("""
            insert into jalon.epoch (number, system_identifier)
            select greatest(@replaced + 1, max(number) + 1, extract(epoch from now() - timestamptz '2000-01-01 00:00:00Z')::int), (select system_identifier from pg_control_system())
            from jalon.epoch
            returning number
            """, new { replaced });
        await using var move = new NpgsqlCommand("update jalon.fact set epoch = $1, xid = pg_current_xact_id() where (epoch, xid) >= ($2, $3)", connection)
        {
            Parameters = { Parameter.Of(epoch), Parameter.Of(header.Epoch), Parameter.Of(header.Horizon) },
        };
        await move.ExecuteNonQueryAsync();
    }

    private static string Sentence(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable => BackupSentences.InUse,
        PostgresErrorCodes.DiskFull => BackupSentences.NoRoom,
        _ => BackupSentences.Refused(refused.SqlState, refused.MessageText),
    };
}
