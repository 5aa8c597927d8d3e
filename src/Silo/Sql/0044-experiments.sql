-- Experiments on procedures: one step, another target for half of the posts. Nothing of a row changes after its start but the day somebody ends the entries.
create table jalon.experiment (
    id uuid primary key,
    title text not null,
    question text not null,
    organisation_id uuid,
    step text not null,
    days int not null check (days between 1 and 60),
    unit text not null check (unit in ('post', 'recruiter')),
    starts_on date not null,
    entries_until date not null,
    ends_on date not null,
    horizon_days int not null,
    hazard_ratio double precision not null,
    expected_events double precision not null,
    power double precision not null,
    detectable double precision not null,
    observation boolean not null,
    seed bigint not null,
    decided_by uuid not null,
    decided_at timestamptz not null,
    stopped_at timestamptz,
    stopped_why text,
    check (starts_on <= entries_until and entries_until < ends_on)
);

-- The draw, made whole before the first post enters: within a stratum, seats are taken in their order.
create table jalon.experiment_seat (
    experiment_id uuid not null,
    stratum text not null,
    rank int not null,
    variant text not null check (variant in ('A', 'B')),
    taken_by uuid,
    primary key (experiment_id, stratum, rank)
);
create unique index experiment_seat_taken on jalon.experiment_seat (experiment_id, taken_by) where taken_by is not null;

-- The posts that entered, as their facts say.
create table jalon.experiment_post (
    vacancy_id uuid primary key,
    experiment_id uuid not null,
    variant text not null,
    stratum text not null,
    assigned_at timestamptz not null
);
create index experiment_post_of on jalon.experiment_post (experiment_id);
