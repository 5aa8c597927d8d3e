-- Columns no question compares as a whole: states, facts and hashes. Gathering how their values spread took a tenth of a long import, again and again as its tables grew.
alter table jalon.organisation alter column state set statistics 0, alter column hash set statistics 0;
alter table jalon.candidate alter column state set statistics 0, alter column hash set statistics 0;
alter table jalon.vacancy alter column state set statistics 0, alter column hash set statistics 0;
alter table jalon.job_application alter column state set statistics 0, alter column hash set statistics 0;
alter table jalon.reconversion_path alter column state set statistics 0, alter column hash set statistics 0;
alter table jalon.workflow_instance alter column state set statistics 0, alter column hash set statistics 0;
alter table jalon.fact alter column data set statistics 0, alter column hash set statistics 0;
alter table jalon.command alter column answer set statistics 0, alter column body_hash set statistics 0;
