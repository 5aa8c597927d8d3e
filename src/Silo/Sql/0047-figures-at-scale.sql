-- What pages of figures look for among ten years of posts: the places not over, and those over since a day, everywhere or in a few organisations.
drop index jalon.post_span_period;
create index post_span_end on jalon.post_span (clock, to_on);
create index post_span_organisation on jalon.post_span (organisation_id, clock, to_on);
-- The professions that posts name, one by one.
create index post_span_profession on jalon.post_span (profession, organisation_id) where profession is not null;

-- The day a legal month began. Kept as text, whose order is that of days: the cast to a date is not immutable.
alter table jalon.vacancy add column month_since text generated always as (coalesce(state ->> 'onCommonSpaceSince', state ->> 'lawfulSubstituteSince')) stored;
create index vacancy_month on jalon.vacancy (month_since) where month_since is not null;

-- Whose a post is, for what is read by thousands: rows of posts are wide, and nearly all of them are over.
create index vacancy_owner on jalon.vacancy (id) include (organisation_id);

-- Releases asked of administrations of origin, and not answered.
create index interval_release on jalon.interval (from_at) where to_at is null and scope = 'step' and name = 'release';

-- Open cases, whole in the index: what figures, boards and forecasts ask of them is read without their rows, which lie among ten years of closed ones.
drop index jalon.interval_open_case;
create index interval_open_case on jalon.interval (post_id) include (case_id, case_kind, stage, kind, name, organisation_id, from_at, due_at) where to_at is null and scope = 'case';
