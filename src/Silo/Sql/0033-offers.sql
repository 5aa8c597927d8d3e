-- What the public list reads: the notices still open, without a walk through every post there ever was. Generated, so that changing an opening stays on its page.
alter table jalon.vacancy add column applications_until text generated always as (state ->> 'applicationsUntil') stored;
create index vacancy_open on jalon.vacancy (applications_until) where stage = 'Published';

-- Links sent by e-mail to sign in with: only their hash, used once. Where they lead afterwards is an address of ours.
create table jalon.sign_in_link (
    hash bytea primary key,
    email text not null,
    person_id uuid,
    return_to text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index sign_in_link_email on jalon.sign_in_link (lower(email), created_at);
create index sign_in_link_expiry on jalon.sign_in_link (expires_at);

-- An application being written: what was typed, and the files chosen so far. It goes when the application is filed, or with the files that joined nothing.
create table jalon.apply_draft (
    person_id uuid not null,
    vacancy_id uuid not null,
    data jsonb not null,
    at timestamptz not null,
    primary key (person_id, vacancy_id)
);
create index apply_draft_at on jalon.apply_draft (at);
