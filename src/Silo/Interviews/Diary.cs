using Jalon.Grains;
using Jalon.Grains.Applications;

using Npgsql;

namespace Jalon.Silo.Interviews;

/// <summary>A stretch an assessor offers.</summary>
public sealed record Availability(Guid Id, Stretch Hours);

/// <summary>The diary of assessors: what they offer, and the hours kept for interviews.</summary>
public sealed class Diary(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Nobody offers more at a time.</summary>
    private const int Most = 400;

    private const string OffersSql = "select id, assessor_id, from_at, to_at from jalon.availability where assessor_id = any ($1) and to_at > $2 order by from_at, id limit 5000";

    private const string KeptSql = """
        select h.assessor_id, h.from_at, h.to_at from jalon.interview_hold h left join jalon.job_application a on a.id = h.application_id
        where h.assessor_id = any ($1) and h.to_at > $2 and h.until > clock_timestamp() and h.application_id <> $3 and a.outcome is null limit 5000
        """;

    private const string Declare = $"""
        insert into jalon.availability (id, assessor_id, from_at, to_at)
        select gen_random_uuid(), $1, one.from_at, one.to_at from unnest($2::timestamptz[], $3::timestamptz[]) one (from_at, to_at)
        where not exists (select from jalon.availability v, unnest($2::timestamptz[], $3::timestamptz[]) other (from_at, to_at)
            where v.assessor_id = $1 and v.from_at < other.to_at and v.to_at > other.from_at)
        """;

    /// <summary>Hours kept for an interview are not withdrawn under it.</summary>
    private const string WithdrawSql = """
        delete from jalon.availability v where v.id = $2 and v.assessor_id = $1 and not exists (
            select from jalon.interview_hold h left join jalon.job_application a on a.id = h.application_id
            where h.assessor_id = $1 and h.until > clock_timestamp() and h.from_at < v.to_at and h.to_at > v.from_at and a.outcome is null)
        """;

    /// <summary>What somebody offers from now on.</summary>
    public async Task<IReadOnlyList<Availability>> OfAsync(Guid assessor, CancellationToken ct) => [.. (await OffersAsync([assessor], ct)).Select(one => one.Offer)];

    /// <summary>Offers several stretches at once, all of them or none.</summary>
    /// <returns>Why not, in a sentence; null when it is done.</returns>
    public async Task<Refusal?> DeclareAsync(Guid assessor, IReadOnlyList<Stretch> hours, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var stretch in hours)
            if (InterviewHours.Trouble(stretch, now) is { } trouble) return trouble;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(InterviewTimes.LockOf(assessor));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Declare)
        {
            Parameters = { Parameter.Of(assessor), Parameter.Of(hours.Select(one => one.From.ToUniversalTime()).ToArray()), Parameter.Of(hours.Select(one => one.To.ToUniversalTime()).ToArray()) },
        });
        if ((await OfAsync(assessor, ct)).Count + hours.Count > Most) return new Refusal("too_many_slots", $"Vous avez déjà {Most} créneaux à venir{French.Nbsp}: retirez-en avant d’en ajouter.");
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[1].RecordsAffected == 0 ? new Refusal("slot_overlap", "Ce créneau en recouvre un autre que vous avez déjà déclaré. Rien n’a été ajouté.") : null;
    }

    /// <returns>False where it is somebody else's, gone, or kept for an interview.</returns>
    public async Task<bool> WithdrawAsync(Guid assessor, Guid id, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(InterviewTimes.LockOf(assessor));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(WithdrawSql) { Parameters = { Parameter.Of(assessor), Parameter.Of(id) } });
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[1].RecordsAffected > 0;
    }

    /// <summary>The times at which all of them may meet for so long.</summary>
    /// <param name="application">Whose own hours do not count: they may be given up for others.</param>
    public async Task<IReadOnlyList<DateTimeOffset>> CommonAsync(IReadOnlyList<Guid> assessors, int minutes, Guid application, int most, CancellationToken ct)
    {
        var offers = (await OffersAsync([.. assessors], ct)).ToLookup(one => one.Assessor, one => one.Offer.Hours);
        var busy = await KeptAsync([.. assessors], application, ct);
        return [.. InterviewHours.Common([.. assessors.Select(id => (IReadOnlyList<Stretch>)[.. Joined(offers[id])])], busy, minutes, clock.GetUtcNow()).Take(most)];
    }

    /// <summary>Stretches that follow each other are one.</summary>
    private static IEnumerable<Stretch> Joined(IEnumerable<Stretch> hours)
    {
        Stretch? open = null;
        foreach (var one in hours.OrderBy(one => one.From))
        {
            if (open is { } before && before.To == one.From) open = before with { To = one.To };
            else
            {
                if (open is { } whole) yield return whole;
                open = one;
            }
        }

        if (open is { } last) yield return last;
    }

    private async Task<List<(Guid Assessor, Availability Offer)>> OffersAsync(Guid[] assessors, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, OffersSql, Parameter.Of(assessors), Parameter.Of(clock.GetUtcNow()));
        await using var row = await command.ExecuteReaderAsync(ct);
        var offers = new List<(Guid, Availability)>();
        while (await row.ReadAsync(ct)) offers.Add((row.GetGuid(1), new Availability(row.GetGuid(0), new Stretch(row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3)))));
        return offers;
    }

    private async Task<List<Stretch>> KeptAsync(Guid[] assessors, Guid application, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, KeptSql, Parameter.Of(assessors), Parameter.Of(clock.GetUtcNow()), Parameter.Of(application));
        await using var row = await command.ExecuteReaderAsync(ct);
        var kept = new List<Stretch>();
        while (await row.ReadAsync(ct)) kept.Add(new Stretch(row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2)));
        return kept;
    }
}
