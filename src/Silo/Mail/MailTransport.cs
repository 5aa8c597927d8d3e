using System.Net;
using System.Net.Sockets;
using System.Text;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

using MimeKit;

namespace Jalon.Silo.Mail;

/// <summary>A message about to leave.</summary>
internal sealed record Outgoing(string Key, Guid Id, Letter Letter, string? Name, string? Address, MailText Text, string? Calendar, DateTimeOffset QueuedAt, int Attempts, bool Holds);

/// <summary>What became of it: how it left, or why not.</summary>
/// <param name="Via">Null when it did not leave.</param>
/// <param name="Reason">For the operator, without anything that names a person.</param>
/// <param name="Final">Trying again would change nothing.</param>
internal sealed record Delivery(string? Via, string? Reason = null, bool Final = false);

/// <summary>The border: one conversation with the mail server for a few messages. Without a server a message has arrived once it can be read on the pages.</summary>
internal sealed class MailTransport(MailSettings settings) : IAsyncDisposable
{
    private const int AnswersWithin = 15_000;

    private static readonly Delivery Local = new("local");

    private static readonly Delivery NoAddress = new(null, "Cette personne n’a pas d’adresse de courriel.", Final: true);

    private SmtpClient? client;

    public async Task<Delivery> SendAsync(Outgoing message, CancellationToken ct)
    {
        if (settings.Smtp is not { } server) return Local;
        if (message.Address is null) return NoAddress;
        if (!MailboxAddress.TryParse(message.Address, out var to)) return new(null, "L’adresse de courriel n’en est pas une.", Final: true);
        try
        {
            await (await ConnectedAsync(server, ct)).SendAsync(Written(message, to.Address), ct);
            return new("smtp");
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && IsOfMail(failure))
        {
            // Nobody knows where the conversation stands: the next message begins another.
            await HangUpAsync();
            return new(null, Told(failure), failure is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, StatusCode: >= (SmtpStatusCode)500 });
        }
    }

    /// <summary>The same Message-ID and date however often it is sent (RFC 5322 §3.6.4): whoever received it twice sees one.</summary>
    private MimeMessage Written(Outgoing message, string address)
    {
        var mime = new MimeMessage { MessageId = $"{message.Id:N}@{settings.From.Domain}", Date = message.QueuedAt, Subject = message.Text.Subject };
        mime.From.Add(settings.From);
        mime.To.Add(new MailboxAddress(message.Name, address));
        // RFC 3834: absence messages do not answer it.
        mime.Headers.Add("Auto-Submitted", "auto-generated");
        mime.Body = Body(message);
        return mime;
    }

    private static MimeEntity Body(Outgoing message)
    {
        var text = new TextPart("plain") { Text = message.Text.Body };
        if (message.Calendar is not { } calendar) return text;
        var method = calendar.Contains("METHOD:CANCEL", StringComparison.Ordinal) ? "CANCEL" : "REQUEST";
        // RFC 6047 §2.4: the part that programs read, then the same as a file for those that do not.
        var invitation = new TextPart("calendar") { Text = calendar };
        invitation.ContentType.Parameters.Add("method", method);
        var file = new MimePart("application", "ics")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(calendar))),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = method == "CANCEL" ? "annulation.ics" : "invitation.ics",
        };
        return new Multipart("mixed") { new MultipartAlternative { text, invitation }, file };
    }

    private async Task<SmtpClient> ConnectedAsync(SmtpServer server, CancellationToken ct)
    {
        if (client is { IsConnected: true } ready) return ready;
        await HangUpAsync();
        client = new SmtpClient { Timeout = AnswersWithin };
        var security = server.Tls ? SecureSocketOptions.SslOnConnect : IsThisMachine(server.Host) ? SecureSocketOptions.None : SecureSocketOptions.StartTls;
        await client.ConnectAsync(server.Host, server.Port, security, ct);
        if (server.User is { } user) await client.AuthenticateAsync(user, server.Password ?? "", ct);
        return client;
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOfMail(Exception failure) =>
        failure is CommandException or ProtocolException or SocketException or IOException or AuthenticationException or SslHandshakeException or NotSupportedException
            or TimeoutException or OperationCanceledException or ServiceNotConnectedException or ServiceNotAuthenticatedException or FormatException;

    private static string Told(Exception failure) => failure switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => $"Le serveur de messagerie ne connaît pas ce destinataire ({(int)refused.StatusCode}).",
        SmtpCommandException refused => $"Le serveur de messagerie a refusé le message ({(int)refused.StatusCode}).",
        AuthenticationException => "Le serveur de messagerie a refusé le compte ou le mot de passe.",
        SslHandshakeException or NotSupportedException => "Le serveur de messagerie ne propose pas de liaison chiffrée de confiance.",
        _ => $"Le serveur de messagerie ne répond pas ({failure.GetType().Name}).",
    };

    private async Task HangUpAsync()
    {
        if (client is null) return;
        try
        {
            if (client.IsConnected) await client.DisconnectAsync(quit: true);
        }
        catch (Exception broken) when (IsOfMail(broken))
        {
            // It is being closed anyway.
        }

        client.Dispose();
        client = null;
    }

    public async ValueTask DisposeAsync() => await HangUpAsync();
}
