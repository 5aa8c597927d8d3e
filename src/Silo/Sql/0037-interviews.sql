-- Interviews: when assessors are free, whose hours are kept, the key of the links by which a candidate chooses, and what is not said yet.

-- What an assessor offers, declared by themself. It is a diary, not a fact of a case: it is taken back by deleting it.
create table jalon.availability (
    id uuid primary key,
    assessor_id uuid not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    check (to_at > from_at)
);
create index availability_assessor on jalon.availability (assessor_id, from_at);

-- The hours assessors keep for an interview. Asked for, they are kept some seconds; booked, for good, by the commit of the candidacy that booked them.
create table jalon.interview_hold (
    assessor_id uuid not null,
    application_id uuid not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    until timestamptz not null,
    primary key (assessor_id, application_id, from_at)
);
create index interview_hold_from on jalon.interview_hold (from_at);
create index interview_hold_application on jalon.interview_hold (application_id);

-- Signs the links: 244 bits of chance, of this database alone.
create table jalon.link_key (
    single boolean primary key default true check (single),
    key bytea not null
);
insert into jalon.link_key (key) values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- Who was ever asked to assess what: where to look; the candidacy says whether they still are.
create table jalon.assessment (
    assessor_id uuid not null,
    application_id uuid not null,
    primary key (assessor_id, application_id)
);
insert into jalon.assessment (assessor_id, application_id)
select distinct (one ->> 'personId')::uuid, a.id from jalon.job_application a, jsonb_array_elements(a.state -> 'assessors') one;

-- An opinion being written, kept as one goes; it goes when the opinion is filed.
create table jalon.opinion_draft (
    application_id uuid not null,
    assessor_id uuid not null,
    data json not null,
    at timestamptz not null,
    primary key (application_id, assessor_id)
);

-- How far a person has read what was written to them about a candidacy.
create table jalon.thread_read (
    application_id uuid primary key,
    read_at timestamptz not null
);
