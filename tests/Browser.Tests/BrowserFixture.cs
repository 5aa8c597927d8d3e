using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Jalon.Browser.Tests.BrowserFixture))]

namespace Jalon.Browser.Tests;

/// <summary>One Chromium for the whole run; each test opens its own window in it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Known.FirstOrDefault(File.Exists) is not { } chromium) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>A window of a given width, with its own cookies. Skips the test where there is no Chromium.</summary>
    /// <param name="signedIn">The cookies of somebody, as a window where they signed in gave them.</param>
    /// <param name="complaints">Where errors of scripts and refusals of the content policy are told.</param>
    public async Task<IPage> OpenAsync(Uri baseAddress, int width = 1280, bool javaScript = true, string? signedIn = null, ConcurrentQueue<string>? complaints = null)
    {
        if (browser is null) Assert.Skip("Chromium is not installed (apt-get install chromium).");
        var window = await browser.NewContextAsync(new()
        {
            BaseURL = baseAddress.ToString(),
            ViewportSize = new() { Width = width, Height = 800 },
            JavaScriptEnabled = javaScript,
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
            StorageState = signedIn,
        });
        var page = await window.NewPageAsync();
        if (complaints is not null) Listen(page, complaints);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>An answer that is not 200 is no error of a script: a refusal has its own page.</summary>
    private static void Listen(IPage page, ConcurrentQueue<string> complaints)
    {
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Enqueue($"{page.Url}: {message.Text}");
        };
    }
}
