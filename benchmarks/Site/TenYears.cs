using Dapper;

namespace Jalon.Bench;

/// <summary>
/// Ten years of recruitment in one ministry of forty services: twenty posts a month for every hundred thousand candidacies, fifty candidacies each, five stages a candidacy, each held once and stepped once,
/// at a pace of its own: a third is slower than its targets. Of the candidacies of a post that is not over, ten wait for the choice and the others were told no.
/// Rows are written by the server itself from numbers, lot by lot: nothing is drawn, so that two builds are alike.
/// </summary>
internal sealed record TenYears(Guid[] Services)
{
    public static readonly string[] Professions = ["Développement", "Données", "Exploitation", "Cybersécurité", "Produit", "Design", "Architecture", "Support"];

    private const int Each = 50, Days = 3_650, Chunk = 100_000;

    private const string Organisations = """
        insert into jalon.organisation (id, version, hash, changed_at, state)
        select md5('service' || n)::uuid, version, hash, changed_at, state || jsonb_build_object('id', md5('service' || n)::uuid, 'name', 'Service ' || n, 'parentId', @organisation, 'level', 'Service')
        from jalon.organisation, generate_series(1, 40) n where id = @organisation
        """;

    /// <summary>A post every so many hours; seven in ten are over, filled but for one in eight.</summary>
    private const string Numbered = """
        select n, md5('post' || n)::uuid as id, md5('service' || (1 + n % 40))::uuid as service, (@professions::text[])[1 + n / 40 % cardinality(@professions::text[])] as profession,
            current_date - @days + (n::bigint * @days / @posts)::int as begun, 90 + n * 37 % 170 as lasts, n % 8 = 7 as unfilled, md5('case' || n * @each)::uuid as chosen
        from generate_series(0, @posts - 1) n
        """;

    private const string Posts = $"""
        insert into jalon.vacancy (id, version, hash, changed_at, state)
        select p.id, v.version, v.hash, v.changed_at, v.state || jsonb_build_object('id', p.id, 'organisationId', p.service, 'profession', p.profession, 'reference', 'B-' || p.n, 'onCommonSpaceSince', p.begun + 20, 'stage', case when p.begun + p.lasts < current_date then 'Closed' else 'Published' end)
        from ({Numbered}) p, jalon.vacancy v where v.id = @vacancy
        """;

    private const string Spans = $"""
        insert into jalon.post_span (vacancy_id, clock, place, visit, organisation_id, profession, category, application_id, from_on, seen_on, to_on, outcome, pauses, promised_on)
        select p.id, clock, 1, 1, p.service, p.profession, 'A', case when p.begun + p.lasts < current_date and not p.unfilled then p.chosen end, p.begun, null,
            case when p.begun + p.lasts < current_date then p.begun + p.lasts - case clock when 'arrival' then 0 else 30 end end,
            case when p.begun + p.lasts >= current_date then 0 when p.unfilled then 4 else 1 + p.n % 2 end, array[]::date[], p.begun + 150
        from ({Numbered}) p, unnest(array['arrival', 'choice', 'notice']) clock
        """;

    private const string PostSteps = $"""
        insert into jalon.interval (case_id, case_kind, scope, opened, step, name, stage, kind, role, organisation_id, person_id, from_at, to_at, due_at, target_days, target_working, post_id)
        select p.id, 'vacancy', scope, s.place, s.name || '#1', s.name, s.stage, 'Administration', 'HrLead', p.service, null, p.begun + s.place * 8, p.begun + (s.place + 1) * 8, p.begun + s.place * 8 + 10, 10, true, p.id
        from ({Numbered}) p, (values (0, 'need', 'Draft'), (1, 'validation', 'Submitted')) s (place, name, stage), unnest(array['case', 'step']) scope where p.begun + 16 < current_date
        """;

    private const string Numbers = """
        select n, md5('case' || n)::uuid as id, md5('post' || n / @each)::uuid as post, md5('person' || n)::uuid as person, md5('service' || (1 + n / @each % 40))::uuid as service,
            current_date - @days + ((n / @each)::bigint * @days / @posts)::int + 20 as filed, (n / @each) % 8 = 7 as unfilled, n % @each = 0 as first,
            current_date - @days + ((n / @each)::bigint * @days / @posts)::int + 90 + (n / @each) * 37 % 170 < current_date as over,
            5 + n % 9 as pace, n % @each < 10 as shortlisted
        from generate_series(@first, @last) n
        """;

    private const string Cases = $"""
        with n as materialized ({Numbers})
        insert into jalon.job_application (id, version, hash, changed_at, state)
        select n.id, s.version, s.hash, s.changed_at, s.state || jsonb_build_object('vacancyId', n.post, 'candidateId', n.person, 'organisationId', n.service, 'filedAt', n.filed,
            'stage', case when n.over and n.first and not n.unfilled then 'InPost' when n.over then 'Interview'
                else (array['Received', 'Admissible', 'Preselected', 'Interview', 'Selected'])[1 + least(case when n.shortlisted then 4 else 3 end, greatest(0, (current_date - n.filed) / n.pace))] end)
            || case when n.over and not (n.first and not n.unfilled) or not n.over and not n.shortlisted and n.filed + 4 * n.pace <= current_date then jsonb_build_object('outcome', jsonb_build_object('kind', 'Rejected', 'reason', 'Profile', 'shared', true, 'at', n.filed + 40, 'toldAt', n.filed + 41)) else jsonb_build_object() end
        from n, jalon.job_application s where s.id = @application
        """;

    private const string Intervals = $"""
        with n as materialized ({Numbers})
        insert into jalon.interval (case_id, case_kind, scope, opened, step, name, stage, kind, role, organisation_id, person_id, from_at, to_at, due_at, target_days, target_working, post_id)
        select n.id, 'job_application', scope, s.place, s.name || '#1', s.name, s.stage, s.kind, s.role, n.service, null, n.filed + s.place * n.pace,
            case when n.over or s.name <> 'choice' and n.filed + (s.place + 1) * n.pace <= current_date then n.filed + (s.place + 1) * n.pace end, n.filed + s.place * n.pace + 10, 8, true, n.post
        from n, (values (0, 'admissibility', 'Received', 'Administration', 'Recruiter'), (1, 'preselection', 'Admissible', 'Administration', 'LineManager'), (2, 'convocation', 'Preselected', 'Administration', 'Recruiter'),
            (3, 'opinions', 'Interview', 'Administration', 'Assessor'), (4, 'choice', 'Selected', 'Administration', 'LineManager')) s (place, name, stage, kind, role), unnest(array['case', 'step']) scope
        where n.over or n.filed + s.place * n.pace <= current_date and (n.shortlisted or s.name <> 'choice')
        """;

    /// <summary>The indexes of the largest table are built once it is full.</summary>
    private const string Before = """
        alter table jalon.interval drop constraint interval_pkey; drop index jalon.interval_open, jalon.interval_open_step, jalon.interval_open_case, jalon.interval_release
        """;

    private const string After = """
        set maintenance_work_mem = '512MB';
        alter table jalon.interval add primary key (case_id, scope, opened, step);
        create index interval_open on jalon.interval (case_id) where to_at is null;
        create index interval_open_step on jalon.interval (person_id, organisation_id, role) where to_at is null and scope = 'step';
        create index interval_open_case on jalon.interval (post_id) include (case_id, case_kind, stage, kind, name, organisation_id, from_at, due_at) where to_at is null and scope = 'case';
        create index interval_release on jalon.interval (from_at) where to_at is null and scope = 'step' and name = 'release';
        insert into jalon.case_clock (case_id, version, at, stage, post_id) select id, 1, now() - interval '2 days', stage, vacancy_id from jalon.job_application where outcome is null on conflict do nothing;
        insert into jalon.filing select * from jalon.filing_now on conflict do nothing
        """;

    public static async Task<TenYears> BuildAsync(Recruitment recruitment, int applications, Action<string> say, CancellationToken ct)
    {
        var vacancy = (await recruitment.FillAsync(Each, Each, _ => { }, ct))[0];
        await using var connection = await recruitment.Database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("set statement_timeout = 0");
        var application = await connection.QuerySingleAsync<Guid>("select id from jalon.job_application where vacancy_id = @vacancy limit 1", new { vacancy });
        var posts = applications / Each;
        await RunAsync(Organisations, new { organisation = recruitment.Organisation });
        foreach (var sql in (string[])[Posts, Spans, Before, PostSteps]) await RunAsync(sql, new { vacancy, posts, days = Days, each = Each, professions = Professions });
        for (var first = 0; first < applications; first += Chunk)
        {
            foreach (var sql in (string[])[Cases, Intervals]) await RunAsync(sql, new { application, each = Each, posts, days = Days, first, last = Math.Min(first + Chunk, applications) - 1 });
            say($"{Math.Min(first + Chunk, applications)} candidatures sur {applications}");
        }

        await RunAsync(After, null);
        await RunAsync("vacuum analyze", null);
        return new TenYears([.. await connection.QueryAsync<Guid>("select id from jalon.organisation where parent_id = @organisation order by id", new { organisation = recruitment.Organisation })]);

        Task RunAsync(string sql, object? parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, commandTimeout: 900, cancellationToken: ct));
    }
}
