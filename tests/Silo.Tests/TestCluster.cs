using System.Diagnostics;

using Jalon.Silo;

using Npgsql;

namespace Jalon.Silo.Tests;

/// <summary>One private PostgreSQL for the run, and a fresh migrated database for each class that asks.</summary>
public static class TestCluster
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private static readonly Lazy<Task<string>> Server = new(StartAsync);
    private static readonly SemaphoreSlim Cloning = new(1);

    public static async Task<string> NewDatabaseAsync()
    {
        var template = await Server.Value;
        var name = $"t{Guid.NewGuid():N}";
        await Cloning.WaitAsync();
        try
        {
            await using var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(template) { Database = "postgres", Pooling = false }.ConnectionString);
            await using var command = admin.CreateCommand($"create database {name} template jalon");
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            Cloning.Release();
        }

        return new NpgsqlConnectionStringBuilder(template) { Database = name, IncludeErrorDetail = true }.ConnectionString;
    }

    private static async Task<string> StartAsync()
    {
        var folder = Path.Combine("/tmp", $"jalon-test-{Guid.NewGuid():N}"[..24]);
        Run("install", "-d", "-o", "postgres", "-m", "700", folder);
        AsPostgres("initdb", "-D", $"{folder}/data", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        AsPostgres("pg_ctl", "-w", "-l", $"{folder}/log", "-D", $"{folder}/data", "-o",
            $"-c listen_addresses='' -k {folder} -c max_connections=200 -c max_prepared_transactions=2", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            AsPostgres("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop");
            Run("rm", "-rf", folder);
        };
        var settings = new NpgsqlConnectionStringBuilder { Host = folder, Username = "postgres", Database = "jalon", Pooling = false };
        await using (var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres" }.ConnectionString))
        {
            await using var command = admin.CreateCommand("create database jalon");
            await command.ExecuteNonQueryAsync();
        }

        await using (var database = Database.Open(settings.ConnectionString)) await Migrations.ApplyAsync(database, default);
        settings.Pooling = true;
        return settings.ConnectionString;
    }

    private static void AsPostgres(string program, params string[] arguments) =>
        Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Binaries}/{program}", .. arguments]);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/tmp", RedirectStandardOutput = program != "setpriv" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
    }
}
