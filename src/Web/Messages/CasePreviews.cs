using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Silo.Mail;

namespace Jalon.Web.Messages;

/// <summary>The message that a command on a candidacy would send, before it is sent: the text is the one its fact would write.</summary>
public static class CasePreviews
{
    public static async Task<MailText> RejectionAsync(Engine engine, Guid application, Reject reject, CancellationToken ct) =>
        new CaseLetters(engine.Rules.Current, engine.MailSettings.Link).Rejection(await WordsAsync(engine, application, ct), reject.Reason, reject.Shared, reject.Text);

    private static async Task<CaseWords> WordsAsync(Engine engine, Guid application, CancellationToken ct) =>
        (await CaseWords.ReadAsync(engine.Database, [application], ct))[application];
}
