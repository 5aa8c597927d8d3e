using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jalon.Bench;

/// <summary>
/// The system's Chromium, by its own protocol (chromedevtools.github.io/devtools-protocol): one page opened with an empty cache, timed, its requests counted. A few
/// messages are all this takes; the browser tests' library is 214 MB.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly string folder;
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[1 << 20];
    private readonly Dictionary<string, double> received = [];
    private int last;

    private Chromium(Process process, string folder) => (this.process, this.folder) = (process, folder);

    public static async Task<Chromium> StartAsync(CancellationToken ct)
    {
        var program = Known.FirstOrDefault(File.Exists) ?? throw new BenchException("Chromium manque\u00A0: installez le paquet «\u00A0chromium\u00A0», ou nommez les autres mesures.");
        var folder = Directory.CreateTempSubdirectory("jalon-bench-chromium-").FullName;
        var start = new ProcessStartInfo(program,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1280,800", $"--user-data-dir={folder}", "about:blank"])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var made = new Chromium(process, folder);
        await made.AttachAsync(ct);
        return made;
    }

    public Task SetCookieAsync(System.Net.Cookie cookie, CancellationToken ct) =>
        CallAsync("Network.setCookie", new JsonObject { ["name"] = cookie.Name, ["value"] = cookie.Value, ["domain"] = cookie.Domain, ["path"] = cookie.Path }, ct);

    /// <summary>Opens the address with an empty cache, until the last element that matches is laid out and painted.</summary>
    public async Task<(double Milliseconds, double Kilobytes, int Requests)> OpenAsync(Uri address, string selector, CancellationToken ct)
    {
        await CallAsync("Page.navigate", new JsonObject { ["url"] = "about:blank" }, ct);
        await CallAsync("Network.clearBrowserCache", [], ct);
        received.Clear();
        var start = Stopwatch.GetTimestamp();
        await CallAsync("Page.navigate", new JsonObject { ["url"] = address.ToString() }, ct);
        var painted = $$"""
            new Promise(done => {
              const look = () => {
                const all = document.querySelectorAll('{{selector}}'), last = all[all.length - 1];
                if (document.readyState === 'complete' && last && last.getBoundingClientRect().height > 0) requestAnimationFrame(() => requestAnimationFrame(() => done(all.length)));
                else setTimeout(look, 2);
              };
              look();
            })
            """;
        var shown = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = painted, ["awaitPromise"] = true, ["returnByValue"] = true }, ct);
        var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (shown["result"]?["value"]?.GetValue<int>() is not > 0) throw new BenchException($"Rien ne correspond à {selector} sur {address}.");
        return (taken, received.Values.Sum() / 1e3, received.Count);
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AttachAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var told = Path.Combine(folder, "DevToolsActivePort");
        while (!File.Exists(told) || new FileInfo(told).Length == 0) await Task.Delay(20, limit.Token);
        var port = int.Parse((await File.ReadAllLinesAsync(told, limit.Token))[0], CultureInfo.InvariantCulture);
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), limit.Token))!.AsArray();
        var page = pages.First(one => one!["type"]!.GetValue<string>() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
        await socket.ConnectAsync(new Uri(page), limit.Token);
        await CallAsync("Network.enable", [], ct);
        await CallAsync("Page.enable", [], ct);
    }

    /// <summary>Sends one message and reads until its answer; what the network tells on the way is kept.</summary>
    private async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var id = ++last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, limit.Token);
        while (true)
        {
            var heard = await ReceiveAsync(limit.Token);
            if (heard["id"]?.GetValue<int>() == id)
                return heard["result"] ?? throw new BenchException($"Chromium\u00A0: {heard["error"]?.ToJsonString()}");
            if (heard["method"]?.GetValue<string>() == "Network.loadingFinished")
                received[heard["params"]!["requestId"]!.GetValue<string>()] = heard["params"]!["encodedDataLength"]!.GetValue<double>();
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken ct)
    {
        var length = 0;
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), ct);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(buffer.AsSpan(0, length))!;
    }
}
