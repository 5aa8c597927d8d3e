using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Reading;
using Jalon.Web.Rights;

namespace Jalon.Web.SignIn;

/// <summary>Whoever opened a link: somebody known, or an address nobody has yet, under the id it will have.</summary>
/// <param name="Return">Where they were going, an address of ours.</param>
public sealed record LinkHolder(Guid Id, string Email, string? Name, string? Return);

/// <summary>
/// Signing in by a link sent by e-mail: used once, for a quarter of an hour. Asking is answered alike whether the address is known or not, since nothing is looked up until
/// the link comes back; opening it changes nothing, because mail gateways open links before people do.
/// </summary>
public sealed class SignInLinks(Engine engine)
{
    public const string Path = "/connexion/lien";

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>Links asked for one address within an hour: more only fill a mailbox that may be somebody else's.</summary>
    private const int MostPerHour = 5;

    private const string Insert = """
        insert into jalon.sign_in_link (hash, email, return_to, created_at, expires_at)
        select $1, $2, $3, $4, $5 where (select count(*) from jalon.sign_in_link where lower(email) = lower($2) and created_at > $6) < $7
        """;

    /// <summary>One statement: of two clicks at once, one wins.</summary>
    private const string Take = "update jalon.sign_in_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning email, return_to";

    /// <summary>An address keeps the id it was given, so that a draft begun before there is a file is found again.</summary>
    private const string Remember = """
        with former as (
            select l.person_id from jalon.sign_in_link l where lower(l.email) = lower($2) and l.person_id is not null order by l.created_at desc limit 1)
        update jalon.sign_in_link set person_id = coalesce((select person_id from former), $3) where hash = $1 returning person_id
        """;

    private const string Known = """
        select coalesce(m.id, p.id), coalesce(m.given_name || ' ' || m.family_name, p.given_name || ' ' || p.family_name)
        from jalon.person p left join jalon.candidate c on c.id = p.id left join jalon.person m on m.id = (c.state ->> 'mergedInto')::uuid
        where lower(p.email) = lower($1) order by p.id limit 1
        """;

    /// <summary>Sends a link, unless too many were just asked for this address: nothing tells which.</summary>
    /// <returns>The link itself where there is no mail server to carry it: only whoever sits at the machine is shown it.</returns>
    public async Task<string?> AskAsync(string email, string? returnTo, CancellationToken ct)
    {
        var (token, now) = (Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), engine.Clock.GetUtcNow());
        await using var query = Query.Of(engine.Database, Insert, Hash(token), email, returnTo, now.UtcDateTime, (now + Lasts).UtcDateTime, now.AddHours(-1).UtcDateTime, MostPerHour);
        if (await query.ExecuteNonQueryAsync(ct) == 0) return null;
        var link = engine.MailSettings.Link($"{Path[1..]}/{token}");
        var text = LetterText.Of(Letter.SignInLink, [("hour", Days.Hour(now + Lasts)), ("link", link)]);
        await engine.Mail.QueueAsync(new Message($"{Letter.SignInLink}/{Guid.CreateVersion7()}", Letter.SignInLink, Recipient.At(email), text), ct);
        return engine.MailSettings.Smtp is null ? $"{Path}/{token}" : null;
    }

    public async Task<bool> IsOpenAsync(string token, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select exists (select from jalon.sign_in_link where hash = $1 and used_at is null and expires_at > $2)", Hash(token), engine.Clock.GetUtcNow().UtcDateTime);
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    /// <returns>Null where the link was used, is too old, or never was.</returns>
    public async Task<LinkHolder?> TakeAsync(string token, CancellationToken ct)
    {
        string email;
        string? returnTo;
        await using (var query = Query.Of(engine.Database, Take, Hash(token), engine.Clock.GetUtcNow().UtcDateTime))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            if (!await row.ReadAsync(ct)) return null;
            (email, returnTo) = (row.GetString(0), row.Text(1));
        }

        await using (var query = Query.Of(engine.Database, Known, email))
        await using (var row = await query.ExecuteReaderAsync(ct))
            if (await row.ReadAsync(ct)) return new LinkHolder(row.GetGuid(0), email, row.Text(1), returnTo);
        await using var remember = Query.Of(engine.Database, Remember, Hash(token), email, Guid.CreateVersion7());
        return new LinkHolder((Guid)(await remember.ExecuteScalarAsync(ct))!, email, null, returnTo);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
