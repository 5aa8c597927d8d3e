-- What each place of a post waited for, on three clocks (« arrival » from the need to the person at work, « choice » from the need to a person retained, « notice »
-- from the publication to a person retained), in local days. A post's rows are written again from its facts whenever one of them comes: nothing here is counted twice.
create table jalon.post_span (
    vacancy_id uuid not null,
    clock text not null check (clock in ('arrival', 'choice', 'notice')),
    place int not null,
    visit int not null,
    organisation_id uuid not null,
    profession text,
    category text,
    application_id uuid,
    from_on date not null,
    seen_on date,
    to_on date,
    outcome int not null,
    pauses date[] not null,
    promised_on date,
    primary key (vacancy_id, clock, place, visit)
);
create index post_span_period on jalon.post_span (clock, from_on);

-- What was agreed with somebody to get a post or an organisation moving: said in a meeting, kept with its owner and its date. Free text, erasable, in no fact.
create table jalon.agreed_action (
    id uuid primary key,
    organisation_id uuid not null,
    about uuid,
    about_kind text check (about_kind in ('vacancy', 'job_application')),
    what text not null,
    owner text not null,
    due_on date not null,
    agreed_by uuid not null,
    agreed_at timestamptz not null,
    done_at timestamptz,
    done_by uuid
);
create index agreed_action_open on jalon.agreed_action (due_on) where done_at is null;
