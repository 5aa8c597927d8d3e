using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Cockpit;

/// <summary>Something agreed with somebody: what, by whom, by when.</summary>
/// <param name="About">The post it is about; null for a whole organisation.</param>
/// <param name="OwnerId">Whom it is assigned to, where they have an account here.</param>
public sealed record AgreedAction(Guid Id, Guid OrganisationId, Guid? About, string What, string Owner, DateOnly Due, DateTimeOffset AgreedAt, Guid? OwnerId = null);

/// <summary>Agreed actions, kept until somebody says they are done. They tell nothing of a candidate and change no figure.</summary>
public static class AgreedActions
{
    public const int TextLength = 500;

    public const int OwnerLength = 120;

    /// <summary>Lines of the page: what is older waits below, on the page of the organisation.</summary>
    private const int Most = 50;

    public static async Task<IReadOnlyList<AgreedAction>> OpenAsync(NpgsqlDataSource database, Perimeter perimeter, CancellationToken ct)
    {
        await using var query = Query.Of(database, """
            select id, organisation_id, about, what, owner, due_on, agreed_at, owner_id from jalon.agreed_action
            where done_at is null and ($1::uuid[] is null or organisation_id = any ($1)) order by due_on, agreed_at, id limit $2
            """, perimeter.Organisations, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var actions = new List<AgreedAction>();
        while (await row.ReadAsync(ct))
            actions.Add(new AgreedAction(row.GetGuid(0), row.GetGuid(1), row.Id(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateOnly>(5), row.GetFieldValue<DateTimeOffset>(6), row.Id(7)));
        return actions;
    }

    /// <summary>Noted once, however often the form is sent.</summary>
    public static async Task NoteAsync(NpgsqlDataSource database, AgreedAction action, Guid by, CancellationToken ct)
    {
        await using var command = Query.Of(database, """
            insert into jalon.agreed_action (id, organisation_id, about, about_kind, what, owner, due_on, agreed_by, agreed_at, owner_id)
            values ($1, $2, $3::uuid, case when $3::uuid is null then null else 'vacancy' end, $4, $5, $6, $7, $8, $9::uuid) on conflict (id) do nothing
            """, action.Id, action.OrganisationId, action.About, action.What, action.Owner, action.Due, by, action.AgreedAt, action.OwnerId);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Who may be given something to do for an organisation: whoever recruits, manages or leads there, above or below.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name, Role Role)>> PeopleAsync(NpgsqlDataSource database, Tree tree, Guid organisation, DateTimeOffset now, CancellationToken ct)
    {
        await using var query = Query.Of(database, """
            select distinct on (p.family_name collate "fr-x-icu", p.given_name, p.id) p.id, p.given_name || ' ' || p.family_name, r.role
            from jalon.role_held r join jalon.person p on p.id = r.person_id
            where r.organisation_id = any ($1) and r.role in ('Recruiter', 'HrLead', 'LineManager') and r.from_at <= $2 and (r.until_at is null or r.until_at > $2)
            order by p.family_name collate "fr-x-icu", p.given_name, p.id, r.role limit 300
            """, (Guid[])[.. tree.Path(organisation).Concat(tree.Below(organisation)).Distinct()], now);
        await using var row = await query.ExecuteReaderAsync(ct);
        var people = new List<(Guid, string, Role)>();
        while (await row.ReadAsync(ct)) people.Add((row.GetGuid(0), row.GetString(1), Enum.Parse<Role>(row.GetString(2))));
        return people;
    }

    /// <summary>Tells whoever was given it, once.</summary>
    public static async Task TellAsync(Engine engine, AgreedAction action, string about, CancellationToken ct)
    {
        if (action.OwnerId is not { } person) return;
        var text = LetterText.Of(Letter.Reminder, [("subject", $"Une action vous est confiée, pour le {French.Date(action.Due)}"), ("person", action.Owner),
            ("lines", $"- {action.What} ({about})"), ("link", engine.MailSettings.Link(action.About is { } post ? $"/postes/{post}" : "/"))]);
        await engine.Mail.QueueAsync(new Message($"action:{action.Id:N}", Letter.Reminder, Recipient.Person(person), text), ct);
    }

    /// <summary>False where there is no such action among those the reader may see.</summary>
    public static async Task<bool> DoneAsync(NpgsqlDataSource database, Perimeter perimeter, Guid id, Guid by, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = Query.Of(database, """
            update jalon.agreed_action set done_at = coalesce(done_at, $4), done_by = coalesce(done_by, $3)
            where id = $1 and ($2::uuid[] is null or organisation_id = any ($2))
            """, id, perimeter.Organisations, by, at);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
