-- What an administrator loads from a file (the list of professions, the pay grid), in dated versions, as it was sent: the newest in force on a day applies, and none is ever rewritten.
create table jalon.reference_file (
    kind text not null,
    version int not null,
    from_day date not null,
    content text not null,
    loaded_by uuid not null,
    loaded_at timestamptz not null,
    primary key (kind, version)
);
