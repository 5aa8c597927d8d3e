using Dapper;

using Jalon.Silo.Backups;
using Jalon.Silo.Tests.Hosting;

namespace Jalon.Silo.Tests.Backups;

[Collection(Restores.Name)]
public sealed class SavingADatabase(RestoringServer server) : BackupFixture(server)
{
    [Fact]
    public async Task The_file_is_closed_to_others_and_never_overwrites_another()
    {
        var address = await NewDatabaseAsync();
        var file = NewFile();
        var report = await Backup.TakeAsync(address, file, Ct);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(new FileInfo(file).Length, report.Bytes);
        Assert.False(File.Exists(file + ".part"));
        Assert.Contains("existe déjà", await RefusedAsync(() => Backup.TakeAsync(address, file, Ct)), StringComparison.Ordinal);
        Assert.Contains("Impossible d’écrire", await RefusedAsync(() => Backup.TakeAsync(address, Path.Combine(file, "sous"), Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_row_of_every_table_comes_back_byte_for_byte()
    {
        var (saved, restored) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await using (var office = await Office.OpenAsync(saved))
        {
            await office.ArriveAsync(await office.HeardAsync(await office.ApplyAsync(await office.PublishAsync())));
            await office.Engine.Database.ExecuteAsync("""
                insert into jalon.note (id, about, kind, author, text, at)
                select gen_random_uuid(), gen_random_uuid(), 'note', gen_random_uuid(), text, now()
                from unnest(array[E'\\.', E'a\n\\.\nb', E'\t\\N', '', E'\u202eédit 😀', repeat('é', 200000)]) text
                """);
        }

        await RestoreAsync(await SaveAsync(saved), restored);
        await using var before = Outside(saved);
        await using var after = Outside(restored);
        await using var connection = await before.OpenConnectionAsync(Ct);
        foreach (var table in (await Catalogue.ReadAsync(connection)).Where(table => table.Name is not ("epoch" or "subscription")))
        {
            var rows = $"select md5(coalesce(string_agg(r::text, '|' order by r::text), '')) from (select {Columns(table)} from {table.Sql}) r";
            Assert.Equal((table.Name, await before.ScalarAsync<string>(rows)), (table.Name, await after.ScalarAsync<string>(rows)));
        }

        Assert.Equal(await before.ScalarAsync<long>("select last_value from jalon.fact_position_seq"), await after.ScalarAsync<long>("select last_value from jalon.fact_position_seq"));
    }

    [Fact]
    public async Task A_database_of_an_earlier_version_is_saved_as_it_is_and_brought_up_to_date_when_restored()
    {
        var (saved, restored) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await using var old = Outside(saved);
        await using (var connection = await old.OpenConnectionAsync(Ct))
        {
            await connection.ExecuteAsync("drop schema jalon cascade");
            await Migrations.BuildAsync(connection, [Migrations.Steps[0]]);
            await connection.ExecuteAsync("insert into jalon.epoch (number, system_identifier) select 1, system_identifier from pg_control_system()");
        }

        await Facts.InsertAsync(old, A, 1);
        var file = await SaveAsync(saved);
        Assert.Equal(1, await old.ScalarAsync<long>("select count(*) from jalon.migration"));

        await RestoreAsync(file, restored);
        await using var database = Outside(restored);
        Assert.Equal(Migrations.Steps.Count, await database.ScalarAsync<long>("select count(*) from jalon.migration"));
        Assert.Equal([$"{A}.1"], Names(await ReadAsync(database)));
    }

    /// <summary>A backup holds plain tables: whoever adds another kind of storage must think of it there too.</summary>
    [Fact]
    public async Task Nothing_of_the_schema_is_kept_elsewhere_than_in_plain_tables()
    {
        await using var database = Outside(await NewDatabaseAsync());
        Assert.Equal("", await database.ScalarAsync<string>(
            "select coalesce(string_agg(relname, ', '), '') from pg_class where relnamespace = 'jalon'::regnamespace and (relkind in ('p', 'm', 'f') or relispartition)"));
    }

    /// <summary>Xids of facts not settled at the backup, and transaction ids of rows, belong to the place; everything else is data.</summary>
    private static string Columns(StoredTable table) =>
        string.Join(", ", table.Columns.Where(column => column is not ("epoch" or "xid" or "owner" or "lease_until")).Select(StoredTable.Quoted));
}
