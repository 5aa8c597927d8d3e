using Jalon.Grains;
using Jalon.Silo.Jobs;
using Jalon.Workflows.Reminders;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>
/// The one message of a person and working day: what they are reminded of, and for colleagues what waits for them. Each line re-reads the truth this morning, and
/// again when the message leaves (<see cref="ReminderLines"/>).
/// </summary>
internal sealed class Morning(OpenCases open, Outbox outbox, MailSettings settings, TimeProvider clock)
{
    /// <summary>Its name among the jobs; never changes.</summary>
    public const string Name = "morning";

    private const string ToldSql = "select case_id, step, audience, percent, person_id from jalon.reminder where case_id = any ($1)";

    /// <summary>What somebody put off on their day is out of their morning until then; what they put off in the list of tasks is told by the tasks.</summary>
    private const string SnoozedSql = "select person_id, case_id, step from jalon.snooze where until > $1";

    private const string AppliedSql = "select vacancy_id, candidate_id from jalon.job_application where vacancy_id = any ($1) and candidate_id = any ($2)";

    private readonly NpgsqlDataSource database = open.Database;

    public Job Job => new(Name, Mornings.After, WriteAsync);

    /// <returns>How many messages were queued.</returns>
    internal async Task<int> WriteAsync(DateOnly day, CancellationToken ct)
    {
        var now = Json.Truncate(clock.GetUtcNow());
        var cases = await open.ReadAsync(ct);
        var listeners = await Listeners.ReadAsync(database, now, ct);
        var told = await ToldAsync(cases, ct);
        var barred = await BarredAsync(cases, listeners, ct);
        var snoozed = await SnoozedAsync(now, ct);
        bool Hears(OpenCase about, Step step, Guid person) => step.Kind == TimeKind.Candidate || !barred.Contains((about.VacancyId, person));
        bool PutOff(OpenCase about, Step step, Guid person) => snoozed.Contains((person, about.Id, step.Id)) || about.IsPutOff(step, person, day);
        var reminded = cases.SelectMany(one => Reminded(one, listeners, told[one.Id].ToList(), now)).Where(one => Hears(one.Case, one.Clock.Step, one.PersonId))
            .Where(one => one.Rung.Audience != Audience.Holder || !PutOff(one.Case, one.Clock.Step, one.PersonId)).ToList();
        var asked = await AskedReminders.ReadAsync(database, day, cases, listeners, ct);
        reminded.AddRange(asked.Where(one => Hears(one.Case, one.Clock.Step, one.PersonId) && !reminded.Exists(other => other.Speaks(one))));
        var waiting = cases.SelectMany(one => Waiting(one, listeners, now)).Where(one => !barred.Contains((one.Case.VacancyId, one.PersonId)) && !PutOff(one.Case, one.Step, one.PersonId)).ToLookup(one => one.PersonId);
        var legal = await LegalAlerts.ReadAsync(database, listeners.Everywhere(Role.FiliereHr), day, ct);
        var people = reminded.Select(one => one.PersonId).Concat(waiting.Select(one => one.Key)).Concat(legal.Select(line => line.PersonId)).Distinct().ToList();
        await listeners.NameAsync(database, [.. people, .. reminded.SelectMany(one => listeners.Holders(one.Case, one.Clock.Step))], ct);
        var lines = reminded.Select(one => one.Line(HolderName(one, listeners), now)).Concat(legal).ToLookup(line => line.PersonId);
        var queued = 0;
        foreach (var person in people)
            if (await QueueAsync(person, listeners.Name(person), day, [.. lines[person]], [.. waiting[person]], ct)) queued++;
        await AskedReminders.ToldAsync(database, day, ct);
        return queued;
    }

    private async Task<bool> QueueAsync(Guid person, string? name, DateOnly day, IReadOnlyList<ReminderLine> lines, IReadOnlyList<Wait> waits, CancellationToken ct)
    {
        // Erased meanwhile: nobody reads it.
        if (name is null || (lines.Count == 0 && waits.Count == 0)) return false;
        var staff = waits.Count > 0 || lines.Any(line => line.To != nameof(Audience.Holder));
        var key = $"morning/{person}/{day:O}";
        var text = staff
            ? LetterText.Of(Letter.DailyDigest, ("day", French.FullDate(day)), ("summary", Summary(lines, waits)), ("person", name), ("lines", $"{ReminderLines.Place}\n\n{Counted(waits)}"), ("link", settings.Link("journee")))
            : LetterText.Of(Letter.Reminder, ("subject", lines.Count == 1 ? "Un geste est attendu de vous" : $"{lines.Count} gestes sont attendus de vous"), ("person", name), ("lines", ReminderLines.Place), ("link", settings.Link("mes-candidatures")));
        return await ReminderLines.QueueAsync(database, outbox, new Message(key, staff ? Letter.DailyDigest : Letter.Reminder, Recipient.Person(person), text), lines, clock.GetUtcNow(), ct);
    }

    /// <summary>« 2 en retard, 5 à faire ».</summary>
    private static string Summary(IReadOnlyList<ReminderLine> lines, IReadOnlyList<Wait> waits) => waits.Count == 0 ? French.Count(lines.Count, "rappel", "rappels")
        : waits.Count(wait => wait.Share >= 1) is > 0 and var late ? $"{late} en retard, {waits.Count} à faire" : $"{waits.Count} à faire";

    private static string Counted(IReadOnlyList<Wait> waits)
    {
        if (waits.Count == 0) return "";
        var (late, soon) = (waits.Count(wait => wait.Share >= 1), waits.Count(wait => wait.Share is >= 0.8 and < 1));
        return $"{French.Count(waits.Count, "tâche attend", "tâches attendent")} votre geste, dont {late} en retard et {soon} à rendre bientôt.";
    }

    private static IEnumerable<Spoken> Reminded(OpenCase open, Listeners listeners, List<(string Step, Guid Person, Rung Rung)> told, DateTimeOffset now) =>
        from step in open.Live
        let clock = open.Clock(step)
        from rung in Ladder.Due(clock, [], now)
        from person in listeners.Of(rung.Audience, open, step)
        where Ladder.Due(clock, [.. told.Where(one => one.Step == step.Id && one.Person == person).Select(one => one.Rung)], now).Contains(rung)
        select new Spoken(open, clock, rung, person);

    private static IEnumerable<Wait> Waiting(OpenCase open, Listeners listeners, DateTimeOffset now) =>
        from step in open.Live
        where step.Kind == TimeKind.Administration
        let share = open.Clock(step).ShareUsed(now)
        from person in listeners.Of(Audience.Holder, open, step)
        select new Wait(open, step, person, share);

    private static string? HolderName(Spoken spoken, Listeners listeners)
    {
        var step = spoken.Clock.Step;
        var names = listeners.Holders(spoken.Case, step).Select(person => listeners.Name(person)).OfType<string>().ToList();
        return names.Count > 0 ? string.Join(" et ", names) : step.Holder.Role?.Label() is { } label ? char.ToLower(label[0], French.Culture) + label[1..] : null;
    }

    private async Task<ILookup<Guid, (string Step, Guid Person, Rung Rung)>> ToldAsync(IReadOnlyList<OpenCase> cases, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, ToldSql, Parameter.Of(cases.Select(one => one.Id).ToArray()));
        await using var row = await command.ExecuteReaderAsync(ct);
        var told = new List<(Guid Case, (string, Guid, Rung) Said)>();
        while (await row.ReadAsync(ct))
            if (Enum.TryParse<Audience>(row.GetString(2), out var audience)) told.Add((row.GetGuid(0), (row.GetString(1), row.GetGuid(4), new Rung(row.GetInt32(3), audience))));
        return told.ToLookup(one => one.Case, one => one.Said);
    }

    private async Task<HashSet<(Guid Person, Guid Case, string Step)>> SnoozedAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, SnoozedSql, Parameter.Of(now));
        await using var row = await command.ExecuteReaderAsync(ct);
        var snoozed = new HashSet<(Guid, Guid, string)>();
        while (await row.ReadAsync(ct)) snoozed.Add((row.GetGuid(0), row.GetGuid(1), row.GetString(2)));
        return snoozed;
    }

    /// <summary>Nobody hears of the internal side of a post they apply to; a candidate hears of their own step only, which names them.</summary>
    private async Task<HashSet<(Guid? Vacancy, Guid Person)>> BarredAsync(IReadOnlyList<OpenCase> cases, Listeners listeners, CancellationToken ct)
    {
        var staff = cases.SelectMany(open => open.Live.Where(step => step.Kind != TimeKind.Candidate).SelectMany(step => Enum.GetValues<Audience>().SelectMany(audience => listeners.Of(audience, open, step)))).Distinct().ToArray();
        await using var command = Parameter.Command(database, AppliedSql, Parameter.Of(cases.Select(one => one.VacancyId).OfType<Guid>().Distinct().ToArray()), Parameter.Of(staff));
        await using var row = await command.ExecuteReaderAsync(ct);
        var barred = new HashSet<(Guid?, Guid)>();
        while (await row.ReadAsync(ct)) barred.Add((row.GetGuid(0), row.GetGuid(1)));
        return barred;
    }

    private sealed record Wait(OpenCase Case, Step Step, Guid PersonId, double Share);
}
