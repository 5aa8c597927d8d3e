using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Feed;
using Jalon.Silo.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>
/// A ministry that recruits: somebody who reads every board, and posts with so many candidacies each, at every stage. One of each comes by real commands; the server
/// repeats their rows (states, facts, intervals, people) as often as asked.
/// </summary>
internal sealed class Recruitment(NpgsqlDataSource database)
{
    private const int Chunk = 50_000;

    private const string Posts = """
        insert into jalon.vacancy (id, version, hash, changed_at, state)
        select md5(@each || 'post' || n)::uuid, version, hash, changed_at, state || jsonb_build_object('id', md5(@each || 'post' || n)::uuid)
        from jalon.vacancy, generate_series(0, @posts - 1) n where id = @vacancy
        """;

    private const string Cases = """
        with n as materialized (
            select n, md5(@each || 'case' || n)::uuid as id, md5(@each || 'post' || n / @each)::uuid as vacancy, md5(@each || 'person' || n)::uuid as person
            from generate_series(@first, @last) n),
        applications as (
            insert into jalon.job_application (id, version, hash, changed_at, state)
            select n.id, s.version, s.hash, s.changed_at,
                s.state || jsonb_build_object('vacancyId', n.vacancy, 'candidateId', n.person, 'stage', @stages[1 + n.n % cardinality(@stages)])
            from n, jalon.job_application s where s.id = @application),
        people as (insert into jalon.person (id, given_name, family_name) select person, 'Camille', 'Exemple ' || n from n),
        facts as (
            insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
            select s.epoch, s.kind, n.id, s.version, s.type, s.data, s.hash, s.at, s.actor, s.origin, gen_random_uuid() from n, jalon.fact s where s.grain_id = @application),
        clocks as (insert into jalon.case_clock (case_id, version, at, stage, post_id) select n.id, s.version, s.at, s.stage, n.vacancy from n, jalon.case_clock s where s.case_id = @application)
        insert into jalon.interval
        select n.id, s.case_kind, s.scope, s.opened, s.step, s.name, s.stage, s.kind, s.role, s.organisation_id, s.person_id, s.from_at, s.to_at, s.due_at,
            s.target_days, s.target_working, n.vacancy
        from n, jalon.interval s where s.case_id = @application
        """;

    /// <summary>What was copied is read by nobody a second time.</summary>
    private const string Read = """
        delete from jalon.subscription;
        insert into jalon.subscription (name, epoch, xid, position)
        select name, epoch, xid, position from unnest(array['intervals', 'routing', 'procedures', 'filings', 'post-spans', 'mail']) name, (select * from jalon.fact order by epoch desc, xid desc, position desc limit 1) last;
        update jalon.taking_up set done = asked
        """;

    private static readonly string[] Live = [.. Enum.GetValues<Stage>().Where(stage => stage != Stage.InPost).Select(stage => stage.ToString())];

    private readonly Guid vacancy = Guid.CreateVersion7();

    public Guid Organisation { get; } = Guid.CreateVersion7();

    /// <summary>Recruiter and HR lead of the ministry.</summary>
    public Guid Reader { get; } = Guid.CreateVersion7();

    public NpgsqlDataSource Database => database;

    public static async Task<Recruitment> OpenAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        var made = new Recruitment(database);
        var from = DateTimeOffset.UtcNow.AddDays(-100);
        await using var silo = new Pool(database).Silo();
        await Pool.SendAsync(silo, made.Organisation, new CreateOrganisation(made.Organisation, "Ministère Alpha", null, OrganisationLevel.Ministry), ct);
        await Pool.SendAsync(silo, made.Reader, new Register(made.Reader, "Claire", "Besnard", "claire.besnard@alpha.example", null, CandidateStatus.CivilServant), ct);
        foreach (var role in (Role[])[Role.Recruiter, Role.HrLead]) await Pool.SendAsync(silo, made.Organisation, new GrantRole(made.Reader, role, from), ct);
        return made;
    }

    /// <summary>A post whose legal month is over and that still takes candidacies.</summary>
    public async Task<Guid> PublishAsync(SiloHost silo, int openings, CancellationToken ct, Guid? id = null)
    {
        var (post, today) = (id ?? Guid.CreateVersion7(), DateOnly.FromDateTime(DateTime.UtcNow));
        var sheet = new VacancySheet(Title: "Développeuse ou développeur F/H", Profession: "Développement", Openness: Openness.CivilServantsOnly, Openings: openings, Recruiter: Reader);
        await Pool.SendAsync(silo, post, new ImportNotice(post, Organisation, sheet, "BENCH-1", today.AddDays(-60), today.AddDays(-60), today.AddMonths(2)), ct);
        return post;
    }

    public async Task<Guid> ApplyAsync(SiloHost silo, Guid post, CancellationToken ct)
    {
        var person = Guid.CreateVersion7();
        var id = DerivedId.Application(post, person);
        await Pool.SendAsync(silo, person, new Register(person, "Camille", "Exemple", null, null, CandidateStatus.CivilServant), ct);
        await Pool.SendAsync(silo, id, new Apply(post, person, Organisation, CandidateStatus.CivilServant, Channel.Jalon), ct);
        return id;
    }

    /// <summary>Posts with so many candidacies each.</summary>
    /// <returns>The posts.</returns>
    public async Task<Guid[]> FillAsync(int applications, int each, Action<string> say, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("set statement_timeout = 0");
        if (await connection.QuerySingleAsync<bool>("select not exists (select from jalon.vacancy where id = @vacancy)", new { vacancy })) await SampleAsync(ct);
        var application = await connection.QuerySingleAsync<Guid>("select id from jalon.job_application where vacancy_id = @vacancy", new { vacancy });
        await RunAsync(Posts, new { vacancy, each, posts = applications / each });
        for (var first = 0; first < applications; first += Chunk)
        {
            await RunAsync(Cases, new { application, each, first, last = Math.Min(first + Chunk, applications) - 1, stages = Live });
            if (applications > Chunk) say($"{Math.Min(first + Chunk, applications)} candidatures sur {applications}");
        }

        await RunAsync(Read, null);
        await RunAsync("vacuum analyze", null);
        return [.. await connection.QueryAsync<Guid>("select md5(@each || 'post' || n)::uuid from generate_series(0, @posts - 1) n", new { each, posts = applications / each })];

        Task RunAsync(string sql, object? parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, commandTimeout: 600, cancellationToken: ct));
    }

    /// <summary>What is repeated: a post, a candidacy, and the intervals that follow from its facts.</summary>
    private async Task SampleAsync(CancellationToken ct)
    {
        await using var silo = new Pool(database).Silo();
        await PublishAsync(silo, 16, ct, vacancy);
        await ApplyAsync(silo, vacancy, ct);
        await new FactFeed(database, Kinds.All, [IntervalProjection.Subscription(database, Kinds.All)], NullLogger<FactFeed>.Instance).CatchUpAsync(ct);
    }
}
