using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Jalon.Web.Papers;

/// <summary>Settings of what people send, section <c>Papers</c>.</summary>
public sealed class PapersOptions : IValidatableObject
{
    public const string Section = "Papers";

    /// <summary>Where clamd answers: <c>host:port</c>, or the path of its socket. Nothing: no antivirus is asked.</summary>
    public string? ClamAv { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClamAv is { Length: > 0 } said && Antivirus.EndPointOf(said) is null)
            yield return new ValidationResult("Papers__ClamAv se donne comme « hôte:port », par exemple 127.0.0.1:3310, ou comme le chemin complet de la prise de clamd.");
    }
}

/// <summary>ClamAV, where one is configured: the file is sent over clamd's INSTREAM and its one-line answer is read.</summary>
public sealed class Antivirus(IOptions<PapersOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public enum Verdict { Clean, Infected, Unavailable }

    /// <summary>Clean where no antivirus is configured.</summary>
    public async Task<Verdict> AskAsync(byte[] bytes, CancellationToken ct)
    {
        if (options.Value.ClamAv is not { Length: > 0 } said) return Verdict.Clean;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Patience);
        try
        {
            var (endPoint, family, protocol) = EndPointOf(said)!.Value;
            using var socket = new Socket(family, SocketType.Stream, protocol);
            await socket.ConnectAsync(endPoint, limited.Token);
            await using var stream = new NetworkStream(socket);
            return Read(await SendAsync(stream, bytes, limited.Token));
        }
        catch (Exception failure) when (failure is SocketException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Verdict.Unavailable;
        }
    }

    internal static (System.Net.EndPoint EndPoint, AddressFamily Family, ProtocolType Protocol)? EndPointOf(string said)
    {
        if (Path.IsPathRooted(said)) return (new UnixDomainSocketEndPoint(said), AddressFamily.Unix, ProtocolType.Unspecified);
        var at = said.LastIndexOf(':');
        return at > 0 && ushort.TryParse(said.AsSpan(at + 1), out var port) && port > 0
            ? (new System.Net.DnsEndPoint(said[..at], port, AddressFamily.InterNetwork), AddressFamily.InterNetwork, ProtocolType.Tcp) : null;
    }

    /// <summary>One chunk, preceded by its length, then an empty one (clamd(8), INSTREAM).</summary>
    private static async Task<string> SendAsync(NetworkStream stream, byte[] bytes, CancellationToken ct)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        await stream.WriteAsync(length, ct);
        await stream.WriteAsync(bytes, ct);
        await stream.WriteAsync(new byte[4], ct);
        var answer = new byte[512];
        var read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct);
        return Encoding.ASCII.GetString(answer, 0, read).TrimEnd('\0', '\n');
    }

    private static Verdict Read(string answer) =>
        answer.EndsWith(" OK", StringComparison.Ordinal) ? Verdict.Clean : answer.EndsWith(" FOUND", StringComparison.Ordinal) ? Verdict.Infected : Verdict.Unavailable;
}
