using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Own;

/// <summary>A kept search as its owner sees it.</summary>
public sealed record KeptSearch(Guid Id, string Query, string Words);

/// <summary>What somebody sees and changes about themself.</summary>
public sealed record OwnProfile(Guid Id, string? GivenName, string? FamilyName, string? Email, string? Phone, Candidate State, string? MobilityAddress, IReadOnlyList<KeptSearch> Searches,
    IReadOnlyList<Choice> Professions, IReadOnlyList<Choice> Places)
{
    /// <summary>Null for who has no file yet: it begins with the first application.</summary>
    public static async Task<OwnProfile?> ReadAsync(Engine engine, Guid person, CancellationToken ct)
    {
        if (await engine.Silo.ReadAsync<Candidate>(person, ct) is not { State: var state }) return null;
        string? given = null, family = null, email = null, phone = null, mobility = null;
        await using (var query = Query.Of(engine.Database, "select p.given_name, p.family_name, p.email, p.phone, m.email from jalon.person p left join jalon.mobility_address m on m.person_id = p.id where p.id = $1", person))
        await using (var row = await query.ExecuteReaderAsync(ct))
            if (await row.ReadAsync(ct)) (given, family, email, phone, mobility) = (row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4));
        return new OwnProfile(person, given, family, email, phone, state, mobility, await OfferAlerts.OfAsync(engine, person, ct),
            await CodesAsync(engine.Database, "state ->> 'profession'", ct), await CodesAsync(engine.Database, "state ->> 'place'", ct));
    }

    /// <summary>Sets or clears where to write about mobility.</summary>
    public static async Task SetMobilityAddressAsync(Engine engine, Guid person, string? email, CancellationToken ct)
    {
        await using var query = email is null ? Query.Of(engine.Database, "delete from jalon.mobility_address where person_id = $1", person)
            : Query.Of(engine.Database, "insert into jalon.mobility_address (person_id, email) values ($1, $2) on conflict (person_id) do update set email = excluded.email", person, email);
        await query.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What posts here are called, as the codes a wish is kept under.</summary>
    private static async Task<IReadOnlyList<Choice>> CodesAsync(NpgsqlDataSource database, string field, CancellationToken ct)
    {
        var choices = new List<Choice>();
        await using var query = Query.Of(database, $"""
            select label from (select distinct {field} as label from jalon.vacancy) posts where label is not null order by label collate "fr-x-icu" limit 300
            """);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (Folding.Code(row.GetString(0)) is { Length: > 0 } code && code.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')) choices.Add(new Choice(code, row.GetString(0)));
        return [.. choices.DistinctBy(choice => choice.Value)];
    }
}
