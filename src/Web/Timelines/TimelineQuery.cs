using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Timelines;

/// <summary>One fact of a case, as it is told.</summary>
/// <param name="ActorName">Null when the program acted, or the person was erased.</param>
/// <param name="Data">The fact's own JSON.</param>
/// <param name="Note">What was written with it: a reason or a note; opinions and choices are read elsewhere.</param>
public sealed record TimelineFact(int Version, string Type, DateTimeOffset At, Guid Actor, string? ActorName, string Data, string? Note);

/// <summary>The facts of a grain, oldest first, with the names of who acted and what they wrote.</summary>
public static class TimelineQuery
{
    public const int Most = 500;

    private const string Sql = """
        select f.version, f.type, f.at, f.actor, p.given_name || ' ' || p.family_name, f.data::text, n.text
        from jalon.fact f
        left join jalon.person p on p.id = f.actor
        left join jalon.note n on n.id = (f.data ->> 'noteId')::uuid and n.kind in ('reason', 'note', 'remark')
        where f.grain_id = $1 and f.version > $2
        order by f.version limit $3
        """;

    /// <param name="after">Version of the last fact already read; 0 for all.</param>
    public static async Task<IReadOnlyList<TimelineFact>> ReadAsync(NpgsqlDataSource database, Guid grainId, int after, int limit, CancellationToken ct)
    {
        await using var query = Query.Of(database, Sql, grainId, after, limit);
        await using var row = await query.ExecuteReaderAsync(ct);
        var facts = new List<TimelineFact>();
        while (await row.ReadAsync(ct))
            facts.Add(new TimelineFact(row.GetInt32(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetGuid(3), row.Text(4), row.GetString(5), row.Text(6)));
        return facts;
    }
}
