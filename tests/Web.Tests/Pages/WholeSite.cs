using Jalon.Silo;
using Jalon.Web.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Tests;

/// <summary>The whole program over a fresh database, on a free port.</summary>
public sealed class WholeSite : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;
    private readonly WebApplication app;

    private WholeSite(Engine engine, WebApplication app)
    {
        (Engine, this.app, Address) = (engine, app, new Uri(app.Urls.First()));
        work = engine.RunAsync(stop.Token);
    }

    public Engine Engine { get; }

    public Uri Address { get; }

    public static async Task<WholeSite> StartAsync(TestCluster cluster) => await StartAsync(await cluster.NewDatabaseAsync());

    public static async Task<WholeSite> StartAsync(string database)
    {
        var engine = await Engine.StartAsync(database, ProcessRole.All, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var app = await ListenAsync(engine);
        return new WholeSite(engine, app);
    }

    /// <summary>A second program on the same database, as after a restart.</summary>
    public static async Task<WebApplication> ListenAsync(Engine engine)
    {
        var app = WebApp.Build(engine, "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await stop.CancelAsync();
        await work;
        await Engine.DisposeAsync();
        stop.Dispose();
    }
}
