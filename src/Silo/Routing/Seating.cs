using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Routing;

/// <summary>What a post is given by the experiment that covers it.</summary>
public sealed record Seat(Guid ExperimentId, Variant Variant);

/// <summary>
/// Seats posts in experiments as they are published. The draw was made before the first of them (jalon.experiment_seat): the next free seat of the post's stratum is taken, and a post, or
/// a recruiter where recruiters are drawn, that has a seat keeps it.
/// </summary>
internal static class Seating
{
    /// <summary>The oldest running experiment of the post's organisation or of one above it; its stratum, or the common one where its own was not drawn.</summary>
    private const string Find = """
        with recursive up (id, depth) as (
            select v.organisation_id, 1 from jalon.vacancy v where v.id = $1
            union all select o.parent_id, up.depth + 1 from up join jalon.organisation o on o.id = up.id where o.parent_id is not null and up.depth < 20),
        post as (select v.state ->> 'profession' as profession, (select id from up order by depth desc limit 1) as root, (v.state -> 'sheet' ->> 'recruiter')::uuid as recruiter from jalon.vacancy v where v.id = $1)
        select e.id, case when e.unit = 'recruiter' then coalesce(post.recruiter, $1) else $1 end,
            (select s.stratum from jalon.experiment_seat s where s.experiment_id = e.id and s.stratum in (coalesce(post.profession, '') || '|' || post.root, '') order by s.stratum desc limit 1)
        from jalon.experiment e, post
        where e.starts_on <= $2 and $2 <= e.entries_until and e.stopped_at is null and (e.organisation_id is null or e.organisation_id in (select id from up))
        order by e.starts_on, e.id limit 1
        """;

    /// <summary>Two posts at the same instant take two seats that follow each other.</summary>
    private const string Take = """
        with mine as (select stratum, variant from jalon.experiment_seat where experiment_id = $1 and taken_by = $3),
        taken as (
            update jalon.experiment_seat s set taken_by = $3
            where not exists (select from mine) and (s.experiment_id, s.stratum, s.rank) = (
                select f.experiment_id, f.stratum, f.rank from jalon.experiment_seat f where f.experiment_id = $1 and f.stratum = $2 and f.taken_by is null order by f.rank limit 1 for update skip locked)
            returning s.stratum, s.variant),
        given as (select * from mine union all select * from taken)
        insert into jalon.experiment_post (vacancy_id, experiment_id, variant, stratum, assigned_at) select $4, $1, given.variant, given.stratum, $5 from given
        on conflict (vacancy_id) do nothing
        """;

    private const string Read = "select experiment_id, variant from jalon.experiment_post where vacancy_id = $1";

    /// <summary>Null when no experiment covers the post, or all its seats are taken.</summary>
    public static async Task<Seat?> OfAsync(NpgsqlDataSource database, Guid vacancy, DateOnly day, DateTimeOffset at, CancellationToken ct)
    {
        if (await ReadAsync(database, vacancy, ct) is { } kept) return kept;
        (Guid Id, Guid Key, string Stratum)? found = null;
        await using (var query = Parameter.Command(database, Find, Parameter.Of(vacancy), Parameter.Of(day)))
        await using (var row = await query.ExecuteReaderAsync(ct))
            if (await row.ReadAsync(ct) && !await row.IsDBNullAsync(2, ct)) found = (row.GetGuid(0), row.GetGuid(1), row.GetString(2));
        if (found is not { } here) return null;
        await using var take = Parameter.Command(database, Take, Parameter.Of(here.Id), Parameter.Of(here.Stratum), Parameter.Of(here.Key), Parameter.Of(vacancy), Parameter.Of(at));
        await take.ExecuteNonQueryAsync(ct);
        return await ReadAsync(database, vacancy, ct);
    }

    private static async Task<Seat?> ReadAsync(NpgsqlDataSource database, Guid vacancy, CancellationToken ct)
    {
        await using var query = Parameter.Command(database, Read, Parameter.Of(vacancy));
        await using var row = await query.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new Seat(row.GetGuid(0), Enum.Parse<Variant>(row.GetString(1))) : null;
    }
}
