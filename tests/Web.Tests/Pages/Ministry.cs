using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Npgsql;

namespace Jalon.Tests;

/// <summary>Two invented ministries, their people, one post in its legal month and seven candidacies at every stage before the choice.</summary>
public sealed class Ministry
{
    private static readonly SemaphoreSlim Writing = new(1);

    private static (string Database, Ministry Ministry)? written;

    private Engine engine;

    private FeedPosition? last;

    private Ministry(Engine engine) => this.engine = engine;

    public Guid Alpha { get; } = Guid.CreateVersion7();

    public Guid Beta { get; } = Guid.CreateVersion7();

    public Guid Claire { get; private set; }

    public Guid Mehdi { get; private set; }

    public Guid Odile { get; private set; }

    public Guid Sami { get; private set; }

    public Guid Elise { get; private set; }

    public Guid Karim { get; private set; }

    /// <summary>Recruiter of the other ministry.</summary>
    public Guid Anne { get; private set; }

    public Guid Post { get; } = Guid.CreateVersion7();

    public DateTimeOffset Now => engine.Clock.GetUtcNow();

    public DateOnly Today => FrenchCalendar.DayOf(Now);

    public Dictionary<string, Guid> Applications { get; private set; } = [];

    public static VacancySheet Sheet => new(
        "Ingénieur DevOps F/H", Branch.State, NeedKind.Vacant, Category.A, "Ingénieur des systèmes d’information", "Ministre Alpha", "Ministère Alpha", "Ingénieur systèmes",
        "Construire et tenir la plateforme.", "Goût du travail en équipe.", "Astreintes.", "Lille", new DateOnly(2026, 1, 5), "recrutement@alpha.example", null, Openness.CivilServantsAndContract,
        true, null, "Fiche jointe.", "L332-1-1", [DocumentType.CurriculumVitae], null, 2);

    /// <summary>A site of one's own with the ministry in it. It is written once, then copied: its candidacies take longer to write than most tests to run.</summary>
    public static async Task<(WholeSite Site, Ministry Ministry)> OnASiteAsync(TestCluster cluster)
    {
        await Writing.WaitAsync();
        try
        {
            written ??= await WriteAsync(cluster);
        }
        finally
        {
            Writing.Release();
        }

        var site = await WholeSite.StartAsync(await cluster.NewDatabaseAsync(written.Value.Database));
        var ministry = (Ministry)written.Value.Ministry.MemberwiseClone();
        (ministry.engine, ministry.Applications) = (site.Engine, new(ministry.Applications));
        return (site, ministry);
    }

    private static async Task<(string Database, Ministry Ministry)> WriteAsync(TestCluster cluster)
    {
        var database = await cluster.NewDatabaseAsync();
        var site = await WholeSite.StartAsync(database);
        var ministry = await OpenAsync(site.Engine);
        await site.Engine.Feed.CaughtUpAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        await site.DisposeAsync();
        await using var left = Connections.Open(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var release = left.CreateCommand("update jalon.subscription set owner = null, lease_until = '-infinity'");
        await release.ExecuteNonQueryAsync();
        return (database, ministry);
    }

    public static async Task<Ministry> OpenAsync(Engine engine)
    {
        var ministry = new Ministry(engine);
        await ministry.PeopleAsync();
        await ministry.PublishAsync();
        await ministry.ApplyAsync();
        return ministry;
    }

    public async Task DoAsync(Guid grain, Command command, Guid? by = null, int daysAgo = 0)
    {
        var reply = await engine.Silo.SendAsync(new Envelope(grain, command, Guid.CreateVersion7(), new Actor(by ?? Guid.Empty), Origin.Demo, Now.AddDays(-daysAgo)));
        if (reply is Done { Last: { } position }) last = position;
        if (reply is not Done) throw new InvalidOperationException($"{command.GetType().Name}: {(reply is Declined declined ? declined.Why.Sentence : reply)}");
    }

    /// <summary>What lists are read from has followed all that was done.</summary>
    public async Task SettledAsync()
    {
        if (last is { } position && !await engine.Feed.WaitUntilPassedAsync(IntervalProjection.Name, position, TimeSpan.FromSeconds(30))) throw new InvalidOperationException("The intervals did not follow.");
    }

    public async Task<Guid> PersonAsync(string given, string family, Role? role, Guid organisation, CandidateStatus status = CandidateStatus.CivilServant)
    {
        var id = Guid.CreateVersion7();
        var email = $"{given}.{family}@exemple.fr".ToLowerInvariant().Replace('é', 'e').Replace('ë', 'e').Replace('ï', 'i').Replace(' ', '-');
        await DoAsync(id, new Register(id, given, family, email, null, status), daysAgo: 100);
        if (role is { } held) await DoAsync(organisation, new GrantRole(id, held, Now.AddDays(-90)), daysAgo: 90);
        return id;
    }

    /// <summary>A candidacy on a post of its own, whose legal month is over.</summary>
    public async Task<Guid> AppliedAsync(Guid organisation, Guid person, string reference)
    {
        var post = Guid.CreateVersion7();
        var sheet = Sheet with { LineManager = Mehdi, Recruiter = organisation == Alpha ? Claire : Anne, NeededSince = Today.AddDays(-60) };
        Command[] life = [new DraftVacancy(post, organisation, sheet), new Submit(), new Approve(), new Publish(reference, Today.AddDays(20), Today.AddDays(-40))];
        foreach (var command in life) await DoAsync(post, command, Odile, 40);
        var id = DerivedId.Application(post, person);
        await DoAsync(id, new Apply(post, person, organisation, CandidateStatus.CivilServant, Channel.CommonSpace), person, 10);
        return id;
    }

    /// <summary>The same, brought to a written proposal that waits for its answer.</summary>
    public async Task<Guid> ProposedAsync(Guid organisation, Guid person, string reference)
    {
        var id = await AppliedAsync(organisation, person, reference);
        for (var to = Stage.Admissible; to <= Stage.Interview; to++)
        {
            if (to == Stage.Interview) await ConfideAsync(id, 8);
            await DoAsync(id, new Move(to), Claire, 8);
        }

        foreach (var assessor in new[] { Sami, Elise }) await DoAsync(id, new FileOpinion("Clair et posé.", []), assessor, 5);
        Command[] choice =
        [
            new ReceiveDocument(DocumentType.CurriculumVitae), new ValidateDocument(DocumentType.CurriculumVitae), new AskAcceptance(), new ExaminePriorities(),
            new ValidateChoice("Ceux de l’avis.", "Deux avis favorables.", [Mehdi], [Today.AddDays(-8)], "A mené trois migrations."), new SendProposal(WayIn.Transfer, Today.AddDays(40)),
        ];
        foreach (var command in choice)
            if (await engine.ActAsync(new Envelope(id, command, Guid.CreateVersion7(), new Actor(Claire)), CancellationToken.None) is not Done) throw new InvalidOperationException($"{command.GetType().Name} was not taken.");
        return id;
    }

    /// <summary>Two assessors, who have no conflict of interest.</summary>
    public async Task ConfideAsync(Guid application, int daysAgo)
    {
        foreach (var assessor in new[] { Sami, Elise }) await DoAsync(application, new NameAssessor(assessor), Mehdi, daysAgo);
        foreach (var assessor in new[] { Sami, Elise }) await DoAsync(application, new DeclareImpartiality(), assessor, daysAgo);
    }

    /// <summary>As the procedure tells it: the request for their release reached the origin administration three months ago.</summary>
    public async Task ReleaseAskedAsync(Guid application)
    {
        var instance = Guid.CreateVersion7();
        await using var command = engine.Database.CreateCommand($$"""
            insert into jalon.workflow_instance (id, version, hash, state) values ('{{instance}}', 1, '', '{"caseId": "{{application}}", "procedure": "finalisation"}');
            insert into jalon.fact (epoch, kind, grain_id, version, type, data, hash, at, actor, origin, command_id)
            values (1, 'workflow_instance', '{{instance}}', 1, 'WaitEnded', '{"element": "ask-release", "visit": 1, "how": "Completed"}', '', now() - interval '3 months', '{{Guid.Empty}}', 'demo', gen_random_uuid())
            """);
        await command.ExecuteNonQueryAsync();
    }

    private async Task PeopleAsync()
    {
        await DoAsync(Alpha, new CreateOrganisation(Alpha, "Ministère Alpha", null, OrganisationLevel.Ministry), daysAgo: 100);
        await DoAsync(Beta, new CreateOrganisation(Beta, "Ministère Bêta", null, OrganisationLevel.Ministry), daysAgo: 100);
        Claire = await PersonAsync("Claire", "Besnard", Role.Recruiter, Alpha);
        Mehdi = await PersonAsync("Mehdi", "Ouali", Role.LineManager, Alpha);
        Odile = await PersonAsync("Odile", "Ferrand", Role.HrLead, Alpha);
        Sami = await PersonAsync("Sami", "Tahar", Role.Assessor, Alpha);
        Elise = await PersonAsync("Élise", "Morel", Role.Assessor, Alpha);
        Karim = await PersonAsync("Karim", "Diallo", Role.Administrator, Alpha);
        Anne = await PersonAsync("Anaïs", "Perrin", Role.Recruiter, Beta);
    }

    private async Task PublishAsync()
    {
        await DoAsync(Post, new DraftVacancy(Post, Alpha, Sheet with { LineManager = Mehdi, Recruiter = Claire, NeededSince = Today.AddDays(-74) }), Mehdi, 40);
        await DoAsync(Post, new Submit(), Mehdi, 39);
        await DoAsync(Post, new Approve(), Odile, 30);
        await DoAsync(Post, new Publish("2026-0417", Today.AddDays(20), Today.AddDays(-20)), Claire, 20);
    }

    private async Task ApplyAsync()
    {
        await CandidacyAsync("Yanis", "Roche", CandidateStatus.ContractAgent, 6, Stage.Received);
        await CandidacyAsync("Manon", "Leclerc", CandidateStatus.CivilServant, 5, Stage.Received);
        await CandidacyAsync("Alice", "Denis", CandidateStatus.CivilServant, 2, Stage.Received);
        await CandidacyAsync("Chloé", "Marty", CandidateStatus.CivilServant, 12, Stage.Admissible);
        await CandidacyAsync("Gaël", "Petit", CandidateStatus.ContractAgent, 14, Stage.Preselected);
        await CandidacyAsync("Paul", "Lemoine", CandidateStatus.CivilServant, 16, Stage.Interview);
        await CandidacyAsync("Hugo", "Marchal", CandidateStatus.External, 9, Stage.Admissible);
        await DoAsync(Applications["Chloé Marty"], new AskDocument(DocumentType.CurriculumVitae), Claire, 3);
        await DoAsync(Applications["Paul Lemoine"], new AddNote("Disponible à partir de mars."), Claire, 2);
    }

    /// <summary>A candidacy brought to a stage, a day apart each.</summary>
    private async Task CandidacyAsync(string given, string family, CandidateStatus status, int daysAgo, Stage stage)
    {
        var person = await PersonAsync(given, family, null, Alpha, status);
        var id = DerivedId.Application(Post, person);
        Applications[$"{given} {family}"] = id;
        await DoAsync(id, new Apply(Post, person, Alpha, status, Channel.CommonSpace), Claire, daysAgo);
        for (var to = Stage.Admissible; to <= stage; to++)
        {
            if (to == Stage.Interview) await ConfideAsync(id, daysAgo - 3);
            await DoAsync(id, new Move(to), Claire, daysAgo - (int)to + 1);
        }

        if (stage != Stage.Interview) return;
        await DoAsync(id, new FileOpinion("Décrit trois migrations vers le cloud, dont une ratée et ce qu’il en a tiré.", [new("Technique", OpinionLevel.Met)]), Elise, 4);
    }
}
