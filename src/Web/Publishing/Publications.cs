using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Publishing;

/// <summary>A notice told on a channel.</summary>
/// <param name="Reference">What the channel calls it, where it gave a reference.</param>
public sealed record Publication(string Channel, DateTimeOffset At, string? Reference);

/// <summary>Where notices were told, and what came from there.</summary>
public static class Publications
{
    public static async Task<IReadOnlyList<Publication>> OfAsync(Engine engine, Guid vacancy, CancellationToken ct)
    {
        var told = new List<Publication>();
        await using var query = Query.Of(engine.Database, "select channel, at, reference from jalon.publication where vacancy_id = $1 order by at, channel limit 100", vacancy);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) told.Add(new Publication(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.Text(2)));
        return told;
    }

    /// <summary>Told once on a channel; a reference given later is added to it.</summary>
    public static async Task TellAsync(Engine engine, Guid vacancy, IEnumerable<string> channels, Guid by, string? reference, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, """
            insert into jalon.publication (vacancy_id, channel, at, by, reference) select $1, channel, $3, $4, $5 from unnest($2::text[]) channel
            on conflict (vacancy_id, channel) do update set reference = coalesce(excluded.reference, jalon.publication.reference)
            """, vacancy, channels.ToArray(), engine.Clock.GetUtcNow().UtcDateTime, by, reference);
        await query.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many applications came by each kind of channel.</summary>
    public static async Task<IReadOnlyList<(Channel Channel, int Count)>> SourcesAsync(Engine engine, Guid vacancy, CancellationToken ct)
    {
        var sources = new List<(Channel, int)>();
        await using var query = Query.Of(engine.Database, "select state ->> 'channel', count(*)::int from jalon.job_application where vacancy_id = $1 group by 1 order by 2 desc, 1", vacancy);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (Enum.TryParse<Channel>(row.Text(0), out var channel)) sources.Add((channel, row.GetInt32(1)));
        return sources;
    }

    /// <summary>The next number of the year: « 2026-0418 ».</summary>
    public static async Task<string> NextReferenceAsync(Engine engine, int year, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select coalesce(max(substring(reference from '^[0-9]{4}-([0-9]{1,6})$')::int), 0) + 1 from jalon.vacancy where reference like $1 || '-%'", year.ToString(French.Culture));
        return $"{year}-{(int)(await query.ExecuteScalarAsync(ct))!:0000}";
    }
}
