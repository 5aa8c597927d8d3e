using Jalon.Grains;

using Npgsql;

using NpgsqlTypes;

namespace Jalon.Silo.Mail;

/// <summary>
/// Messages on their way to people: queued under a key, held as long as asked, cancelled until they leave. What a page queues by itself leaves whatever follows;
/// a message that tells a fact is queued by that fact (<see cref="FactLetters"/>), and a page only writes its draft.
/// </summary>
public sealed class Outbox(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly TimeSpan DraftKept = TimeSpan.FromDays(1);

    /// <summary>The draft of whoever sent the command takes the place of the usual text.</summary>
    private const string Insert = """
        insert into jalon.mail (key, id, letter, recipient, address, about, outcome_at, subject, body, calendar, tells, queued_at, not_before)
        select $1, $2, $3, $4, $5, $6, $7, coalesce(d.subject, $8), coalesce(d.body, $9), $10, $11, $12, $13
        from (select 1) one left join jalon.mail_draft d on d.command_id = $14
        on conflict (key) do nothing
        """;

    /// <summary>What is being sent at this instant is left alone: it may already have arrived.</summary>
    private const string Open = "sent_at is null and cancelled_at is null and lease_until < clock_timestamp()";

    private readonly Feed.Signal queued = new();

    /// <summary>Something may be ready to leave.</summary>
    internal Feed.Signal Queued => queued;

    /// <summary>Queues a message.</summary>
    /// <returns>False when its key was already used: nothing changes.</returns>
    public async Task<bool> QueueAsync(Message message, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Insert, Line(message, clock.GetUtcNow()));
        var added = await command.ExecuteNonQueryAsync(ct) > 0;
        queued.Ring();
        return added;
    }

    /// <summary>Adds a message to writes that happen together with something else.</summary>
    internal void Add(NpgsqlBatch writes, Message message, DateTimeOffset? now = null) => writes.Add(Insert, Line(message, now ?? clock.GetUtcNow()));

    /// <summary>Takes a message back.</summary>
    /// <returns>Where it is after that: <see cref="MailState.Sent"/> when it had left, or was leaving; null when there is none.</returns>
    public async Task<MailState?> CancelAsync(string key, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, $"update jalon.mail set cancelled_at = $2 where key = $1 and {Open}", Parameter.Of(key), Parameter.Of(Now));
        if (await command.ExecuteNonQueryAsync(ct) > 0) return MailState.Cancelled;
        var state = await StateAsync(key, ct);
        return state == MailState.Waiting ? MailState.Sent : state;
    }

    /// <summary>Takes back what has not left about a case, in writes that happen together with something else.</summary>
    internal void AddCancel(NpgsqlBatch writes, Guid about, params Letter[] letters) => writes.Add(
        $"update jalon.mail set cancelled_at = $3 where about = $1 and letter = any ($2) and {Open}",
        Parameter.Of(about), Parameter.Of(letters.Select(letter => letter.ToString()).ToArray()), Parameter.Of(Now));

    /// <summary>Keeps the text somebody wrote for the message of a command they are about to send: the fact of that command sends it in the place of the usual one.</summary>
    /// <param name="address">Somebody outside, to whom a task writes; null for the reader of the usual message.</param>
    public async Task DraftAsync(Guid commandId, MailText text, CancellationToken ct, string? address = null)
    {
        await using var command = Parameter.Command(database, """
            insert into jalon.mail_draft (command_id, subject, body, address) values ($1, $2, $3, $4)
            on conflict (command_id) do update set subject = excluded.subject, body = excluded.body, address = excluded.address, at = now()
            """, Parameter.Of(commandId), Parameter.Of(text.Subject), Parameter.Of(text.Body), Nullable(address, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Adds the letters that tasks wrote to somebody outside, in the writes that pass the facts of those tasks.</summary>
    internal void AddOutside(NpgsqlBatch writes, Letter letter, IReadOnlyList<(string Key, Guid Instance, Guid Command)> tasks) => writes.Add("""
        insert into jalon.mail (key, id, letter, address, about, subject, body, queued_at, not_before)
        select r.key, r.id, $1, d.address, i.case_id, d.subject, d.body, $2, $2
        from unnest($3::text[], $4::uuid[], $5::uuid[], $6::uuid[]) as r(key, id, instance, command)
        join jalon.mail_draft d on d.command_id = r.command and d.address is not null
        join jalon.workflow_instance i on i.id = r.instance
        on conflict (key) do nothing
        """, Parameter.Of(letter.ToString()), Parameter.Of(Now), Parameter.Of(tasks.Select(task => task.Key).ToArray()), Parameter.Of(tasks.Select(task => DerivedId.Of("mail", task.Key)).ToArray()),
        Parameter.Of(tasks.Select(task => task.Instance).ToArray()), Parameter.Of(tasks.Select(task => task.Command).ToArray()));

    /// <summary>Where a message is; null when there is none under this key.</summary>
    public async Task<MailState?> StateAsync(string key, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, $"select {StateSql} from jalon.mail where key = $1", Parameter.Of(key));
        return await command.ExecuteScalarAsync(ct) is string state ? Enum.Parse<MailState>(state) : null;
    }

    /// <summary>The state of a row of <c>jalon.mail</c>.</summary>
    public const string StateSql = """
        case when sent_at is not null then 'Sent' when cancelled_at is not null then 'Cancelled' when dead_at is not null then 'Dead' else 'Waiting' end
        """;

    /// <summary>Sends a dead letter again, from its first attempt.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, """
            update jalon.mail set dead_at = null, attempts = 0, not_before = $2, lease_until = '-infinity' where id = $1 and dead_at is not null and cancelled_at is null
            """, Parameter.Of(id), Parameter.Of(Now));
        var again = await command.ExecuteNonQueryAsync(ct) > 0;
        queued.Ring();
        return again;
    }

    /// <summary>Drafts of commands that were refused, or never sent.</summary>
    internal async Task ForgetDraftsAsync(CancellationToken ct)
    {
        await using var command = Parameter.Command(database, "delete from jalon.mail_draft where at < now() - $1", Parameter.Of(DraftKept));
        await command.ExecuteNonQueryAsync(ct);
    }

    private DateTimeOffset Now => Json.Truncate(clock.GetUtcNow());

    private static NpgsqlParameter[] Line(Message message, DateTimeOffset now) =>
    [
        Parameter.Of(message.Key), Parameter.Of(message.Id), Parameter.Of(message.Letter.ToString()),
        Nullable(message.To.PersonId, NpgsqlDbType.Uuid), Nullable(message.To.Address, NpgsqlDbType.Text), Nullable(message.About, NpgsqlDbType.Uuid),
        Nullable(message.OutcomeAt, NpgsqlDbType.TimestampTz), Parameter.Of(message.Text.Subject), Parameter.Of(message.Text.Body),
        Nullable(message.Calendar, NpgsqlDbType.Text), Nullable(message.Tells?.ToString(), NpgsqlDbType.Text),
        Parameter.Of(Json.Truncate(now)), Parameter.Of(Json.Truncate(message.HeldUntil ?? now)), Nullable(message.DraftOf, NpgsqlDbType.Uuid),
    ];

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
