-- What somebody's day reads: the open steps by who has to do them, the holders of cases by post, and the steps they put off.

alter table jalon.interval add column target_days int, add column target_working boolean, add column post_id uuid;
alter table jalon.case_clock add column post_id uuid;

update jalon.case_clock c set post_id = a.vacancy_id from jalon.job_application a where a.id = c.case_id;

with open as (
    select a.id, a.vacancy_id as post_id, a.state from jalon.job_application a
    union all select v.id, v.id, v.state from jalon.vacancy v
    union all select p.id, null, p.state from jalon.reconversion_path p)
update jalon.interval i
set post_id = open.post_id, target_days = (step.target ->> 'days')::int, target_working = (step.target ->> 'working')::boolean
from open left join lateral (select one ->> 'id' as id, one -> 'target' as target from jsonb_array_elements(open.state -> 'steps') one) step on true
where i.case_id = open.id and i.to_at is null and (step.id = i.step or step.id is null);

-- Two small indexes: a row is in one of them while it lasts, and in none afterwards.
create index interval_open_step on jalon.interval (person_id, organisation_id, role) where to_at is null and scope = 'step';
create index interval_open_case on jalon.interval (post_id) where to_at is null and scope = 'case';

-- Whose post it is: both change seldom, so that other changes of the row stay on their page.
alter table jalon.vacancy
    add column recruiter_id uuid generated always as ((state -> 'sheet' ->> 'recruiter')::uuid) stored,
    add column line_manager_id uuid generated always as ((state -> 'sheet' ->> 'lineManager')::uuid) stored;
create index vacancy_recruiter on jalon.vacancy (recruiter_id) where recruiter_id is not null;
create index vacancy_line_manager on jalon.vacancy (line_manager_id) where line_manager_id is not null;

-- A step somebody put off: out of their day until then, and of nobody else's. No fact: it changes nothing to the case nor to its clock.
create table jalon.snooze (
    person_id uuid not null,
    case_id uuid not null,
    step text not null,
    until timestamptz not null,
    primary key (person_id, case_id, step)
);
