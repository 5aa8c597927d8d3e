using Jalon.Tests;

namespace Jalon.Silo.Tests;

public sealed class RefusingAFolder
{
    [Fact]
    public async Task A_folder_of_another_major_version_names_both_versions()
    {
        await using var place = new PrivateServer();
        await using (await place.StartAsync())
        {
        }
        await File.WriteAllTextAsync(Path.Combine(place.Cluster, "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);

        Assert.Contains("a été créé par PostgreSQL 9, et seul PostgreSQL", await place.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_left_untouched()
    {
        var folder = TestFolder.New("jalon-autre");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "these.odt"), "", TestContext.Current.CancellationToken);
        var mode = File.GetUnixFileMode(folder);
        await using var place = new PrivateServer(folder);

        Assert.Contains("contient déjà autre chose", await place.RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(mode, File.GetUnixFileMode(folder));
        Assert.Equal(["these.odt"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_closed_to_the_account_of_the_server_is_refused_and_not_created()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs the server under another account.");
        var closed = TestFolder.New("jalon-ferme");
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var place = new PrivateServer(Path.Combine(closed, "data"));

        Assert.Contains("ne peut pas atteindre le dossier", await place.RefusalAsync(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Folder));
        TestFolder.Remove(closed);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_says_what_to_set()
    {
        await using var place = new PrivateServer("/proc/jalon");
        Assert.Contains("JALON_DATA", await place.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_named_and_nothing_keeps_running()
    {
        await using var place = new PrivateServer();
        await using (await place.StartAsync())
        {
        }
        File.Delete(Path.Combine(place.Folder, "password"));

        Assert.Contains(Path.Combine(place.Folder, "password"), await place.RefusalAsync(), StringComparison.Ordinal);
        Assert.False(place.IsRunning);
    }

    [Fact]
    public async Task A_server_that_cannot_start_gives_the_reason_of_its_log()
    {
        await using var place = new PrivateServer();
        await using (await place.StartAsync())
        {
        }
        await File.AppendAllTextAsync(Path.Combine(place.Cluster, "postgresql.conf"), "shared_preload_libraries = 'absente'\n", TestContext.Current.CancellationToken);

        var sentence = await place.RefusalAsync();
        Assert.StartsWith("PostgreSQL ne démarre pas\u00A0: could not access file \"absente\"", sentence);
        Assert.Contains(Path.Combine(place.Folder, "postgres.log"), sentence, StringComparison.Ordinal);
    }
}
