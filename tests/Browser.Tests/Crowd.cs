using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Tests;

namespace Jalon.Browser.Tests;

/// <summary>
/// A scene where ten thousand steps are open for the recruiter, on two hundred posts: rows of one candidacy of the ministry, repeated by the server. They are of this
/// hour, so that what a test adds, older and later, comes before them.
/// </summary>
public sealed class Crowd(BrowserFixture browser, TestCluster cluster) : IAsyncLifetime
{
    public const int Steps = 10_000;

    private const string Repeat = """
        with cases as materialized (
            select n, md5('case' || n)::uuid as id, md5('post' || n % 200)::uuid as post, md5('person' || n)::uuid as person from generate_series(1, @Steps) n),
        posts as (
            insert into jalon.vacancy (id, version, hash, changed_at, state)
            select md5('post' || n)::uuid, version, hash, changed_at, state || jsonb_build_object('id', md5('post' || n)::uuid) from jalon.vacancy, generate_series(0, 199) n where id = @Post),
        people as (insert into jalon.person (id, given_name, family_name) select person, 'Camille', 'Exemple ' || n from cases),
        files as (
            insert into jalon.job_application (id, version, hash, changed_at, state)
            select c.id, s.version, s.hash, s.changed_at, s.state || jsonb_build_object('vacancyId', c.post, 'candidateId', c.person) from cases c, jalon.job_application s where s.id = @File)
        insert into jalon.interval
        select c.id, s.case_kind, s.scope, s.opened, s.step, s.name, s.stage, s.kind, s.role, s.organisation_id, s.person_id, now(), s.to_at, now() + (s.due_at - s.from_at),
            s.target_days, s.target_working, c.post
        from cases c, jalon.interval s where s.case_id = @File and s.to_at is null
        """;

    /// <summary>As many as a notice usually announces.</summary>
    private static readonly string[] Criteria = ["Exploiter et superviser", "Automatiser", "Écrire et transmettre", "Travailler en équipe", "Tenir un délai"];

    private int posts, days;

    public Scene Scene { get; } = new(browser, cluster);

    private Ministry Ministry => Scene.Ministry;

    public async ValueTask InitializeAsync()
    {
        await Scene.InitializeAsync();
        await using var connection = await Scene.Site.Engine.Database.OpenConnectionAsync();
        await connection.ExecuteAsync(Repeat, new { Steps, Ministry.Post, File = Ministry.Applications["Manon Leclerc"] });
        await connection.ExecuteAsync("analyze jalon.interval, jalon.job_application, jalon.vacancy, jalon.person");
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    /// <summary>A candidacy confided to two assessors, who said when they are free: a day of its own each time.</summary>
    public async Task DeclareAsync(Guid file)
    {
        var nine = FrenchCalendar.StartOf(FrenchCalendar.AddWorkingDays(Ministry.Today, 3 + days++)).AddHours(9);
        foreach (var assessor in new[] { Ministry.Sami, Ministry.Elise }) await Scene.Site.Engine.Diary.DeclareAsync(assessor, [new Stretch(nine, nine.AddHours(3))], CancellationToken.None);
        await Ministry.ConfideAsync(file, 20);
        await Ministry.SettledAsync();
    }

    /// <summary>A post of its own whose candidacies are the latest of all: its line comes first. Each call makes a later one than the last.</summary>
    /// <returns>The post, and its candidacies.</returns>
    public async Task<(Guid Post, IReadOnlyList<Guid> Files)> PostAsync(int candidacies, Stage stage)
    {
        var (post, filed) = (Guid.CreateVersion7(), 50 + posts++);
        var sheet = Ministry.Sheet with { Title = $"Poste {posts} F/H", LineManager = Ministry.Mehdi, Recruiter = Ministry.Claire, NeededSince = Ministry.Today.AddDays(-89), Criteria = [.. Criteria.Select(name => new AnnouncedCriterion(name, true))] };
        await Ministry.DoAsync(post, new DraftVacancy(post, Ministry.Alpha, sheet), Ministry.Mehdi, 88);
        await Ministry.DoAsync(post, new Submit(), Ministry.Mehdi, 87);
        await Ministry.DoAsync(post, new Approve(), Ministry.Odile, 86);
        if (candidacies > 0) await Ministry.DoAsync(post, new Publish($"2026-{posts}", Ministry.Today.AddDays(20), Ministry.Today.AddDays(-85)), Ministry.Claire, 85);
        var files = new List<Guid>();
        for (var number = 0; number < candidacies; number++)
        {
            var person = await Ministry.PersonAsync($"Dominique{posts}", $"Essai{number:00}", null, Ministry.Alpha);
            files.Add(DerivedId.Application(post, person));
            await Ministry.DoAsync(files[number], new Apply(post, person, Ministry.Alpha, CandidateStatus.CivilServant, Channel.CommonSpace), Ministry.Claire, filed);
            for (var to = Stage.Admissible; to <= stage; to++)
            {
                if (to == Stage.Interview) await Ministry.ConfideAsync(files[number], filed - 1);
                await Ministry.DoAsync(files[number], new Move(to), Ministry.Claire, filed - 1);
            }
        }

        await Ministry.SettledAsync();
        return (post, files);
    }
}
