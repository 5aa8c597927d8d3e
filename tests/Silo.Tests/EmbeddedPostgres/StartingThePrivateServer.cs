using System.Net;
using System.Net.Sockets;
using Jalon.Tests;
using Npgsql;

namespace Jalon.Silo.Tests;

public sealed class StartingThePrivateServer
{
    [Fact]
    public async Task A_new_folder_gives_a_durable_database_with_its_extensions_reached_by_nobody_else()
    {
        await using var place = new PrivateServer();
        await using var server = await place.StartAsync();

        Assert.Equal("pg_trgm,unaccent", await PrivateServer.AskAsync(
            server, "select string_agg(extname, ',' order by extname) from pg_extension where extname in ('pg_trgm', 'unaccent')"));
        Assert.Equal("on on 127.0.0.1 UTF8 UTC", await PrivateServer.AskAsync(
            server,
            "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('listen_addresses'), current_setting('server_encoding'), current_setting('timezone'))"));
        Assert.Equal("côté,coter,Été", await PrivateServer.AskAsync(
            server, "select string_agg(w, ',' order by w collate \"fr-x-icu\") from unnest(array['coter', 'Été', 'côté']) w"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(place.Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(place.Folder, "password")));
        var stranger = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "devinette", Host = "127.0.0.1", Pooling = false };
        await using var connection = new NpgsqlConnection(stranger.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_restart_keeps_the_data_and_the_port()
    {
        await using var place = new PrivateServer();
        var first = await place.StartAsync();
        await PrivateServer.AskAsync(first, "create table kept as select 42 as answer");
        var port = first.Port;
        await first.DisposeAsync();
        Assert.False(place.IsRunning);

        await using var second = await place.StartAsync();
        Assert.Equal(port, second.Port);
        Assert.Equal(42, await PrivateServer.AskAsync(second, "select answer from kept"));
    }

    [Fact]
    public async Task A_port_taken_meanwhile_is_left_to_its_owner_and_said()
    {
        await using var place = new PrivateServer();
        var first = await place.StartAsync();
        var port = first.Port;
        await first.DisposeAsync();
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        await using var second = await place.StartAsync();
        Assert.NotEqual(port, second.Port);
        Assert.Equal(1, await PrivateServer.AskAsync(second, "select 1"));
        Assert.StartsWith($"Le port {port} de la base est pris par un autre programme", Assert.Single(place.Said));
    }

    [Fact]
    public async Task A_long_path_with_a_space_an_accent_and_a_dollar_is_served_without_a_socket()
    {
        var parent = TestFolder.New("jalon données $HOME `l'été`");
        Directory.CreateDirectory(parent);
        await using (var place = new PrivateServer(Path.Combine(parent, new string('x', 100))))
        {
            await using var server = await place.StartAsync();
            Assert.Contains("127.0.0.1", server.ConnectionString, StringComparison.Ordinal);
            Assert.Equal(1, await PrivateServer.AskAsync(server, "select 1"));
            Assert.Contains("trop long", Assert.Single(place.Said), StringComparison.Ordinal);
        }
        TestFolder.Remove(parent);
    }

    [Fact]
    public async Task A_first_start_cut_in_the_middle_leaves_nothing_in_the_way()
    {
        await using var place = new PrivateServer();
        await using (await place.StartAsync())
        {
        }
        Directory.Move(place.Cluster, place.Cluster + ".new");

        await using var server = await place.StartAsync();
        Assert.Equal(1, await PrivateServer.AskAsync(server, "select 1"));
    }
}
