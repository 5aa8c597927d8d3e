-- What is to be said to people, one row a message. Addresses and texts are here alone: no fact and no log holds them.
create table jalon.mail (
    key text primary key,
    -- Follows from the key: a message sent again after a crash carries the same Message-ID.
    id uuid not null unique,
    letter text not null,
    recipient uuid,
    address text,
    about uuid,
    -- The outcome this message tells, by its instant: undone meanwhile, it does not leave.
    outcome_at timestamptz,
    subject text not null,
    body text not null,
    calendar text,
    -- What the case is told once the message has left (guard 8), and when it was.
    tells text,
    told_at timestamptz,
    queued_at timestamptz not null,
    not_before timestamptz not null,
    attempts int not null default 0,
    reason text,
    via text check (via in ('smtp', 'local')),
    sent_at timestamptz,
    cancelled_at timestamptz,
    dead_at timestamptz,
    owner uuid,
    lease_until timestamptz not null default '-infinity',
    check (recipient is not null or address is not null)
);
create index mail_due on jalon.mail (not_before) where sent_at is null and cancelled_at is null and dead_at is null;
create index mail_untold on jalon.mail (sent_at) where tells is not null and told_at is null and sent_at is not null;
create index mail_dead on jalon.mail (dead_at) where dead_at is not null;
create index mail_recipient on jalon.mail (recipient, queued_at);
create index mail_about on jalon.mail (about) where about is not null;

-- What somebody wrote in the place of the usual text, kept before the command whose fact will send it; an unused one leaves after a day.
create table jalon.mail_draft (
    command_id uuid primary key,
    subject text not null,
    body text not null,
    at timestamptz not null default now()
);

-- Nobody is written to about what happened before messages existed.
insert into jalon.subscription (name, epoch, xid, position)
select 'mail', epoch, xid, position from jalon.fact order by epoch desc, xid desc, position desc limit 1;
