using Jalon.Grains;
using Jalon.Grains.Calendar;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>
/// What the RH department of the filière is written about: a candidacy whose silence becomes a refusal within five working days. By pseudonym: names are their
/// organisation's to give.
/// </summary>
internal static class LegalAlerts
{
    private const int Within = 5;

    /// <summary>As deadlines and reminders name it.</summary>
    private const string Key = "implicit-refusal";

    private const string Sql = """
        select d.grain_id, d.due, 'Dossier ' || jalon.pseudonym(d.grain_id), v.title, o.name
        from jalon.deadline d
        join jalon.job_application a on a.id = d.grain_id
        join jalon.fact f on f.grain_id = d.grain_id and f.version = 1 and f.origin = 'live'
        left join jalon.vacancy v on v.id = a.vacancy_id
        left join jalon.organisation o on o.id = (a.state ->> 'organisationId')::uuid
        where d.key = 'implicit-refusal' and d.due < $1 and not exists (
            select from jalon.reminder r where r.case_id = d.grain_id and r.step = d.key and r.person_id = $2)
        order by d.due limit 200
        """;

    public static async Task<IReadOnlyList<ReminderLine>> ReadAsync(NpgsqlDataSource database, IEnumerable<Guid> readers, DateOnly today, CancellationToken ct)
    {
        var lines = new List<ReminderLine>();
        foreach (var reader in readers)
        {
            await using var command = Parameter.Command(database, Sql, Parameter.Of(FrenchCalendar.EndOf(FrenchCalendar.AddWorkingDays(today, Within))), Parameter.Of(reader));
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                var (last, post) = (FrenchCalendar.DayOf(row.GetFieldValue<DateTimeOffset>(1).AddTicks(-1)), row.IsDBNull(3) ? "poste sans intitulé" : row.GetString(3));
                var employer = row.IsDBNull(4) ? "" : $", {row.GetString(4)}";
                lines.Add(new(row.GetGuid(0), 0, Key, "FiliereHr", 0, reader, $"– {row.GetString(2)}, {post}{employer}{French.Nbsp}: sans réponse au {French.FullDate(last)}, la candidature sera réputée refusée."));
            }
        }

        return lines;
    }
}
