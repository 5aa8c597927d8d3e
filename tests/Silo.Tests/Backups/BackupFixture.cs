using Jalon.Silo.Backups;
using Jalon.Silo.Feed;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Backups;

/// <summary>A server of their own: a restore is one long transaction, which hides facts from everybody in its cluster.</summary>
public sealed class RestoringServer : IAsyncLifetime
{
    public TestCluster Cluster { get; } = new();

    public ValueTask InitializeAsync() => Cluster.InitializeAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class Restores : ICollectionFixture<RestoringServer>
{
    public const string Name = "restores";
}

/// <summary>A folder for the files of one test, and databases to save and to restore into.</summary>
public abstract class BackupFixture(RestoringServer server) : IDisposable
{
    private readonly string folder = Directory.CreateDirectory(TestFolder.New("jalon-backup")).FullName;
    private int files;

    protected TestCluster Cluster { get; } = server.Cluster;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static Guid A { get; } = new("aaaaaaaa-0000-7000-8000-000000000000");

    protected static Guid B { get; } = new("bbbbbbbb-0000-7000-8000-000000000000");

    protected string NewFile() => Path.Combine(folder, $"{++files}.jalon");

    protected Task<string> NewDatabaseAsync() => Cluster.NewDatabaseAsync();

    protected async Task<string> SaveAsync(string address)
    {
        var file = NewFile();
        await Backup.TakeAsync(address, file, Ct);
        return file;
    }

    /// <summary>As the command does: the file is checked whole, then brought in.</summary>
    protected static async Task RestoreAsync(string file, string address, bool replace = false, Action<long>? progress = null)
    {
        await using var stream = Restoration.Open(file);
        await Restoration.CheckAsync(stream, Ct);
        await Restoration.RunAsync(address, stream, replace, progress, Ct);
    }

    protected static async Task<string> RefusedAsync(Func<Task> restore)
    {
        var sentence = (await Assert.ThrowsAsync<BackupException>(restore)).Message;
        Assert.DoesNotContain('\n', sentence);
        return sentence;
    }

    /// <summary>A data source that is none of the program's: a restore does not mind it.</summary>
    protected static NpgsqlDataSource Outside(string address) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address) { ApplicationName = "test", Pooling = false });

    protected static FactFeed Reader(NpgsqlDataSource database) => new(database, Grains.Kinds.All, [], NullLogger<FactFeed>.Instance);

    /// <summary>Every settled fact after a cursor.</summary>
    protected static async Task<IReadOnlyList<FactRecord>> ReadAsync(NpgsqlDataSource database, FeedPosition after = default)
    {
        await database.SettledAsync();
        var feed = Reader(database);
        Assert.True(await feed.HandedOutAsync(after, Ct));
        return await feed.FactsAfterAsync(after, 10_000, Ct);
    }

    protected static string[] Names(IEnumerable<FactRecord> facts) => [.. facts.Select(fact => $"{fact.GrainId}.{fact.Version}")];

    public void Dispose()
    {
        TestFolder.Remove(folder);
        GC.SuppressFinalize(this);
    }
}
