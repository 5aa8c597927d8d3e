-- Two questions at the end of a candidacy, answered once, by the person.
create table jalon.survey_answer (
    application_id uuid primary key,
    kept_informed text not null,
    would_apply_again text not null,
    at timestamptz not null
);

-- Searches kept by somebody who proved an address: what is new is told on working mornings. One statement claims what is due, so that two programs send once.
create table jalon.offer_alert (
    id uuid primary key,
    person_id uuid not null,
    email text not null,
    query text not null,
    created_at timestamptz not null,
    told_until timestamptz not null,
    next_at timestamptz not null,
    unique (person_id, query)
);
create index offer_alert_next on jalon.offer_alert (next_at);

-- Where a person wants to be written to about their mobility, apart from their work address. It goes with the person.
create table jalon.mobility_address (
    person_id uuid primary key,
    email text not null
);
