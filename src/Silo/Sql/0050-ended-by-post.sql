-- How the candidacies of a post ended, without reading those that did not: the board counts them each time it is opened.
create index job_application_ended on jalon.job_application (vacancy_id, outcome) where outcome is not null;
