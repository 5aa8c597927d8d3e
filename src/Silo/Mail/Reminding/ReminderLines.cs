using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>The lines of a message of the morning: kept beside it, and read again when it leaves, so that nobody is reminded of what is no longer theirs to do.</summary>
internal static class ReminderLines
{
    /// <summary>Where they go in the text.</summary>
    public const string Place = "{rappels}";

    private const string Keep = """
        insert into jalon.reminder (case_id, opened, step, audience, percent, person_id, mail_key, place, line, at)
        select case_id, opened, step, audience, percent, person_id, $1, place, line, $2
        from unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::int[], $8::uuid[], $9::text[]) with ordinality as r(case_id, opened, step, audience, percent, person_id, line, place)
        where exists (select from jalon.mail where key = $1 and queued_at = $2)
        on conflict do nothing
        """;

    /// <summary>A step that is still open by the row of its case, a task by its own; a legal deadline that is still awaited.</summary>
    private const string StillTrue = """
        select r.line from jalon.reminder r
        left join jalon.job_application a on a.id = r.case_id
        left join jalon.vacancy v on v.id = r.case_id
        left join jalon.reconversion_path p on p.id = r.case_id
        where r.mail_key = $1 and (
            coalesce(a.state, v.state, p.state) -> 'steps' @> jsonb_build_array(jsonb_build_object('id', r.step))
            or exists (select from jalon.task t where t.case_id = r.case_id and t.instance_id || '/' || t.element || '#' || t.visit || '/' || t.item = r.step and t.ended_at is null and t.paused_since is null)
            or exists (select from jalon.deadline d where d.grain_id = r.case_id and d.key = r.step))
        order by r.place
        """;

    /// <summary>Queues a message with its lines, or nothing where the person already has the message of that day: what is new since waits for the next.</summary>
    public static async Task<bool> QueueAsync(NpgsqlDataSource database, Outbox outbox, Message message, IReadOnlyList<ReminderLine> lines, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        outbox.Add(batch, message, now);
        batch.Add(Keep, Parameter.Of(message.Key), Parameter.Of(Json.Truncate(now)),
            Column(lines, line => line.CaseId), Column(lines, line => line.Opened), Column(lines, line => line.Step), Column(lines, line => line.To),
            Column(lines, line => line.Percent), Column(lines, line => line.PersonId), Column(lines, line => line.Text));
        await batch.ExecuteNonQueryAsync(ct);
        return await outbox.StateAsync(message.Key, ct) == MailState.Waiting;
    }

    /// <summary>The text as it leaves, where it has such lines; null when nothing in it is true any more.</summary>
    public static async Task<MailText?> FillAsync(NpgsqlDataSource database, string key, Letter letter, MailText text, CancellationToken ct)
    {
        if (!text.Body.Contains(Place, StringComparison.Ordinal)) return text;
        var lines = new List<string>();
        await using (var command = Parameter.Command(database, StillTrue, Parameter.Of(key)))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) lines.Add(row.GetString(0));
        if (lines.Count == 0 && (letter == Letter.Reminder || !text.Body.Contains("geste, dont", StringComparison.Ordinal))) return null;
        var told = lines.Count == 0 ? "" : letter == Letter.Reminder ? string.Join('\n', lines) : $"Rappels\n{string.Join('\n', lines)}";
        return text with { Body = text.Body.Replace($"{Place}\n\n", lines.Count == 0 ? "" : $"{told}\n\n", StringComparison.Ordinal).Replace(Place, told, StringComparison.Ordinal) };
    }

    private static NpgsqlParameter Column<T>(IReadOnlyList<ReminderLine> lines, Func<ReminderLine, T> value) => Parameter.Of(lines.Select(value).ToArray());
}
