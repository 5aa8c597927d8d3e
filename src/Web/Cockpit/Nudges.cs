using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>
/// Asks those who hold late cases to act, with the list of theirs: one message per person and day, however often it is asked. What waits for a third party or a candidate
/// is written to the recruiter, who is the one that can ask them. Messages name posts and steps, never a candidate.
/// </summary>
public static class Nudges
{
    /// <summary>Cases listed in a message; the page has them all.</summary>
    private const int MostLines = 30;

    /// <summary>Who has the ball of each case: the person where known, the recruiter of the file for what is outside, else whoever holds the role there or above.</summary>
    private const string ReaderSql = """
        with recursive up(case_id, role, id, parent_id, depth) as (
            select c.case_id, c.role, o.id, o.parent_id, 1 from unnest($1, $2, $3) c(case_id, role, organisation_id) join jalon.organisation o on o.id = c.organisation_id
            union all
            select up.case_id, up.role, o.id, o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.parent_id where up.depth < 20)
        select distinct on (up.case_id, r.person_id) up.case_id, r.person_id
        from up join jalon.role_held r on r.organisation_id = up.id and r.role = up.role
        where r.from_at <= $4 and (r.until_at is null or r.until_at > $4)
            and up.depth = (select min(u.depth) from up u join jalon.role_held h on h.organisation_id = u.id and h.role = u.role
                where u.case_id = up.case_id and h.from_at <= $4 and (h.until_at is null or h.until_at > $4))
        """;

    /// <returns>How many people are written to.</returns>
    public static async Task<int> SendAsync(Engine engine, Perimeter perimeter, Guid organisation, TimeKind kind, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        var late = await Morning.OverdueAsync(engine.Database, perimeter, organisation, kind, now, ct);
        var readers = await ReadersAsync(engine.Database, late, now, ct);
        var titles = await PostTitles.OfAsync(engine.Database, [.. late.Select(one => one.VacancyId).Distinct()], ct);
        var names = await Names.OfAsync(engine.Database, readers.Select(pair => (Guid?)pair.Person), ct);
        var written = 0;
        foreach (var reader in readers.GroupBy(pair => pair.Person, pair => pair.Case))
        {
            var cases = reader.ToHashSet();
            var own = late.Where(one => cases.Contains(one.CaseId)).OrderByDescending(one => one.Share).ToList();
            var text = LetterText.Of(Letter.Reminder, [("subject", $"{French.Count(own.Count, "dossier en retard attend", "dossiers en retard attendent")} une action"), ("person", names[reader.Key] ?? ""),
                ("lines", string.Join('\n', own.Take(MostLines).Select(one => Line(one, titles, now)))), ("link", engine.MailSettings.Link("/"))]);
            if (await engine.Mail.QueueAsync(new Message($"nudge:{reader.Key:N}:{organisation:N}:{kind}:{perimeter.To:yyyyMMdd}", Letter.Reminder, Recipient.Person(reader.Key), text), ct)) written++;
        }

        return written;
    }

    private static string Line(Morning.Overdue one, IReadOnlyDictionary<Guid, string> titles, DateTimeOffset now) =>
        $"- {Whose.Title(one.Step)}, {titles.GetValueOrDefault(one.VacancyId, PostTitles.None)}{(one.CaseId == one.VacancyId ? "" : $", d{Pseudonym.Of(one.CaseId)[1..]}")} : "
        + $"{French.Count((int)(now - one.Since).TotalDays, "jour", "jours")}, {one.Share.ToString("P0", French.Culture)} de la cible";

    private static async Task<List<(Guid Case, Guid Person)>> ReadersAsync(NpgsqlDataSource database, IReadOnlyList<Morning.Overdue> late, DateTimeOffset now, CancellationToken ct)
    {
        var readers = late.Where(one => one.Kind == TimeKind.Administration && one.PersonId is not null).Select(one => (one.CaseId, one.PersonId!.Value)).ToList();
        var others = late.Where(one => one.Kind != TimeKind.Administration || one.PersonId is null).ToList();
        if (others.Count == 0) return readers;
        await using var query = Query.Of(database, ReaderSql, others.Select(one => one.CaseId).ToArray(),
            others.Select(one => (one.Kind == TimeKind.Administration ? one.Role ?? Role.Recruiter : Role.Recruiter).ToString()).ToArray(), others.Select(one => one.Post).ToArray(), now);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) readers.Add((row.GetGuid(0), row.GetGuid(1)));
        return readers;
    }
}
