-- Whose wishes every recruiter may know: few of those who apply, found on a board without opening the file of each of its people.
alter table jalon.candidate add column wishes_open boolean generated always as (coalesce(state #>> '{wishes,discretion}' = 'Open', false)) stored;
create index candidate_wishes_open on jalon.candidate (id) where wishes_open;
