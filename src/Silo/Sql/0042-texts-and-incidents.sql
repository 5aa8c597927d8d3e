-- The words of a message are kept for a time, its key for ever: what was said once is not said again.
alter table jalon.mail add column words_gone_at timestamptz;
create index mail_with_words on jalon.mail (queued_at) where words_gone_at is null;

-- Procedures that are stopped somewhere: few, and looked at by whoever starts them again.
create index workflow_instance_stopped on jalon.workflow_instance (id)
    where ended is null and (jsonb_path_exists(state, '$.incidents[*]') or jsonb_path_exists(state, '$.open[*].incident ? (@ != null)'));

-- A letter that a task writes to somebody outside: it leaves with the fact of that task.
alter table jalon.mail_draft add column address text;
