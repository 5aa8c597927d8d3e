-- Where a notice was told, by whom, and under which reference there. What is open is told as long as the notice is; nothing has to be taken down by hand at its closing.
create table jalon.publication (
    vacancy_id uuid not null,
    channel text not null,
    at timestamptz not null,
    by uuid not null,
    reference text,
    primary key (vacancy_id, channel)
);
