-- Who holds each vacancy now: through its most advanced live application, else by its own open step.
-- $1 ids of vacancies, $2 stages of an application in their order, $3 kinds of time in their precedence.
select distinct on (held.vacancy_id)
    held.vacancy_id, held.application_id, held.step, held.name, held.kind, held.role, held.organisation_id, held.person_id, held.from_at, held.due_at
from (
    select a.vacancy_id, a.id as application_id, array_position($2, i.stage) as advance, i.*
    from jalon.job_application a
    join jalon.interval i on i.case_id = a.id and i.scope = 'case' and i.to_at is null
    where a.vacancy_id = any ($1)
    union all
    select i.case_id, null, 0, i.*
    from jalon.interval i
    where i.case_id = any ($1) and i.scope = 'case' and i.to_at is null
) held
order by held.vacancy_id, held.advance desc nulls last, array_position($3, held.kind), held.due_at nulls last, held.step collate "C", held.application_id
