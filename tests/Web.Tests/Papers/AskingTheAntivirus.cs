using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Jalon.Web.Papers;
using Microsoft.Extensions.Options;

namespace Jalon.Web.Tests.Papers;

public sealed class AskingTheAntivirus
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData("stream: OK", Antivirus.Verdict.Clean), InlineData("stream: Eicar-Test FOUND", Antivirus.Verdict.Infected), InlineData("INSTREAM size limit exceeded. ERROR", Antivirus.Verdict.Unavailable)]
    public async Task It_is_sent_the_whole_file_and_its_answer_is_read(string answer, Antivirus.Verdict verdict)
    {
        using var clamd = new TcpListener(IPAddress.Loopback, 0);
        clamd.Start();
        var served = ServeAsync(clamd, answer);
        Assert.Equal(verdict, await At($"127.0.0.1:{((IPEndPoint)clamd.LocalEndpoint).Port}").AskAsync(FileBytes.Pdf(), Ct));
        Assert.Equal(FileBytes.Pdf(), await served);
    }

    [Fact]
    public async Task Where_it_does_not_answer_nothing_is_found_clean()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        Assert.Equal(Antivirus.Verdict.Unavailable, await At($"127.0.0.1:{port}").AskAsync(FileBytes.Pdf(), Ct));
    }

    [Fact]
    public async Task Where_none_is_configured_none_is_asked() => Assert.Equal(Antivirus.Verdict.Clean, await At(null).AskAsync(FileBytes.Pdf(), Ct));

    [Theory, InlineData("clamav"), InlineData("clamav:0"), InlineData(":3310")]
    public void An_address_that_is_none_is_refused_at_the_start(string said) => Assert.Single(new PapersOptions { ClamAv = said }.Validate(new(said)));

    private static Antivirus At(string? address) => new(Options.Create(new PapersOptions { ClamAv = address }));

    private static async Task<byte[]> ServeAsync(TcpListener clamd, string answer)
    {
        using var client = await clamd.AcceptTcpClientAsync(Ct);
        var stream = client.GetStream();
        var head = new byte[10];
        await stream.ReadExactlyAsync(head, Ct);
        Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(head));
        var received = new MemoryStream();
        while (await LengthAsync(stream) is > 0 and var size)
        {
            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, Ct);
            received.Write(chunk);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"), Ct);
        return received.ToArray();
    }

    private static async Task<int> LengthAsync(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, Ct);
        return BinaryPrimitives.ReadInt32BigEndian(length);
    }
}
