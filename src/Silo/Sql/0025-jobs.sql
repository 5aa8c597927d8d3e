-- What follows the calendar, one row each: when it is next due, when it last ran, and why it did not.
create table jalon.job (
    name text primary key,
    due timestamptz not null,
    ran_on date,
    ran_at timestamptz,
    attempts int not null default 0,
    reason text,
    owner uuid,
    lease_until timestamptz not null default '-infinity'
);

-- What was said of an open step, to whom, at which share of its target: said once. The line is read again when its message leaves, while the step is open.
create table jalon.reminder (
    case_id uuid not null,
    opened int not null,
    step text not null,
    audience text not null,
    percent int not null,
    person_id uuid not null,
    mail_key text not null,
    place int not null,
    line text not null,
    at timestamptz not null,
    primary key (case_id, opened, step, audience, percent, person_id)
);
create index reminder_mail on jalon.reminder (mail_key);
create index reminder_at on jalon.reminder (at);
