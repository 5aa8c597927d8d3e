using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Search;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Jalon.Web.Host;

/// <summary>Everything the pages need from the host, in one place.</summary>
public static class WebHost
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddJalonPages(this IServiceCollection services)
    {
        services.AddOptions<PagesOptions>().BindConfiguration(PagesOptions.Section).ValidateOnStart();
        services.AddSingleton(BuiltAssets.Load());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LastSearch>();
        services.AddSingleton<Forecaster>().AddSingleton<Freshness>().AddSingleton<KeptFigures>();
        services.AddRazorPages(pages => pages.Conventions.AddPageRoute("/Vacancies/Edit", "postes/{id:guid}/modifier"));
        services.Configure<CookieTempDataProviderOptions>(status => status.Cookie.Name = StatusLine.Cookie);
        // Accents go out as they are, not as entities: pages are in French and served as UTF-8.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Below TLS only, where nobody between us and the reader can measure lengths; a proxy that ends TLS compresses as it sees fit.
        services.AddResponseCompression(compression =>
        {
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddRouting(routing => routing.LowercaseUrls = true);
        return services;
    }

    /// <summary>Headers, pages for errors, assets and pages. Sign-in, where there is one, comes between: see <paramref name="beforePages"/>.</summary>
    public static WebApplication UseJalonPages(this WebApplication app, Action<WebApplication>? beforePages = null)
    {
        app.UseResponseCompression();
        var demonstration = app.Services.GetRequiredService<IOptions<PagesOptions>>().Value.Demonstration;
        app.Use((http, next) =>
        {
            // At the last moment, since an error page starts again from empty headers.
            http.Response.OnStarting(() =>
            {
                SetHeaders(http.Response.Headers, demonstration);
                return Task.CompletedTask;
            });
            return next(http);
        });
        // The API answers in problem+json; only people get a page.
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/erreur/500",
                AllowStatusCode404Response = true,
                // An outage is no fault of the program: the feed says it once, not each page with its stack.
                SuppressDiagnosticsCallback = failed => PostgresAway.Is(failed.Exception),
            });
            pages.UseStatusCodePagesWithReExecute("/erreur/{0}");
            pages.Use((http, next) => Patience.KeepAsync(http, () => next(http)));
        });
        app.UseRouting();
        beforePages?.Invoke(app);
        app.MapGet("/assets/{name}", (string name, BuiltAssets assets, HttpRequest request, HttpResponse response) => assets.Answer(name, request, response)).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/", (HttpContext http) => Results.LocalRedirect(Navigation.HomeOf(http.User, http.Who()))).AllowAnonymous().ExcludeFromDescription();
        app.MapRazorPages();
        return app;
    }

    private static void SetHeaders(IHeaderDictionary headers, bool demonstration)
    {
        // What a person sent is answered with a policy of its own, tighter than a page's.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = ContentSecurityPolicy;
        if (headers.XFrameOptions.Count == 0) headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (demonstration) headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}
