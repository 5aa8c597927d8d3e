-- The files of a candidacy. A file is stored first, apart from the journal; it joins a candidacy in the commit of the fact that names it, and until
-- then belongs to nobody but the person. What never joins leaves by itself.
create table jalon.document (
    id uuid primary key,
    person_id uuid not null,
    application_id uuid,
    type text not null,
    name text not null,
    media_type text not null,
    size int not null,
    bytes bytea not null,
    by uuid not null,
    at timestamptz not null default now(),
    filed_at timestamptz
);
-- All three formats are compressed already: a second time costs and gains nothing.
alter table jalon.document alter column bytes set storage external;
create index document_application on jalon.document (application_id) where application_id is not null;
create index document_stray on jalon.document (person_id, at) where application_id is null;

-- Who read what about whom: papers, restricted files, names. Ids and codes only; the row goes with the law's time, not with the file.
create table jalon.access_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    reader uuid not null,
    act text not null,
    about uuid not null,
    person_id uuid not null,
    detail text,
    reason text
);
create index access_log_person on jalon.access_log (person_id, at);
create index access_log_reader on jalon.access_log (reader, at);
