using Jalon.Grains;
using Jalon.Silo.Mail.Reminding;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>
/// Sends what is due. Rows are claimed by a short UPDATE with a lease on the database's clock, sent outside any transaction, then marked: a sender that dies leaves a
/// lease that ends, and what it may have sent goes again under the same Message-ID.
/// </summary>
public sealed partial class MailSender(NpgsqlDataSource database, MailSettings settings, TimeProvider clock, ILogger<MailSender> log)
{
    private const int ClaimLimit = 20;

    /// <summary>Longer than one batch can take: each of its messages has at most fifteen seconds.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    /// <summary>What is waited after the nth failure; after the last, the message is a dead letter that somebody has to look at.</summary>
    private static readonly TimeSpan[] BackOff =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24)];

    private const string Claim = """
        with due as materialized (
            select key from jalon.mail
            where sent_at is null and cancelled_at is null and dead_at is null and not_before <= $1 and lease_until < clock_timestamp()
            order by not_before, key limit $2 for update skip locked)
        update jalon.mail m set owner = $3, lease_until = clock_timestamp() + $4, attempts = attempts + 1
        from due where m.key = due.key
        returning m.key, m.id, m.letter, (select given_name || ' ' || family_name from jalon.person p where p.id = m.recipient),
            coalesce(m.address, (select email from jalon.person p where p.id = m.recipient)), m.subject, m.body, m.calendar, m.queued_at, m.attempts,
            m.outcome_at is null or exists (select from jalon.job_application a where a.id = m.about and jalon.instant(a.state -> 'outcome' ->> 'at') = m.outcome_at)
        """;

    private const string MarkSent = "update jalon.mail set sent_at = $3, via = $4, body = $5, reason = null, owner = null, lease_until = '-infinity' where key = $1 and owner = $2";

    private const string MarkFailed = """
        update jalon.mail set reason = $3, not_before = $4, dead_at = $5, owner = null, lease_until = '-infinity' where key = $1 and owner = $2
        """;

    private const string MarkVain = "update jalon.mail set cancelled_at = $3, owner = null, lease_until = '-infinity' where key = $1 and owner = $2";

    private readonly Guid owner = Guid.CreateVersion7();

    /// <summary>Sends what is due now, a few at a time.</summary>
    /// <returns>How many left.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var sent = 0;
        await using var transport = new MailTransport(settings);
        IReadOnlyList<Outgoing> claimed;
        do
        {
            claimed = await ClaimAsync(ct);
            foreach (var message in claimed)
                if (await SendAsync(transport, message, ct)) sent++;
        }
        while (claimed.Count == ClaimLimit);

        return sent;
    }

    private async Task<bool> SendAsync(MailTransport transport, Outgoing message, CancellationToken ct)
    {
        var now = Json.Truncate(clock.GetUtcNow());
        if (!message.Holds || await ReminderLines.FillAsync(database, message.Key, message.Letter, message.Text, ct) is not { } text)
        {
            await MarkAsync(MarkVain, message, Parameter.Of(now));
            return false;
        }

        var delivery = await transport.SendAsync(message with { Text = text }, ct);
        if (delivery.Via is { } via)
        {
            await MarkAsync(MarkSent, message, Parameter.Of(now), Parameter.Of(via), Parameter.Of(text.Body));
            return true;
        }

        var dead = delivery.Final || message.Attempts > BackOff.Length;
        LogFailed(message.Id, message.Attempts, delivery.Reason, dead);
        await MarkAsync(MarkFailed, message, Parameter.Of(delivery.Reason!), Parameter.Of(dead ? now : now + BackOff[message.Attempts - 1]),
            dead ? Parameter.Of(now) : Parameter.Null(NpgsqlTypes.NpgsqlDbType.TimestampTz));
        return false;
    }

    private async Task<IReadOnlyList<Outgoing>> ClaimAsync(CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Claim, Parameter.Of(Json.Truncate(clock.GetUtcNow())), Parameter.Of(ClaimLimit), Parameter.Of(owner), Parameter.Of(Lease));
        await using var row = await command.ExecuteReaderAsync(ct);
        var claimed = new List<Outgoing>();
        while (await row.ReadAsync(ct))
        {
            claimed.Add(new Outgoing(row.GetString(0), row.GetGuid(1), Enum.Parse<Letter>(row.GetString(2)), Text(row, 3), Text(row, 4), new MailText(row.GetString(5), row.GetString(6)), Text(row, 7),
                row.GetFieldValue<DateTimeOffset>(8), row.GetInt32(9), row.GetBoolean(10)));
        }

        return claimed;
    }

    /// <summary>Said even while the program stops: what has left is known to have left.</summary>
    private async Task MarkAsync(string sql, Outgoing message, params NpgsqlParameter[] values)
    {
        await using var command = Parameter.Command(database, sql, [Parameter.Of(message.Key), Parameter.Of(owner), .. values]);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    [LoggerMessage(LogLevel.Warning, "Message {Id} did not leave at attempt {Attempt}: {Reason} (given up: {Dead})")]
    private partial void LogFailed(Guid id, int attempt, string? reason, bool dead);
}
