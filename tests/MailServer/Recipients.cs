using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Jalon.MailServer;

/// <summary>Everybody has a mailbox here, except « inconnue ».</summary>
internal sealed class Recipients : MailboxFilter
{
    public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        to.User != "inconnue" ? Task.FromResult(true) : throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.MailboxUnavailable, $"no such user {to.AsAddress()}"));
}
