using System.IO.Compression;
using System.Text;

using Jalon.Silo.Backups;
using Jalon.Silo.Tests.Hosting;

namespace Jalon.Silo.Tests.Backups;

[Collection(Restores.Name)]
public sealed class RefusingABackup(RestoringServer server) : BackupFixture(server)
{
    [Fact]
    public async Task Data_is_replaced_only_when_told_to()
    {
        var address = await NewDatabaseAsync();
        await using var database = Outside(address);
        await Facts.InsertAsync(database, A, 1);
        var file = await SaveAsync(address);
        await Facts.InsertAsync(database, A, 2);

        Assert.Contains("ajoutez --replace", await RefusedAsync(() => RestoreAsync(file, address)), StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from jalon.fact"));
        await RestoreAsync(file, address, replace: true);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from jalon.fact"));
    }

    [Fact]
    public async Task A_file_cut_or_altered_anywhere_is_refused_before_anything_is_asked()
    {
        var address = await NewDatabaseAsync();
        await using var database = Outside(address);
        await Facts.InsertAsync(database, A, [.. Enumerable.Range(1, 300)]);
        var whole = await File.ReadAllBytesAsync(await SaveAsync(address), Ct);
        var text = Unpacked(whole);

        foreach (var part in new[] { 0.1, 0.5, 0.9 }) await DamagedAsync(whole[..(int)(whole.Length * part)]);
        await DamagedAsync(whole[..^12]);
        await DamagedAsync(Packed(text[..^30]));
        await DamagedAsync(Packed(text + "\n"));
        await DamagedAsync(Packed(text.Replace("\t300\tLampHanded", "\t301\tLampHanded", StringComparison.Ordinal)));
        await DamagedAsync(Packed(string.Join('\n', text.Split('\n').Where(line => !line.Contains("\t300\tLampHanded", StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("reference;intitule\n2026-1;Cheffe de projet\n")]
    public async Task A_file_of_something_else_is_refused(string text)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Packed(text), Packed("{}\n"), Packed("{\"format\":\"tar\",\"version\":1}\n") })
            Assert.StartsWith("Ce fichier n’est pas une sauvegarde de Jalon", await CheckedAsync(bytes));
    }

    [Fact]
    public async Task A_later_version_is_named()
    {
        var header = new BackupHeader(BackupFile.Format, BackupFile.Version, DateTimeOffset.UnixEpoch, "15", 1, 0, [.. Migrations.Steps.Select(step => new BackupStep(step.Number, step.Name)), new(9_999, "plus-tard")], []);
        using var stream = new MemoryStream();
        using (var writer = new BackupWriter(stream))
        {
            await writer.HeaderAsync(header, Ct);
            await writer.EndAsync(Ct);
        }

        Assert.Contains("étape 9999, inconnue ici", await CheckedAsync(stream.ToArray()), StringComparison.Ordinal);
        Assert.Contains("version plus récente", await CheckedAsync(Packed(Unpacked(stream.ToArray()).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_use_is_left_alone()
    {
        var (saved, served) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        var file = await SaveAsync(saved);
        await using (var office = await Office.OpenAsync(served))
            Assert.Contains("D’autres programmes de Jalon utilisent cette base", await RefusedAsync(() => RestoreAsync(file, served)), StringComparison.Ordinal);
        await RestoreAsync(file, served);
    }

    [Fact]
    public async Task A_process_cut_off_during_the_restore_writes_nothing_more()
    {
        var (saved, served) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        var file = await SaveAsync(saved);
        await using var office = await Office.OpenAsync(served);
        var vacancy = await office.PublishAsync();
        await using var outside = Outside(served);
        await outside.ExecuteAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = '{Connections.ApplicationName}'");
        await RestoreAsync(file, served, replace: true);

        await Assert.ThrowsAsync<DatabaseAwayException>(() => office.RegisterAsync());
        await Assert.ThrowsAsync<DatabaseAwayException>(() => office.ApplyAsync(vacancy, A));
        Assert.True(office.Engine.Restored.IsCompleted);
        Assert.Equal(0, await outside.ScalarAsync<long>("select count(*) from jalon.fact"));
    }

    [Fact]
    public async Task A_restore_cut_in_the_middle_changes_nothing()
    {
        var (saved, kept) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await using var other = Outside(saved);
        await Facts.InsertAsync(other, B, [.. Enumerable.Range(1, 300)]);
        var file = await SaveAsync(saved);
        await using var database = Outside(kept);
        await Facts.InsertAsync(database, A, 1, 2);

        await Assert.ThrowsAnyAsync<Exception>(() => RestoreAsync(file, kept, replace: true, rows =>
        {
            if (rows > 300) Kill(kept);
        }));
        Assert.Equal([$"{A}.1", $"{A}.2"], Names(await ReadAsync(database)));
        await RestoreAsync(file, kept, replace: true);
        Assert.Equal(300, (await ReadAsync(database)).Count);
    }

    private static void Kill(string address)
    {
        using var database = Outside(address);
        using var command = database.CreateCommand(
            $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = '{Connections.ApplicationName}'");
        command.ExecuteNonQuery();
    }

    private async Task DamagedAsync(byte[] bytes) => Assert.StartsWith("Cette sauvegarde est coupée ou abîmée", await CheckedAsync(bytes));

    private async Task<string> CheckedAsync(byte[] bytes)
    {
        var file = NewFile();
        await File.WriteAllBytesAsync(file, bytes, Ct);
        await using var stream = Restoration.Open(file);
        return await RefusedAsync(() => Restoration.CheckAsync(stream, Ct));
    }

    private static byte[] Packed(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }

    private static string Unpacked(byte[] bytes)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
