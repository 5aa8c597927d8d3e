using Jalon.Silo;
using Jalon.Web.Api;
using Jalon.Web.Board;
using Jalon.Web.Delays;
using Jalon.Web.Live;
using Jalon.Web.Offers;
using Jalon.Web.Own;
using Jalon.Web.Papers;
using Jalon.Web.SignIn;

namespace Jalon.Web.Host;

/// <summary>The web program: pages and API over an engine. The same for <c>./run</c> and for the tests.</summary>
public static class WebApp
{
    /// <summary>Bodies over this size are refused before they are read; no form or command of ours is near it.</summary>
    private const long LargestBody = 1_000_000;

    /// <param name="url">Where to listen, loopback only until there is a real sign-in.</param>
    public static WebApplication Build(Engine engine, string url, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = Listening(engine, url);
        builder.Services.AddSingleton(engine.Clock).AddSingleton<BoardBells>().AddSingleton<SeenCandidacies>();
        builder.Services.AddJalonPages().AddSignIn().AddJalonApi().AddPapers();
        builder.Services.AddSingleton<DelayReadings>().AddSingleton<Jalon.Web.Drafting.StartDelays>().AddLimits().AddHostedService<OfferAlerts>();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseJalonPages(web => web.UseSignIn().UseRateLimiter()).MapJalonApi();
        app.MapHealth();
        app.MapLive();
        app.MapPapers();
        app.MapOfferFeeds();
        return app;
    }

    /// <summary>A process that serves no page, and tells its supervisor how it is.</summary>
    public static WebApplication BuildWorker(Engine engine, string url)
    {
        var app = Listening(engine, url).Build();
        app.MapHealth();
        return app;
    }

    private static WebApplicationBuilder Listening(Engine engine, string url)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(WebApp).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.ClearProviders().AddJsonConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(engine);
        return builder;
    }
}
