using Jalon.Grains;
using Jalon.Silo.Mail;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Applications;

/// <summary>What was written to the person about this candidacy, and to their origin administration.</summary>
public sealed record CaseMessage(Letter Letter, string Subject, string Body, DateTimeOffset At, MailState State);

/// <summary>The messages of a case, newest first; those taken back before they left are told too.</summary>
public static class CaseMessages
{
    private const int Most = 6;

    private const string Sql = $"""
        select m.letter, m.subject, m.body, coalesce(m.sent_at, m.cancelled_at, m.not_before), {Outbox.StateSql} from jalon.mail m
        where m.about = $1 and (m.recipient = $2 or m.letter = 'ReleaseRequest') order by m.queued_at desc, m.key limit $3
        """;

    public static async Task<IReadOnlyList<CaseMessage>> ReadAsync(NpgsqlDataSource database, Guid application, Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, application, person, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var messages = new List<CaseMessage>();
        while (await row.ReadAsync(ct)) messages.Add(new CaseMessage(Enum.Parse<Letter>(row.GetString(0)), row.GetString(1) is { Length: > 0 } subject ? subject : Enum.Parse<Letter>(row.GetString(0)).Label(), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), Enum.Parse<MailState>(row.GetString(4))));
        return messages;
    }
}
