using System.Globalization;
using Jalon.Silo;
using Npgsql;

namespace Jalon.Bench;

/// <summary>Where everything is measured: a private server in a temporary folder, or databases of ours on the server that was given. All of it goes at the end.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly EmbeddedPostgres? server;
    private readonly string given;
    private readonly string prefix = $"jalon_bench_{Environment.ProcessId}_";
    private readonly Dictionary<string, NpgsqlDataSource> databases = [];
    private readonly Dictionary<Type, object> kept = [];

    private Ground(EmbeddedPostgres? server, string given, string? folder, Action<string> say) =>
        (this.server, this.given, Folder, Say) = (server, given, folder, say);

    /// <summary>Of the private server; null for a given one.</summary>
    public string? Folder { get; }

    public Action<string> Say { get; }

    /// <summary>Path of pgbench, or null.</summary>
    public string? Pgbench { get; private set; }

    public ProcessorTime Time { get; private set; } = new(null);

    public static async Task<Ground> OpenAsync(Action<string> say, CancellationToken ct)
    {
        var given = Environment.GetEnvironmentVariable("ConnectionStrings__Jalon");
        if (!string.IsNullOrWhiteSpace(given)) return await new Ground(null, given, null, say).ReadyAsync(ct);
        var folder = Path.Combine(Path.GetTempPath(), $"jalon-bench-{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            var settings = new EmbeddedPostgresSettings(folder, Serving: true, Environment.GetEnvironmentVariable("JALON_POSTGRES"), say);
            var server = await EmbeddedPostgres.StartAsync(settings, ct);
            return await new Ground(server, server.ConnectionString, folder, say).ReadyAsync(ct);
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>A migrated database of this name, made when first asked for.</summary>
    public async Task<NpgsqlDataSource> DatabaseAsync(string name, CancellationToken ct)
    {
        if (databases.TryGetValue(name, out var known)) return known;
        await ExecuteAsync($"create database {prefix}{name}", ct);
        var database = Connections.Open(ConnectionString(name));
        databases[name] = database;
        await Migrations.ApplyAsync(database, ct);
        return database;
    }

    /// <summary>What the server has to tidy after what was written is done now, and not beside what is measured next; however long it takes.</summary>
    public static async Task TidyAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        foreach (var sql in (string[])["set statement_timeout = 0", "vacuum analyze", "checkpoint"])
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The raw limits take as many connections as clients; the rest, what the program takes.</summary>
    public string ConnectionString(string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(given) { Database = prefix + name };
        if (name == RawGround.DatabaseName) settings.MaxPoolSize = 70;
        return settings.ConnectionString;
    }

    /// <summary>What the last row held open, so that the next one finds room on the server.</summary>
    public static void CloseIdle() => NpgsqlConnection.ClearAllPools();

    /// <summary>Closes the connections that earlier rows keep idle: the raw limits take nearly all that the server has.</summary>
    public void LetGo()
    {
        foreach (var database in databases.Values) database.Clear();
    }

    /// <summary>What several rows share, made once.</summary>
    public async Task<T> SharedAsync<T>(Func<Task<T>> make) where T : class
    {
        if (!kept.TryGetValue(typeof(T), out var one)) kept[typeof(T)] = one = await make();
        return (T)one;
    }

    public async Task<string> AskAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in kept.Values.OfType<IAsyncDisposable>()) await one.DisposeAsync();
        foreach (var (name, database) in databases)
        {
            await database.DisposeAsync();
            if (server is null) await ExecuteAsync($"drop database if exists {prefix}{name} with (force)", CancellationToken.None);
        }

        NpgsqlConnection.ClearAllPools();
        if (server is not null) await server.DisposeAsync();
        if (Folder is not null) Remove(Folder);
    }

    private async Task<Ground> ReadyAsync(CancellationToken ct)
    {
        try
        {
            foreach (var setting in (string[])["fsync", "synchronous_commit"])
            {
                if (await AskAsync($"show {setting}", ct) is var value and not "on")
                    throw new BenchException($"Le réglage {setting} vaut «\u00A0{value}\u00A0»\u00A0: ce qui n’est pas durable ne se mesure pas ici.");
            }

            await using (var session = await OpenAsync(ct)) Time = new ProcessorTime(ProcessorTime.PostmasterOf(session.ProcessID));
            Pgbench = PgbenchTool.Find();
            if (Pgbench is null) Say("pgbench n’est pas installé\u00A0: les limites brutes seront mesurées par les mêmes instructions, à travers Npgsql.");
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Not pooled: the postmaster is found from a session, and a database is dropped from another.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
