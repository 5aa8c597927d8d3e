using Jalon.Silo;
using Npgsql;

[assembly: AssemblyFixture(typeof(Jalon.Tests.TestCluster))]

namespace Jalon.Tests;

/// <summary>
/// One private server for the whole test process, in a temporary folder that goes with it; databases are clones of one migrated template.
/// Take it as a constructor argument: xunit gives every class the same one.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private const string Template = "jalon_template";

    private readonly string folder = TestFolder.New("jalon-tests");
    private readonly SemaphoreSlim cloning = new(1, 1);
    private EmbeddedPostgres? server;
    private int clones;

    public EmbeddedPostgres Server => server ?? throw new InvalidOperationException("The cluster is not started.");

    public async ValueTask InitializeAsync()
    {
        server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresSettings(folder, Serving: true, Environment.GetEnvironmentVariable("JALON_POSTGRES")), CancellationToken.None);
        // The machine stays up: what tests kill are programs, and what they wrote survives them without waiting for the disk.
        await ExecuteAsync("alter system set fsync = off");
        await ExecuteAsync("alter system set wal_compression = off");
        await ExecuteAsync("select pg_reload_conf()");
        await ExecuteAsync($"create database {Template}");
        await PrepareTemplateAsync(ConnectionStringOf(Template));
    }

    /// <summary>The connection string of a fresh database with every migration applied, or of a copy of one that nobody is connected to any more.</summary>
    public async Task<string> NewDatabaseAsync(string? copied = null)
    {
        var template = copied is null ? Template : new NpgsqlConnectionStringBuilder(copied).Database;
        var name = $"test_{Interlocked.Increment(ref clones)}";
        await cloning.WaitAsync();
        try
        {
            await ExecuteAsync($"create database {name} template {template} strategy file_copy");
        }
        finally
        {
            cloning.Release();
        }
        return ConnectionStringOf(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null)
            await server.DisposeAsync();
        cloning.Dispose();
        TestFolder.Remove(folder);
    }

    /// <summary>What every test database starts from. A template can only be cloned while nobody is connected to it, so its connections are not pooled.</summary>
    private static async Task PrepareTemplateAsync(string connectionString)
    {
        await using var database = Connections.Open(connectionString);
        await Migrations.ApplyAsync(database, CancellationToken.None);
    }

    private string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder(Server.ConnectionString)
    {
        Database = database,
        Pooling = database != Template,
    }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
