-- What figures count of each candidacy, in local days. Read from its state, and from the fact that first gave it a place: later stages move the day of the stage.
create view jalon.filing_now as
select a.id as application_id, a.candidate_id, (a.state ->> 'organisationId')::uuid as organisation_id, a.vacancy_id as post_id, a.state ->> 'channel' as channel, a.state ->> 'status' as status,
    (jalon.instant(a.state ->> 'filedAt') at time zone 'Europe/Paris')::date as filed_on, a.stage, a.outcome, a.state -> 'outcome' ->> 'reason' as reason,
    (jalon.instant(a.state -> 'outcome' ->> 'at') at time zone 'Europe/Paris')::date as ended_on,
    -- An answer is the outcome told, or a place given.
    (case when a.outcome is not null then jalon.instant(a.state -> 'outcome' ->> 'toldAt')
        when a.stage in ('Selected', 'Finalising', 'Confirmed', 'InPost') then least(jalon.instant(a.state ->> 'stageSince'),
            (select min(f.at) from jalon.fact f where f.grain_id = a.id and f.type = 'StageChanged' and f.data ->> 'to' = 'Selected')) end at time zone 'Europe/Paris')::date as answered_on,
    (a.state ->> 'arrivedOn')::date as arrived_on
from jalon.job_application a;

create table jalon.filing (
    application_id uuid primary key,
    candidate_id uuid not null,
    organisation_id uuid not null,
    post_id uuid not null,
    channel text not null,
    status text not null,
    filed_on date not null,
    stage text not null,
    outcome text,
    reason text,
    ended_on date,
    answered_on date,
    arrived_on date
);
insert into jalon.filing select * from jalon.filing_now;
create index filing_day on jalon.filing (filed_on);
create index filing_left on jalon.filing (ended_on) where outcome = 'Withdrawn' and stage in ('Selected', 'Finalising');
create index filing_arrived on jalon.filing (candidate_id, arrived_on) where arrived_on is not null;

-- What was filed before is above: the feed is read from now on.
insert into jalon.subscription (name, epoch, xid, position)
select 'filings', epoch, xid, position from jalon.fact order by epoch desc, xid desc, position desc limit 1
on conflict (name) do nothing;
