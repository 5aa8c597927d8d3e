using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jalon.Bench;

/// <summary>One conversation with Chromium by its own protocol (chromedevtools.github.io/devtools-protocol): a message, then what is told until its answer.</summary>
internal sealed class DevTools : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[1 << 20];
    private int last;

    private DevTools()
    {
    }

    /// <summary>Bytes on the wire of each request that ended.</summary>
    public Dictionary<string, double> Received { get; } = [];

    public static async Task<DevTools> OpenAsync(Uri address, CancellationToken ct)
    {
        var made = new DevTools();
        await made.socket.ConnectAsync(address, ct);
        return made;
    }

    public async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken ct)
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
                Received[heard["params"]!["requestId"]!.GetValue<string>()] = heard["params"]!["encodedDataLength"]!.GetValue<double>();
        }
    }

    public void Dispose() => socket.Dispose();

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
