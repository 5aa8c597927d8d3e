using Jalon.Web.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jalon.Browser.Tests;

/// <summary>The program, listening on a free port of this machine. Other tests add what they need by the two hooks.</summary>
public sealed class RunningSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningSite(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    public Uri Address { get; }

    /// <param name="services">Settings and services beside those of the pages.</param>
    /// <param name="pipeline">What comes between the routes and the pages: sign-in, rights, test routes.</param>
    public static async Task<RunningSite> StartAsync(Action<WebApplicationBuilder>? services = null, Action<WebApplication>? pipeline = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(WebHost).Assembly.GetName().Name, EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddJalonPages();
        services?.Invoke(builder);
        var app = builder.Build();
        app.UseJalonPages(pipeline);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, new Uri(address));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
