-- Ids of people brought in follow from what their file calls them, through this secret: without it, nobody tells from a fact whose it is.
create table jalon.import_key (
    one boolean primary key default true check (one),
    secret bytea not null
);
insert into jalon.import_key (secret) values (sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));

-- Applications brought in name their post by its reference.
create index vacancy_reference on jalon.vacancy (reference) where reference is not null;
