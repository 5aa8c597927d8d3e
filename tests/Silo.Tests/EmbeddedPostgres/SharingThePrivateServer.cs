using System.Globalization;

namespace Jalon.Silo.Tests;

public sealed class SharingThePrivateServer
{
    [Fact]
    public async Task A_command_beside_the_serving_program_uses_its_server_and_the_last_to_leave_stops_it()
    {
        await using var place = new PrivateServer();
        var serving = await place.StartAsync();
        var process = place.Process;

        var command = await place.StartAsync(serving: false);
        Assert.Equal(process, place.Process);
        await serving.DisposeAsync();
        Assert.Equal(1, await PrivateServer.AskAsync(command, "select 1"));

        await command.DisposeAsync();
        Assert.False(place.IsRunning);
    }

    [Fact]
    public async Task A_second_serving_program_is_refused_and_told_who_serves()
    {
        await using var place = new PrivateServer();
        await using var serving = await place.StartAsync();

        var sentence = await place.RefusalAsync();
        Assert.StartsWith($"Jalon tourne déjà sur le dossier {place.Folder} (processus {Environment.ProcessId})", sentence);
        Assert.Equal(1, await PrivateServer.AskAsync(serving, "select 1"));
    }

    [Fact]
    public async Task Two_programs_that_start_together_share_one_server()
    {
        await using var place = new PrivateServer();
        var both = await Task.WhenAll(place.StartAsync(), place.StartAsync(serving: false));
        Assert.Equal(both[0].Port, both[1].Port);
        Assert.Equal(1, await PrivateServer.AskAsync(both[0], "select 1"));
        await both[0].DisposeAsync();
        await both[1].DisposeAsync();
        Assert.False(place.IsRunning);
    }

    [Fact]
    public async Task A_server_that_survives_its_program_is_adopted()
    {
        await using var place = new PrivateServer();
        await using (await place.StartAsync())
        {
        }

        // A program that dies releases its locks and stops nothing: the same as never having held them.
        var (started, port) = await StartWithoutProgramAsync(place);
        await using var server = await place.StartAsync();
        Assert.Equal(started, place.Process);
        Assert.Equal(port, server.Port);
        Assert.Equal(1, await PrivateServer.AskAsync(server, "select 1"));
    }

    [Fact]
    public async Task A_killed_server_is_recovered_with_what_it_had_committed()
    {
        await using var place = new PrivateServer();
        await using var server = await place.StartAsync();
        await PrivateServer.AskAsync(server, "create table kept as select 42 as answer");
        var killed = place.Process;
        place.Kill();

        await server.EnsureRunningAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(killed, place.Process);
        Assert.Equal(42, await PrivateServer.AskAsync(server, "select answer from kept"));
    }

    [Fact]
    public async Task A_number_left_by_a_reboot_and_used_again_by_another_process_stops_nothing()
    {
        await using var place = new PrivateServer();
        await using (await place.StartAsync())
        {
        }
        var stale = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{place.Cluster}\n1700000000\n5432\n{place.Folder}\n127.0.0.1\n  1 1\nready   \n");
        await File.WriteAllTextAsync(Path.Combine(place.Cluster, "postmaster.pid"), stale, TestContext.Current.CancellationToken);

        await using var server = await place.StartAsync();
        Assert.NotEqual(Environment.ProcessId, place.Process);
        Assert.Equal(1, await PrivateServer.AskAsync(server, "select 1"));
    }

    private static async Task<(int Process, int Port)> StartWithoutProgramAsync(PrivateServer place)
    {
        var ct = TestContext.Current.CancellationToken;
        var account = await ServerAccount.ChooseAsync(place.Folder, ct);
        var folder = await DataFolder.PrepareAsync(place.Folder, account, ct);
        var binaries = await ServerBinaries.FindAsync(folder, account, Environment.GetEnvironmentVariable("JALON_POSTGRES"), ct);
        var (port, _) = await new Cluster(folder, account, binaries, _ => { }).RunningPortAsync(ct);
        return (place.Process, port);
    }
}
