-- The demonstration this database was given, if it was: one row. What is played is noted day by day, so that a load that was cut goes on and never begins again.
create table jalon.demonstration (
    one boolean primary key default true check (one),
    today date not null,
    played date,
    finished_at timestamptz
);
