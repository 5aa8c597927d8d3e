using System.Globalization;
using Jalon.Tests;
using Npgsql;

namespace Jalon.Silo.Tests;

/// <summary>A data folder of its own for one test: started as often as wanted, whatever still runs in it ended, and removed.</summary>
internal sealed partial class PrivateServer(string? folder = null) : IAsyncDisposable
{
    private static readonly string? Fetched = Environment.GetEnvironmentVariable("JALON_POSTGRES");

    public string Folder { get; } = folder ?? TestFolder.New("jalon-pg");

    public List<string> Said { get; } = [];

    public string Cluster => Path.Combine(Folder, "postgres");

    public int Process => int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public bool IsRunning => File.Exists(Path.Combine(Cluster, "postmaster.pid"));

    public Task<EmbeddedPostgres> StartAsync(bool serving = true) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresSettings(Folder, serving, Fetched, Said.Add), TestContext.Current.CancellationToken);

    public async Task<string> RefusalAsync(bool serving = true)
    {
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => StartAsync(serving));
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    public static async Task<object?> AskAsync(EmbeddedPostgres server, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What a kill -9 does, on the very process whose number the folder holds.</summary>
    public void Kill()
    {
        using var server = System.Diagnostics.Process.GetProcessById(Process);
        server.Kill();
        server.WaitForExit(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning && System.Diagnostics.Process.GetProcesses().Any(p => p.Id == Process))
        {
            var left = await StartAsync(serving: false);
            await left.DisposeAsync();
        }
        TestFolder.Remove(Folder);
    }
}
