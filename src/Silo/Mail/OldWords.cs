using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo.Jobs;
using Jalon.Workflows.Reminders;

using Npgsql;

namespace Jalon.Silo.Mail;

/// <summary>
/// Takes the words out of old messages and reminders: names, addresses, what was written. Those of a person who was erased go at once. The key stays, so that what was
/// said is not said again, and the dates stay, so that figures do not change.
/// </summary>
internal sealed class OldWords(NpgsqlDataSource database, Func<Rules> rules)
{
    /// <summary>Its name among the jobs; never changes.</summary>
    public const string Name = "old-words";

    /// <summary>Messages emptied by one statement.</summary>
    private const int Lot = 1_000;

    private const string Empty = """
        with old as materialized (
            select m.key from jalon.mail m
            where m.words_gone_at is null and (m.sent_at is not null or m.cancelled_at is not null or m.dead_at is not null) and (m.queued_at < $1
                or (m.recipient is not null and not exists (select from jalon.person p where p.id = m.recipient))
                or exists (select from jalon.job_application a where a.id = m.about and not exists (select from jalon.person p where p.id = a.candidate_id)))
            limit $2),
        lines as (update jalon.reminder r set line = '' from old where r.mail_key = old.key)
        update jalon.mail m set subject = '', body = '', calendar = null, address = case when recipient is null then '' end, words_gone_at = now() from old where m.key = old.key
        """;

    public Job Job => new(Name, Mornings.After, EmptyAsync);

    internal async Task EmptyAsync(DateOnly day, CancellationToken ct)
    {
        var kept = rules().On(day, "message-words");
        var before = FrenchCalendar.StartOf(kept.Unit == ParameterUnit.CalendarMonths ? FrenchCalendar.AddMonths(day, -kept.Amount) : FrenchCalendar.AddDays(day, -kept.Amount));
        int emptied;
        do
        {
            await using var command = Parameter.Command(database, Empty, Parameter.Of(before), Parameter.Of(Lot));
            emptied = await command.ExecuteNonQueryAsync(ct);
        }
        while (emptied == Lot);
    }
}
