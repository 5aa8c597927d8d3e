namespace Jalon.Silo;

/// <summary>The database of this process, checked and ready to be migrated: the one that was given, or the private server of the data folder.</summary>
public sealed class Database : IAsyncDisposable
{
    private Database(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        Embedded = embedded;
    }

    public string ConnectionString { get; }

    /// <summary>Null for a given database, which is nobody's to start or stop.</summary>
    public EmbeddedPostgres? Embedded { get; }

    /// <exception cref="DatabaseUnavailableException">With the sentence to show.</exception>
    public static async Task<Database> OpenAsync(Settings settings, bool serving, Action<string> say, CancellationToken ct)
    {
        if (settings.ConnectionString is { } given)
        {
            await GivenDatabase.CheckAsync(given, ct);
            return new Database(given, embedded: null);
        }
        var wanted = new EmbeddedPostgresSettings(settings.DataFolder, serving, settings.FetchedPostgres, say);
        var embedded = await EmbeddedPostgres.StartAsync(wanted, ct);
        return new Database(embedded.ConnectionString, embedded);
    }

    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
