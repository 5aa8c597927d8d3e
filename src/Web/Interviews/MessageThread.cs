using Jalon.Silo;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Interviews;

/// <summary>A message between a person and the administration.</summary>
/// <param name="ByPerson">The candidate wrote it.</param>
/// <param name="Author">Who wrote for the administration; null where the person reads, or the author was erased.</param>
public sealed record ThreadMessage(bool ByPerson, string? Author, string Text, DateTimeOffset At);

/// <summary>
/// What was written between a person and the administration about a candidacy, oldest first. Nothing else a case holds is read here: reasons, notes and opinions are other
/// kinds. What was written to several at once is in the letters.
/// </summary>
public static class MessageThread
{
    private const string Sql = """
        select n.author = $2, case when n.author = $2 then null else p.given_name || ' ' || p.family_name end, n.text, n.at
        from jalon.note n left join jalon.person p on p.id = n.author where n.about = $1 and n.kind = 'message'
        union all
        select false, null, m.subject || E'\n\n' || m.body, coalesce(m.sent_at, m.not_before) from jalon.mail m
        where m.about = $1 and m.recipient = $2 and m.key like 'together/%' and m.cancelled_at is null
        order by 4 limit 200
        """;

    private const string UnreadSql = """
        select n.about, count(*)::int from jalon.job_application a join jalon.note n on n.about = a.id and n.kind = 'message' and n.author <> a.candidate_id
        left join jalon.thread_read r on r.application_id = a.id
        where a.candidate_id = $1 and n.at > coalesce(r.read_at, '-infinity') group by n.about
        """;

    private const string ReadSql = "insert into jalon.thread_read (application_id, read_at) values ($1, $2) on conflict (application_id) do update set read_at = excluded.read_at";

    public static async Task<IReadOnlyList<ThreadMessage>> ReadAsync(NpgsqlDataSource database, Guid application, Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, application, person);
        await using var row = await query.ExecuteReaderAsync(ct);
        var messages = new List<ThreadMessage>();
        while (await row.ReadAsync(ct)) messages.Add(new ThreadMessage(row.GetBoolean(0), row.Text(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)));
        return messages;
    }

    /// <summary>Messages the person has not read yet, by candidacy.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> UnreadAsync(NpgsqlDataSource database, Guid person, CancellationToken ct)
    {
        await using var query = Query.Of(database, UnreadSql, person);
        await using var row = await query.ExecuteReaderAsync(ct);
        var unread = new Dictionary<Guid, int>();
        while (await row.ReadAsync(ct)) unread[row.GetGuid(0)] = row.GetInt32(1);
        return unread;
    }

    /// <summary>The person has read up to now.</summary>
    public static async Task MarkReadAsync(Engine engine, Guid application, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, ReadSql, application, engine.Clock.GetUtcNow().UtcDateTime);
        await query.ExecuteNonQueryAsync(ct);
    }
}
