-- How a tracker of this shape is read: which column is what, which label is which stage. Kept under a digest of its column names, so that the next file of the same
-- shape goes in as the last one did. No line of a file is kept here.
create table jalon.tracker_reading (
    shape text primary key,
    reading jsonb not null,
    kept_by uuid not null,
    kept_at timestamptz not null default now()
);

-- A tracker between the choice of the file and its entry: it names people, so it goes as soon as it is in, and after a day whatever happens.
create table jalon.tracker_file (
    id uuid primary key,
    person_id uuid not null,
    name text not null,
    content bytea not null,
    brought_at timestamptz not null default now()
);

-- Who an agreed action is given to, where they have an account here: they are told, and it is in their hands.
alter table jalon.agreed_action add column owner_id uuid;

-- A goal that databases begun earlier do not have yet.
insert into jalon.parameter (name, organisation_id, amount, unit, from_day, reference, version)
select 'goal.creations', null, 3500, 'Count', '2000-01-01', 'Rapport IGF-CGE sur la filière numérique : 3 500 créations en cinq ans', 1
where exists (select from jalon.parameter) on conflict do nothing;
