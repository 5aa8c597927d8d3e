using Jalon.Silo;
using Jalon.Web.Host;

namespace Jalon.Web.Commands;

/// <summary>Serves pages and API, works for the feed and the deadlines, or both, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        options.NoWord();
        var settings = Session.Read(options.Values.GetValueOrDefault("role"));
        await using var database = await Database.OpenAsync(settings, serving: true, Console.Error.WriteLine, CancellationToken.None);
        using var logs = LoggerFactory.Create(logging => logging.AddJsonConsole().SetMinimumLevel(LogLevel.Warning));
        await using var engine = await Engine.StartAsync(database.ConnectionString, settings.Role, TimeProvider.System, logs, settings.Mail, CancellationToken.None);
        await DemoCommand.BeginAsync(engine, database.Embedded is not null, options.Switches.Contains("empty"));
        using var export = OtlpExport.Start();
        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(engine.RunAsync(stop.Token), database.Embedded is { } server ? new ServerWatch(server, engine.Database, Console.Error.WriteLine).RunAsync(stop.Token) : Task.CompletedTask);
        try
        {
            return settings is { Role: ProcessRole.Worker, PortGiven: false } ? await WorkAsync(engine) : await ServeAsync(settings, engine);
        }
        finally
        {
            await stop.CancelAsync();
            await work;
        }
    }

    private static async Task<int> ServeAsync(Settings settings, Engine engine)
    {
        var (url, works) = ($"http://127.0.0.1:{settings.Port}", settings.Role == ProcessRole.Worker);
        await using var app = works ? WebApp.BuildWorker(engine, url) : WebApp.Build(engine, url);
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            Console.Error.WriteLine($"Le port {settings.Port} est déjà pris par un autre programme : arrêtez-le, ou choisissez-en un autre avec JALON_PORT.");
            return CommandLine.Refused;
        }

        Console.Error.WriteLine(works ? $"Jalon travaille sans servir de pages, et dit comment il va sur {url}{Health.Root}/pret (Ctrl-C pour arrêter)." : $"Jalon répond sur {url} (Ctrl-C pour arrêter).");
        await Task.WhenAny(app.WaitForShutdownAsync(), engine.Restored);
        return Ended(engine);
    }

    private static async Task<int> WorkAsync(Engine engine)
    {
        Console.Error.WriteLine("Jalon travaille sans servir de pages (Ctrl-C pour arrêter).");
        using var host = new HostBuilder().UseConsoleLifetime(console => console.SuppressStatusMessages = true).Build();
        await Task.WhenAny(host.RunAsync(), engine.Restored);
        return Ended(engine);
    }

    /// <summary>What this process remembers is of before a restore: only a new one may go on.</summary>
    private static int Ended(Engine engine)
    {
        if (!engine.Restored.IsCompleted) return 0;
        Console.Error.WriteLine("La base a été restaurée pendant que ce programme en était coupé\u00A0: il s’arrête. Relancez-le.");
        return CommandLine.Refused;
    }
}
