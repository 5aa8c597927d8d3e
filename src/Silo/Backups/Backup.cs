using System.Data;
using System.Globalization;

using Dapper;

using Npgsql;

namespace Jalon.Silo.Backups;

/// <summary>Takes a backup of a database while it is served: every table, as one instant shows it.</summary>
public static class Backup
{
    /// <summary>Beside the file until it is whole.</summary>
    private const string Part = ".part";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Rows are text: the same whatever the database was told by default.</summary>
    private const string Plain = "set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'";

    private const string Unlimited = "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";

    /// <param name="file">Written under another name, closed to others since it holds personal data, then renamed.</param>
    /// <exception cref="BackupException">The message says why there is no backup.</exception>
    public static async Task<BackupReport> TakeAsync(string connectionString, string file, CancellationToken ct)
    {
        if (Path.Exists(file)) throw new BackupException(BackupSentences.Exists(file));
        var part = file + Part;
        await using var stream = Create(file, part);
        try
        {
            var report = await WriteAsync(connectionString, stream, ct);
            stream.Flush(flushToDisk: true);
            File.Move(part, file, overwrite: false);
            return report;
        }
        catch (Exception failure)
        {
            File.Delete(part);
            if (failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }) throw new BackupException(BackupSentences.BeingPrepared, failure);
            if (failure is not IOException) throw;
            throw new BackupException(DiskFull.Is(failure) ? Sentences.DiskFull(Path.GetDirectoryName(Path.GetFullPath(file))!) : BackupSentences.CannotWrite(file), failure);
        }
    }

    private static FileStream Create(string file, string part)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = OwnerOnly, Options = FileOptions.Asynchronous,
        };
        var existed = File.Exists(part);
        try
        {
            var stream = new FileStream(part, options);
            File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
            stream.SetLength(0);
            return stream;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var locked = existed && refused is IOException && !DiskFull.Is(refused);
            throw new BackupException(locked ? BackupSentences.InProgress(file) : BackupSentences.CannotWrite(file), refused);
        }
    }

    private static async Task<BackupReport> WriteAsync(string connectionString, FileStream stream, CancellationToken ct)
    {
        await using var database = Connections.OpenUnlimited(connectionString);
        await using var connection = await database.OpenConnectionAsync(ct);
        // Before an upgrade the database is saved as it is: nothing here brings it to the schema of this program.
        if (await connection.ExecuteScalarAsync<bool>("select to_regclass('jalon.migration') is null")) throw new BackupException(BackupSentences.NothingToSave);
        await Migrations.ForbidAsync(connection);
        var tables = await Catalogue.ReadAsync(connection);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await connection.ExecuteAsync($"set transaction read only; {Unlimited}; {Plain}; lock table {StoredTable.List(tables)} in access share mode");
        await Migrations.AllowAsync(connection);
        var header = await HeaderAsync(connection);
        using var writer = new BackupWriter(stream);
        await writer.HeaderAsync(header, ct);
        foreach (var table in tables)
        {
            using var rows = await connection.BeginTextExportAsync($"copy {table.Rows} to stdout", ct);
            await writer.TableAsync(new BackupTable(table.Name, table.Columns), rows.BaseStream, ct);
        }

        var end = await writer.EndAsync(ct);
        return new BackupReport(header.At, end.Tables, end.Rows, stream.Length);
    }

    /// <summary>Everything here is read from the one snapshot of the transaction, but the sequences, which may only be ahead of it.</summary>
    private static async Task<BackupHeader> HeaderAsync(NpgsqlConnection connection)
    {
        var (at, server, epoch, horizon) = await connection.QuerySingleAsync<(DateTime, string, int, string)>("""
            select clock_timestamp(), current_setting('server_version'), (select max(number) from jalon.epoch), pg_snapshot_xmin(pg_current_snapshot())::text
            """);
        var steps = await connection.QueryAsync<BackupStep>("select number, name from jalon.migration order by number");
        var sequences = await connection.QueryAsync<BackupSequence>(
            "select sequencename::text as name, last_value as last from pg_sequences where schemaname = 'jalon' and last_value is not null order by 1");
        return new BackupHeader(BackupFile.Format, BackupFile.Version, at, server, epoch, ulong.Parse(horizon, CultureInfo.InvariantCulture), [.. steps], [.. sequences]);
    }
}
