-- What procedures ask somebody to be reminded of, until a morning says it: one row per send task that a token passed.
create table jalon.asked_reminder (
    instance_id uuid not null,
    element text not null,
    visit int not null,
    case_id uuid not null,
    template text not null,
    at timestamptz not null,
    told_on date,
    primary key (instance_id, element, visit)
);
create index asked_reminder_untold on jalon.asked_reminder (at) where told_on is null;

-- Where the fact that opened a task came from: nobody is written to about the past.
alter table jalon.task add column origin text not null default 'live';
update jalon.task t set origin = f.origin from jalon.fact f
where t.ended_at is null and f.grain_id = t.instance_id and f.type = 'TaskOpened' and f.data ->> 'element' = t.element and (f.data ->> 'visit')::int = t.visit and f.origin <> 'live';
