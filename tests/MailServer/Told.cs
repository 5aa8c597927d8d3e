using System.Buffers;
using System.Threading.Channels;

using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Jalon.MailServer;

/// <summary>Says each message that was taken, one at a time, and does as it is told with the one who sent it.</summary>
/// <param name="turn">Whose it is to speak. It is not disposed of here: the server disposes of a store that lets it after each message.</param>
internal sealed class Told(SemaphoreSlim turn) : MessageStore
{
    private readonly Channel<string> answers = Channel.CreateBounded<string>(1);

    public ValueTask AnswerAsync(string answer) => answers.Writer.WriteAsync(answer);

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await Console.Out.WriteLineAsync(Convert.ToBase64String(buffer.ToArray()));
            if (await answers.Reader.ReadAsync(cancellationToken) == "gone") context.Pipe.Dispose();
            return SmtpResponse.Ok;
        }
        finally
        {
            turn.Release();
        }
    }
}
