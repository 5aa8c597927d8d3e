-- The keys that protect cookies and forms: kept with the data, so that a restart, or another process on this database, knows who is signed in.
create table jalon.web_key (
    name text primary key,
    data text not null,
    at timestamptz not null default now()
);
