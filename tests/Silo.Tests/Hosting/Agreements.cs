namespace Jalon.Silo.Tests.Hosting;

/// <summary>Where cases stand on one side, where their procedures believe they stand on the other: one procedure each, at the same stage, stuck nowhere.</summary>
internal static class Agreements
{
    public const string Differences = """
        with live as (
            select a.id, a.stage, case a.stage when 'Finalising' then 'finalisation' when 'Confirmed' then 'onboarding' else 'selection' end as procedure
            from jalon.job_application a where a.outcome is null and a.stage <> 'InPost'
                and exists (select from jalon.fact f where f.grain_id = a.id and f.origin = 'live' and f.type in ('ApplicationFiled', 'StageChanged'))),
        running as (select case_id, state ->> 'stage', procedure from jalon.workflow_instance where ended is null and case_id in (select id from live) and procedure in ('selection', 'finalisation', 'onboarding'))
        select coalesce(string_agg(line, E'\n'), '') from (
            select 'case without its procedure ' || x::text as line from (table live except all table running) x
            union all select 'procedure without its case ' || x::text from (table running except all table live) x
            union all select 'acknowledged twice ' || grain_id from jalon.fact where type = 'PersonInformed' and data ->> 'what' = 'Acknowledgement' group by grain_id, command_id having count(*) > 1
            union all select 'task of an instance that is over ' || t.instance_id from jalon.task t join jalon.workflow_instance i on i.id = t.instance_id where t.ended_at is null and i.ended is not null) lines
        """;
}
