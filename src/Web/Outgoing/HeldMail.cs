using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Npgsql;

namespace Jalon.Web.Outgoing;

/// <summary>A message to a candidate that has not left yet, and can still be taken back.</summary>
public sealed record HeldMessage(string Key, Letter Letter, string Subject, DateTimeOffset Leaves, Guid Application, Guid Post, string Person, string? Title);

/// <summary>« Envois en attente »: what was written to the people of one's posts and is still held.</summary>
public static class HeldMail
{
    private const int Most = 200;

    /// <summary>Those whose hour has not come: what is leaving may already have arrived.</summary>
    private const string Waiting = VisibleVacancies.Trees + $"""
        select m.key, m.letter, m.subject, m.not_before, a.id, a.vacancy_id, p.given_name || ' ' || p.family_name, v.title
        from jalon.mail m join jalon.job_application a on a.id = m.about and a.candidate_id = m.recipient
        left join jalon.person p on p.id = a.candidate_id left join jalon.vacancy v on v.id = a.vacancy_id
        where m.not_before > $6 and m.sent_at is null and m.cancelled_at is null and m.dead_at is null and {VisibleApplications.Condition}
        order by m.not_before, m.key limit $7
        """;

    public static async Task<IReadOnlyList<HeldMessage>> ReadAsync(NpgsqlDataSource database, Who who, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Query.Of(database, Waiting, [.. VisibleApplications.Of(who), now.UtcDateTime, Most]);
        await using var row = await query.ExecuteReaderAsync(ct);
        var held = new List<HeldMessage>();
        while (await row.ReadAsync(ct))
            held.Add(new HeldMessage(row.GetString(0), Enum.Parse<Letter>(row.GetString(1)), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetGuid(4), row.GetGuid(5), row.Text(6) ?? "Personne effacée", row.Text(7)));
        return held;
    }

    /// <summary>How many the bar counts; none where the pages run without a database, or while it is away: the bar never fails a page.</summary>
    public static async Task<int> CountAsync(HttpContext http)
    {
        if (http.RequestServices.GetService<Engine>() is not { } engine || !Concerns(http.Who())) return 0;
        try
        {
            return (await ReadAsync(engine.Database, http.Who(), engine.Clock.GetUtcNow(), http.RequestAborted)).Count;
        }
        catch (Exception away) when (PostgresAway.Is(away))
        {
            return 0;
        }
    }

    /// <summary>Those who act on candidacies.</summary>
    public static bool Concerns(Who who) => who.Roles.Any(held => held.Role is Role.Recruiter or Role.HrLead or Role.LineManager);
}
