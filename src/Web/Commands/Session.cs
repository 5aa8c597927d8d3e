using Jalon.Silo;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Web.Commands;

/// <summary>A command's own engine on the database of the settings, beside the program that may be serving.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly Database database;

    private Session(Database database, Engine engine) => (this.database, Engine) = (database, engine);

    public Engine Engine { get; }

    /// <param name="work">What a long work calls itself, apart from those it gives way to.</param>
    /// <exception cref="UsageException">A setting is wrong.</exception>
    /// <exception cref="DatabaseUnavailableException">The database cannot be had; the message says what to do.</exception>
    public static async Task<Session> OpenAsync(CancellationToken ct, string? work = null)
    {
        var database = await Database.OpenAsync(Read(null), serving: false, Console.Error.WriteLine, ct);
        try
        {
            return new Session(database, await Engine.StartAsync(database.ConnectionString, ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, ct, work));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public static Settings Read(string? role)
    {
        var (settings, problems) = Settings.Read(Settings.Sources(), role);
        return settings ?? throw new UsageException(string.Join('\n', problems));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await database.DisposeAsync();
    }
}

/// <summary>Ctrl-C asks a command to stop at the next safe point.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();

    public Interruption() => Console.CancelKeyPress += Stop;

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        source.Dispose();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = true;
        source.Cancel();
    }
}
