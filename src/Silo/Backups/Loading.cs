using Dapper;

using Npgsql;

namespace Jalon.Silo.Backups;

/// <summary>Fills the tables of a backup, as its migrations make them.</summary>
internal sealed class Loading(NpgsqlConnection connection, BackupReader backup)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var numbers = backup.Header.Steps.Select(step => step.Number).ToHashSet();
        await Migrations.BuildAsync(connection, [.. Migrations.Steps.Where(step => numbers.Contains(step.Number))]);
        var tables = await Catalogue.ReadAsync(connection);
        // What the migrations themselves wrote is in the backup too, and what a trigger would write.
        await EachAsync(tables, "alter table {0} disable trigger user");
        await connection.ExecuteAsync($"truncate {StoredTable.List(tables)}");
        await FillAsync(tables.ToDictionary(table => table.Name), ct);
        await EachAsync(tables, "alter table {0} enable trigger user");
        await EachAsync(tables.Where(table => table.Leased), "update {0} set owner = null, lease_until = '-infinity' where owner is not null");
        foreach (var sequence in backup.Header.Sequences)
            await connection.ExecuteAsync("select setval(@Name::regclass, @Last)", new { Name = $"jalon.{StoredTable.Quoted(sequence.Name)}", sequence.Last });
    }

    /// <summary>Rows come as if they had always been there: nobody else has ever seen these tables, and vacuum has nothing to do again.</summary>
    private async Task FillAsync(Dictionary<string, StoredTable> expected, CancellationToken ct)
    {
        while (await backup.NextAsync(ct) is { } table)
        {
            if (!expected.Remove(table.Table, out var known) || !known.Columns.ToHashSet().SetEquals(table.Columns))
                throw new BackupException(BackupSentences.OtherTables(table.Table));
            await using var rows = await connection.BeginTextImportAsync($"copy {(known with { Columns = [.. table.Columns] }).Rows} from stdin with (freeze)", ct);
            await backup.RowsAsync(rows.BaseStream, ct);
        }

        if (expected.Count > 0) throw new BackupException(BackupSentences.OtherTables(expected.Keys.First()));
    }

    private async Task EachAsync(IEnumerable<StoredTable> tables, string sql)
    {
        foreach (var table in tables) await connection.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, table.Sql));
    }
}
