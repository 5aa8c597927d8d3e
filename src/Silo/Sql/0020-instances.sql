-- Procedures, their runs on cases, and what people have to do in them.

-- Every version that an instance may still run: the file as it came in.
create table jalon.procedure (
    id text not null,
    version text not null,
    file bytea not null,
    since timestamptz not null default now(),
    primary key (id, version)
);

create table jalon.workflow_instance (
    id uuid primary key,
    version int not null,
    hash bytea not null,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    case_id uuid generated always as ((state ->> 'caseId')::uuid) stored,
    procedure text generated always as (state ->> 'procedure') stored,
    ended text generated always as (state ->> 'end') stored
) with (fillfactor = 70);
create index workflow_instance_case on jalon.workflow_instance (case_id);

-- One row per task, or per item of a task done once per person; written in the commit of the instance that opens and ends it.
create table jalon.task (
    instance_id uuid not null,
    element text not null,
    visit int not null,
    item text not null default '',
    procedure text not null,
    case_kind text not null,
    case_id uuid not null,
    kind text not null,
    role text,
    organisation_id uuid,
    person_id uuid,
    delegate_id uuid,
    since timestamptz not null,
    target_days int,
    target_working boolean,
    first_due timestamptz,
    due timestamptz,
    snoozed_until date,
    paused_since timestamptz,
    ended_at timestamptz,
    how text,
    primary key (instance_id, element, visit, item)
) with (fillfactor = 80);
create index task_case on jalon.task (case_id);
create index task_of_person on jalon.task (coalesce(delegate_id, person_id)) where ended_at is null;
create index task_of_organisation on jalon.task (organisation_id) where ended_at is null;

-- Cases whose past was brought in are taken up where they stand by whoever reads for the procedures; asked again after each import.
create table jalon.taking_up (
    only_one boolean primary key default true check (only_one),
    asked bigint not null default 1,
    done bigint not null default 0
);
insert into jalon.taking_up default values;
