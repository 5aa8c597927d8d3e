using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Jalon.Bench;

/// <summary>The system's Chromium, driven by a few messages: the library of the browser tests is 214 MB.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly string folder;
    private readonly string host;
    private readonly DevTools browser;

    private Chromium(Process process, string folder, string host, DevTools browser) => (this.process, this.folder, this.host, this.browser) = (process, folder, host, browser);

    public static async Task<Chromium> StartAsync(CancellationToken ct)
    {
        var program = Known.FirstOrDefault(File.Exists) ?? throw new BenchException("Chromium manque\u00A0: installez le paquet «\u00A0chromium\u00A0», ou nommez les autres mesures.");
        var folder = Directory.CreateTempSubdirectory("jalon-bench-chromium-").FullName;
        string[] arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1280,800", $"--user-data-dir={folder}", "about:blank"];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var told = Path.Combine(folder, "DevToolsActivePort");
        while (!File.Exists(told) || (await File.ReadAllLinesAsync(told, limit.Token)).Length < 2) await Task.Delay(20, limit.Token);
        var lines = await File.ReadAllLinesAsync(told, limit.Token);
        var host = $"ws://127.0.0.1:{lines[0]}";
        return new Chromium(process, folder, host, await DevTools.OpenAsync(new Uri(host + lines[1]), limit.Token));
    }

    /// <summary>Opens the address in a window of its own, which has nothing in its cache, until the last element that matches is laid out and painted.</summary>
    public async Task<(double Milliseconds, double Kilobytes, int Requests)> OpenAsync(Uri address, IEnumerable<Cookie> cookies, string selector, CancellationToken ct)
    {
        var context = (await browser.CallAsync("Target.createBrowserContext", [], ct))["browserContextId"]!.GetValue<string>();
        var target = (await browser.CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = context }, ct))["targetId"]!.GetValue<string>();
        using var page = await DevTools.OpenAsync(new Uri($"{host}/devtools/page/{target}"), ct);
        await page.CallAsync("Network.enable", [], ct);
        foreach (var cookie in cookies)
            await page.CallAsync("Network.setCookie", new JsonObject { ["name"] = cookie.Name, ["value"] = cookie.Value, ["domain"] = cookie.Domain, ["path"] = cookie.Path }, ct);
        var start = Stopwatch.GetTimestamp();
        await page.CallAsync("Page.navigate", new JsonObject { ["url"] = address.ToString() }, ct);
        var shown = await page.CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = Painted(selector), ["awaitPromise"] = true, ["returnByValue"] = true }, ct);
        var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (shown["result"]?["value"]?.GetValue<int>() is not > 0) throw new BenchException($"Rien ne correspond à {selector} sur {address}.");
        await browser.CallAsync("Target.disposeBrowserContext", new JsonObject { ["browserContextId"] = context }, ct);
        return (taken, page.Received.Values.Sum() / 1e3, page.Received.Count);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Painted(string selector) => $$"""
        new Promise(done => {
          const look = () => {
            const all = document.querySelectorAll('{{selector}}'), last = all[all.length - 1];
            if (document.readyState === 'complete' && last && last.getBoundingClientRect().height > 0) requestAnimationFrame(() => requestAnimationFrame(() => done(all.length)));
            else setTimeout(look, 2);
          };
          look();
        })
        """;
}
