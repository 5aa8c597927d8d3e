namespace Jalon.Silo.Tests.Hosting;

/// <summary>Openings of vacancies and engagements of candidates on one side, what applications say on the other.</summary>
internal static class Reservations
{
    public const string Differences = """
        with opening as (
            select v.id, (o ->> 'applicationId')::uuid as application, (o ->> 'attempt')::int as attempt, o ->> 'status' as status
            from jalon.vacancy v, jsonb_array_elements(v.state -> 'openings') o where o ->> 'status' <> 'Free'),
        held as (
            select vacancy_id, id, (state -> 'acceptance' ->> 'attempt')::int,
                case stage when 'InPost' then 'Taken' when 'Confirmed' then 'Engaged' else 'Held' end
            from jalon.job_application where state -> 'acceptance' ->> 'phase' in ('Held', 'Engaged')),
        engaged as (
            select id, (state -> 'engagement' ->> 'applicationId')::uuid, (state -> 'engagement' ->> 'attempt')::int
            from jalon.candidate where state -> 'engagement' is not null),
        bound as (
            select candidate_id, id, (state -> 'acceptance' ->> 'engagement')::int from jalon.job_application where state -> 'acceptance' ->> 'phase' = 'Engaged')
        select coalesce(string_agg(line, E'\n'), '') from (
            select 'opening nobody holds ' || x::text as line from (table opening except table held) x
            union all select 'held without opening ' || x::text from (table held except table opening) x
            union all select 'engagement nobody has ' || x::text from (table engaged except table bound) x
            union all select 'bound without engagement ' || x::text from (table bound except table engaged) x
            union all select 'unfinished ' || id || ' ' || (state ->> 'acceptance') from jalon.job_application
                where state -> 'acceptance' ->> 'phase' not in ('Held', 'Engaged', 'Released')) lines
        """;
}
