-- The sheet of a post as one person is writing it, kept from one visit to the next until it is saved or left. draft_id: the post, or the one it will be.
create table jalon.sheet_draft (
    person_id uuid not null,
    draft_id uuid not null,
    fields jsonb not null,
    at timestamptz not null,
    primary key (person_id, draft_id)
);
