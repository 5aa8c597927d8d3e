using System.Globalization;
using Npgsql;

namespace Jalon.Silo;

/// <summary>Where the private server lives and who wants it.</summary>
/// <param name="DataFolder">JALON_DATA; created when absent.</param>
/// <param name="Serving">True for the program that serves: one per folder. Commands (import, verify…) use the same server beside it.</param>
/// <param name="FetchedBinaries">The folder of server programs that <c>./run</c> fetched, if it did; looked at after those of the system.</param>
/// <param name="Say">Receives one-line notices, such as a change of port.</param>
public sealed record EmbeddedPostgresSettings(string DataFolder, bool Serving, string? FetchedBinaries = null, Action<string>? Say = null);

/// <summary>
/// The private PostgreSQL of a data folder. Every program that uses it holds a shared lock; the last to leave cleanly stops it. After a kill -9 of the program the
/// server goes on, and the next program adopts it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    public const string User = "jalon";
    public const string Database = "jalon";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly DataFolder folder;
    private readonly Cluster cluster;
    private readonly FolderLock? serving;
    private FolderLock? users;

    private EmbeddedPostgres(DataFolder folder, Cluster cluster, FolderLock? serving)
    {
        this.folder = folder;
        this.cluster = cluster;
        this.serving = serving;
    }

    /// <summary>For Npgsql, database « jalon » with its extensions.</summary>
    public string ConnectionString { get; private set; } = "";

    public int Port { get; private set; }

    /// <exception cref="DatabaseUnavailableException">With the sentence to show.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresSettings settings, CancellationToken ct)
    {
        var path = Path.GetFullPath(settings.DataFolder);
        var account = await ServerAccount.ChooseAsync(path, ct);
        var folder = await DataFolder.PrepareAsync(path, account, ct);
        var binaries = await ServerBinaries.FindAsync(folder, account, settings.FetchedBinaries, ct);
        var serving = settings.Serving ? ServeAlone(folder) : null;
        var server = new EmbeddedPostgres(folder, new Cluster(folder, account, binaries, settings.Say ?? (_ => { })), serving);
        try
        {
            await server.EnsureRunningAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adopts or starts the server again, for a program that has lost it (a kill -9 of PostgreSQL). Does nothing more when it runs.</summary>
    /// <returns>Whether it had to be started.</returns>
    public async Task<bool> EnsureRunningAsync(CancellationToken ct)
    {
        using var start = await FolderLock.WaitAloneAsync(folder.StartLock, LongestStart, ct)
            ?? throw new DatabaseUnavailableException(Sentences.StartInProgress(folder.Root));
        users ??= FolderLock.TryTogether(folder.UsersLock)
            ?? throw new DatabaseUnavailableException(Sentences.StartInProgress(folder.Root));
        (Port, var started) = await cluster.RunningPortAsync(ct);
        var password = folder.Password() ?? throw new DatabaseUnavailableException(Sentences.PasswordLost(folder.PasswordFile));
        var connection = Connection(password);
        await PrivateDatabase.PrepareAsync(connection, folder, ct);
        ConnectionString = connection.ConnectionString;
        return started;
    }

    /// <summary>Leaves the server to those who still use it, else stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (users is not null)
            await LeaveAsync(users);
        users = null;
        serving?.Dispose();
    }

    private async Task LeaveAsync(FolderLock mine)
    {
        using var start = await FolderLock.WaitAloneAsync(folder.StartLock, LongestStart, CancellationToken.None);
        mine.Dispose();
        using var last = start is null ? null : FolderLock.TryAlone(folder.UsersLock);
        if (last is not null)
            await cluster.StopAsync(CancellationToken.None);
    }

    private static FolderLock ServeAlone(DataFolder folder)
    {
        var held = FolderLock.TryAlone(folder.ServeLock);
        if (held is null)
        {
            int? process = File.Exists(folder.ServingProcess)
                && int.TryParse(File.ReadAllText(folder.ServingProcess), CultureInfo.InvariantCulture, out var id) ? id : null;
            throw new DatabaseUnavailableException(Sentences.AlreadyServing(folder.Root, process));
        }
        File.WriteAllText(folder.ServingProcess, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    private NpgsqlConnectionStringBuilder Connection(string password) => new()
    {
        Host = folder.TakesSockets ? folder.Root : "127.0.0.1",
        Port = Port,
        Username = User,
        Password = password,
        Database = Database,
        SslMode = SslMode.Disable,
    };
}
