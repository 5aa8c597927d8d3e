using Jalon.Grains;
using Jalon.Silo.Jobs;
using Jalon.Workflows.Reminders;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>What the RH department of the filière reads once a week: how much is open, what is late and where, and whether reminders were of use.</summary>
public sealed class Week(NpgsqlDataSource database, Outbox outbox, MailSettings settings, TimeProvider clock)
{
    /// <summary>Its name among the jobs; never changes.</summary>
    public const string Name = "week";

    private const string FiguresSql = """
        select count(*)::int, (count(*) filter (where i.due_at <= $1))::int from jalon.interval i
        join jalon.fact f on f.grain_id = i.case_id and f.version = i.opened and f.origin = 'live'
        where i.to_at is null and i.scope = 'case'
        """;

    private const string WorstSql = """
        select i.name, i.role, count(*)::int, extract(day from $1 - min(i.due_at))::int from jalon.interval i
        join jalon.fact f on f.grain_id = i.case_id and f.version = i.opened and f.origin = 'live'
        where i.to_at is null and i.scope = 'case' and i.due_at <= $1
        group by i.name, i.role order by count(*) desc, i.name limit 5
        """;

    /// <summary>Of those old enough to tell: acted on when the step ended within two days.</summary>
    private const string RemindersSql = """
        select count(*)::int, (count(*) filter (where coalesce(i.to_at, t.ended_at) <= r.at + interval '2 days'))::int
        from jalon.reminder r
        left join jalon.interval i on i.case_id = r.case_id and i.scope = 'step' and i.opened = r.opened and i.step = r.step
        left join jalon.task t on t.case_id = r.case_id and t.instance_id || '/' || t.element || '#' || t.visit || '/' || t.item = r.step
        where r.at >= $1 - interval '9 days' and r.at < $1 - interval '2 days' and (i.case_id is not null or t.case_id is not null)
        """;

    public Job Job => new(Name, Mornings.OfWeekAfter, WriteAsync);

    internal async Task WriteAsync(DateOnly day, CancellationToken ct)
    {
        var now = Json.Truncate(clock.GetUtcNow());
        var listeners = await Listeners.ReadAsync(database, now, ct);
        var readers = listeners.Everywhere(Role.FiliereHr).ToList();
        if (readers.Count == 0 || await LinesAsync(now, ct) is not { } lines) return;
        await listeners.NameAsync(database, readers, ct);
        foreach (var reader in readers)
        {
            if (listeners.Name(reader) is not { } name) continue;
            var text = LetterText.Of(Letter.WeeklyDigest, ("day", French.FullDate(day)), ("person", name), ("lines", lines), ("link", settings.Link("ce-matin")));
            await outbox.QueueAsync(new Message($"week/{reader}/{day:O}", Letter.WeeklyDigest, Recipient.Person(reader), text), ct);
        }
    }

    /// <summary>Null while nothing live is open.</summary>
    private async Task<string?> LinesAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (open, late) = await PairAsync(FiguresSql, now, ct);
        if (open == 0) return null;
        var (sent, acted) = await PairAsync(RemindersSql, now, ct);
        var worst = new List<string>();
        await using (var command = Parameter.Command(database, WorstSql, Parameter.Of(now)))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) worst.Add(Worst(row.GetString(0), row.IsDBNull(1) ? null : Enum.Parse<Role>(row.GetString(1)), row.GetInt32(2), row.GetInt32(3)));
        return string.Join("\n\n", new[]
        {
            $"{French.Count(open, "dossier est ouvert", "dossiers sont ouverts")}, dont {late} en retard sur {(late < 2 ? "sa cible" : "leur cible")}.",
            worst.Count == 0 ? "" : $"Où l’on attend le plus{French.Nbsp}:\n{string.Join('\n', worst)}",
            sent == 0 ? "" : $"La semaine d’avant, {French.Count(sent, "rappel est parti", "rappels sont partis")}{French.Nbsp}; {acted} {(acted < 2 ? "a été suivi" : "ont été suivis")} d’effet en deux jours.",
        }.Where(line => line.Length > 0));
    }

    private static string Worst(string step, Role? role, int count, int days)
    {
        var name = Labels.Has($"Step.{step}") ? Labels.Of($"Step.{step}") : step;
        return $"– {name}{(role is { } known ? $" ({char.ToLower(known.Label()[0], French.Culture)}{known.Label()[1..]})" : "")}{French.Nbsp}: {French.Count(count, "dossier", "dossiers")}, jusqu’à {French.Count(days, "jour", "jours")} de retard";
    }

    private async Task<(int First, int Second)> PairAsync(string sql, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, sql, Parameter.Of(now));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt32(0), row.GetInt32(1));
    }
}
