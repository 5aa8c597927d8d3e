using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

using MimeKit;

namespace Jalon.Tests;

/// <summary>A mail server on a free port, which speaks SMTP (RFC 5321) to whoever connects, keeps what it accepts, and fails when told to.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public SmtpListener()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it took charge of, in order: whether or not the sender heard that it did.</summary>
    public ConcurrentQueue<MimeMessage> Accepted { get; } = [];

    /// <summary>Released at each message it takes charge of.</summary>
    public SemaphoreSlim Taken { get; } = new(0);

    /// <summary>The answer to a recipient; 250 unless told otherwise.</summary>
    public Func<string, string> Recipient { get; set; } = _ => "250 ok";

    /// <summary>The answer to a whole message; null to take it and hang up without a word.</summary>
    public Func<string?> Message { get; set; } = () => "250 ok";

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true) conversations.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 essai");
            while (await reader.ReadLineAsync(stop.Token) is { } line)
                if (await AnswerAsync(line, reader, writer) is not { } answer) return;
                else await writer.WriteLineAsync(answer.AsMemory(), stop.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The other side hung up, or the test is over.
        }
    }

    private async Task<string?> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                await writer.WriteLineAsync("250-essai");
                await writer.WriteLineAsync("250-SMTPUTF8");
                return "250 8BITMIME";
            case "RCPT":
                return Recipient(line);
            case "DATA":
                await writer.WriteLineAsync("354 go");
                var answer = Message();
                var message = await ReadAsync(reader);
                if (answer is null || answer.StartsWith('2'))
                {
                    Accepted.Enqueue(message);
                    Taken.Release();
                }

                return answer;
            case "QUIT":
                await writer.WriteLineAsync("221 bye");
                return null;
            default:
                return "250 ok";
        }
    }

    private async Task<MimeMessage> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (true)
        {
            // Cut before its end, a message is not taken.
            var line = await reader.ReadLineAsync(stop.Token) ?? throw new IOException("the sender hung up");
            if (line == ".") break;
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Dispose();
        stop.Dispose();
        Taken.Dispose();
    }
}
