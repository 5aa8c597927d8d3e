-- The journal: facts, states, command records, and what the feed and the clock need. Forward only; one file per step, never edited once released.

-- A cast from text to timestamptz depends on the session's zone unless the text carries its own: ours always ends in Z, so this is immutable in truth.
create function jalon.instant(text) returns timestamptz
    language sql immutable strict parallel safe as $$ select $1::timestamptz $$;

-- unaccent() is only stable, because its dictionary could be changed; ours never is.
create function jalon.folded(text) returns text
    language sql immutable strict parallel safe as $$ select lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;

-- The cluster these transaction ids belong to: restored elsewhere, they start lower, and the epoch grows so that no fact is skipped or read twice.
create table jalon.epoch (
    number int primary key,
    system_identifier bigint not null,
    since timestamptz not null default now()
);

create table jalon.fact (
    epoch int not null,
    xid xid8 not null default pg_current_xact_id(),
    position bigint generated always as identity,
    kind text not null,
    grain_id uuid not null,
    version int not null,
    type text not null,
    data json not null,
    hash bytea not null,
    at timestamptz not null,
    actor uuid not null,
    origin text not null check (origin in ('live', 'import', 'demo')),
    command_id uuid not null,
    constraint fact_version unique (grain_id, version)
);
create index fact_feed on jalon.fact (epoch, xid, position);

create table jalon.command (
    id uuid primary key,
    grain_id uuid not null,
    body_hash bytea not null,
    answer json not null,
    at timestamptz not null
);
create index command_at on jalon.command using brin (at);

-- One table per kind of grain. Indexed columns never change after the first fact: updates stay on their page.
create table jalon.organisation (
    id uuid primary key,
    version int not null,
    hash bytea not null,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    name text generated always as (state ->> 'name') stored,
    parent_id uuid generated always as ((state ->> 'parentId')::uuid) stored,
    siret text generated always as (state ->> 'siret') stored
) with (fillfactor = 80);
create index organisation_parent on jalon.organisation (parent_id);

create table jalon.candidate (
    id uuid primary key,
    version int not null,
    hash bytea not null,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    status text generated always as (state ->> 'status') stored
) with (fillfactor = 80);

create table jalon.vacancy (
    id uuid primary key,
    version int not null,
    hash bytea not null,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    organisation_id uuid generated always as ((state ->> 'organisationId')::uuid) stored,
    reference text generated always as (state ->> 'reference') stored,
    title text generated always as (state ->> 'title') stored,
    stage text generated always as (state ->> 'stage') stored
) with (fillfactor = 80);
create index vacancy_organisation on jalon.vacancy (organisation_id);

create table jalon.job_application (
    id uuid primary key,
    version int not null,
    hash bytea not null,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    vacancy_id uuid generated always as ((state ->> 'vacancyId')::uuid) stored,
    candidate_id uuid generated always as ((state ->> 'candidateId')::uuid) stored,
    stage text generated always as (state ->> 'stage') stored,
    outcome text generated always as (state -> 'outcome' ->> 'kind') stored
) with (fillfactor = 80);
create index job_application_vacancy on jalon.job_application (vacancy_id);
create index job_application_candidate on jalon.job_application (candidate_id);

create table jalon.reconversion_path (
    id uuid primary key,
    version int not null,
    hash bytea not null,
    changed_at timestamptz not null default now(),
    state jsonb not null,
    candidate_id uuid generated always as ((state ->> 'candidateId')::uuid) stored,
    stage text generated always as (state ->> 'stage') stored
) with (fillfactor = 80);
create index reconversion_path_candidate on jalon.reconversion_path (candidate_id);

-- Erasable side rows: written in the commit of the facts that name them.
create table jalon.person (
    id uuid primary key,
    given_name text not null,
    family_name text not null,
    email text,
    phone text
);
create index person_email on jalon.person (lower(email));

create table jalon.note (
    id uuid primary key,
    about uuid not null,
    kind text not null,
    author uuid not null,
    text text not null,
    at timestamptz not null
);
create index note_about on jalon.note (about);

create table jalon.sheet (
    vacancy_id uuid not null,
    revision int not null,
    data json not null,
    primary key (vacancy_id, revision)
);

create table jalon.role_held (
    id uuid primary key,
    person_id uuid not null,
    organisation_id uuid not null,
    role text not null,
    from_at timestamptz not null,
    until_at timestamptz,
    substitute_id uuid,
    substitute_from timestamptz,
    substitute_until timestamptz
);
create index role_held_person on jalon.role_held (person_id);
create index role_held_substitute on jalon.role_held (substitute_id) where substitute_id is not null;

-- Only the hash of a token is kept: who reads this table cannot use it.
create table jalon.api_token (
    hash bytea primary key,
    person_id uuid not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);

-- What an administrator edits by adding a dated row; seeded with the defaults of the program.
create table jalon.parameter (
    name text not null,
    organisation_id uuid,
    amount int not null,
    unit text not null,
    from_day date not null,
    reference text not null,
    version int not null,
    unique nulls not distinct (name, organisation_id, from_day, version)
);

create table jalon.legal_basis (
    code text not null,
    label text not null,
    needs_finding boolean not null,
    from_day date not null,
    reference text not null,
    primary key (code, from_day)
);

-- The feed: who has read how far, and what could not be handled.
create table jalon.subscription (
    name text primary key,
    epoch int not null default 0,
    xid xid8 not null default '0',
    position bigint not null default 0,
    owner uuid,
    fence bigint not null default 0,
    lease_until timestamptz not null default '-infinity'
);

-- Moves a checkpoint, or only checks the lease when no place is given. Called first in the transaction of the effects: whoever lost the lease
-- writes nothing.
create function jalon.pass(subscription_name text, held bigint, new_epoch int, new_xid xid8, new_position bigint) returns void
    language plpgsql as $$
begin
    update jalon.subscription
    set epoch = coalesce(new_epoch, epoch), xid = coalesce(new_xid, xid), position = coalesce(new_position, position)
    where name = subscription_name and fence = held;
    if not found then
        raise exception 'the lease of % was lost', subscription_name using errcode = 'JL001';
    end if;
end $$;

-- reason is null for a fact that only waits behind an earlier one of its grain.
create table jalon.parked_fact (
    subscription text not null references jalon.subscription (name),
    grain_id uuid not null,
    version int not null,
    attempts int not null,
    reason text,
    parked_at timestamptz not null default now(),
    primary key (subscription, grain_id, version)
);

-- Due instants; the row goes in the commit of the grain that waited for it.
create table jalon.deadline (
    grain_id uuid not null,
    key text not null,
    kind text not null,
    due timestamptz not null,
    owner uuid,
    lease_until timestamptz not null default '-infinity',
    primary key (grain_id, key)
) with (fillfactor = 80);
create index deadline_due on jalon.deadline (due);

-- Who held the ball, when: the open steps of each case, and the case itself (scope 'case').
create table jalon.interval (
    case_id uuid not null,
    case_kind text not null,
    scope text not null check (scope in ('case', 'step')),
    opened int not null,
    step text not null,
    name text not null,
    stage text,
    kind text not null,
    role text,
    organisation_id uuid,
    person_id uuid,
    from_at timestamptz not null,
    to_at timestamptz,
    due_at timestamptz,
    primary key (case_id, scope, opened, step)
);
create index interval_open on jalon.interval (case_id) where to_at is null;

-- The last version of each case the projection has seen: what comes again is ignored. Its instant and its stage outlive the end of the case,
-- which may be reopened.
create table jalon.case_clock (
    case_id uuid primary key,
    version int not null,
    at timestamptz not null,
    stage text
) with (fillfactor = 80);
