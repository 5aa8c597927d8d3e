using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo.Feed;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>The work of a process that sends: messages that are due, then the cases told of what has left, for as long as it runs.</summary>
public sealed partial class MailRounds(NpgsqlDataSource database, Outbox outbox, MailSender sender, ILogger<MailRounds> log)
{
    private const int TellLimit = 100;

    /// <summary>For what becomes due by itself; a message queued here rings.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan DraftsEvery = TimeSpan.FromHours(1);

    private const string Untold = "select key, about, tells from jalon.mail where tells is not null and told_at is null and sent_at is not null and about is not null order by sent_at limit $1";

    /// <param name="send">How the case is told.</param>
    public async Task RunAsync(Func<Envelope, CancellationToken, Task<Reply>> send, CancellationToken ct)
    {
        var drafts = DateTimeOffset.MinValue;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await sender.RunOnceAsync(ct);
                await TellAsync(send, ct);
                if (DateTimeOffset.UtcNow - drafts > DraftsEvery)
                {
                    await outbox.ForgetDraftsAsync(ct);
                    drafts = DateTimeOffset.UtcNow;
                }

                await outbox.Queued.HeardAsync(Poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogAway(Failures.Reason(failure));
                await Task.Delay(Poll, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// A case whose person has been written to is told so, once: the command has an id of the message. Whatever the grain answers is its last word, but that it is busy.
    /// </summary>
    /// <returns>How many were told.</returns>
    public async Task<int> TellAsync(Func<Envelope, CancellationToken, Task<Reply>> send, CancellationToken ct)
    {
        var told = 0;
        foreach (var (key, about, what) in await UntoldAsync(ct))
        {
            var envelope = new Envelope(about, new InformPerson(what), DerivedId.Of("mail-told", key), Actor.System);
            if (await send(envelope, ct) is Busy) continue;
            await using var mark = Parameter.Command(database, "update jalon.mail set told_at = now() where key = $1", Parameter.Of(key));
            await mark.ExecuteNonQueryAsync(ct);
            told++;
        }

        return told;
    }

    private async Task<IReadOnlyList<(string Key, Guid About, Information What)>> UntoldAsync(CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Untold, Parameter.Of(TellLimit));
        await using var row = await command.ExecuteReaderAsync(ct);
        var untold = new List<(string, Guid, Information)>();
        while (await row.ReadAsync(ct)) untold.Add((row.GetString(0), row.GetGuid(1), Enum.Parse<Information>(row.GetString(2))));
        return untold;
    }

    [LoggerMessage(LogLevel.Warning, "Messages will be looked at again: {Reason}")]
    private partial void LogAway(string reason);
}
