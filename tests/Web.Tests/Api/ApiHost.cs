using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Web.Tests.Api;

[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiHost>
{
    public const string Name = "api";
}

/// <summary>An answer of the API.</summary>
public sealed record Answer(int Status, JsonElement Body, HttpResponseMessage Response)
{
    public string Code => Body.GetProperty("code").GetString()!;

    public Guid Id => Body.GetProperty("id").GetGuid();
}

/// <summary>The real program on a free port with a database of its own, two ministries and somebody in each role.</summary>
public sealed class ApiHost(TestCluster cluster) : IAsyncLifetime
{
    public static readonly VacancySheet Sheet = new(
        Title: "Conceptrice ou concepteur de services F/H", Branch: Branch.State, NeedKind: NeedKind.Vacant, Category: Category.A, Corps: "Attaché", RecruitingAuthority: "Ministère Alpha",
        Organisation: "Direction du numérique", Profession: "NUM-01", Missions: "Concevoir des services.", Profile: "Curiosité.", Conditions: "Aucune.", Place: "Paris",
        VacantFrom: new DateOnly(2027, 1, 4), ApplyTo: "recrutement@exemple.fr", Openness: Openness.CivilServantsOnly, Permanent: true);

    private readonly HttpClient client = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, (Guid Id, string Token)> people = [];
    private Engine? engine;
    private WebApplication? app;
    private Task work = Task.CompletedTask;

    public Engine Engine => engine!;

    public WebApplication App => app!;

    public Guid Alpha { get; } = Guid.CreateVersion7();

    public Guid Beta { get; } = Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.All, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        work = engine.RunAsync(stop.Token);
        app = WebApp.Build(engine, "http://127.0.0.1:0");
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.First());
        foreach (var (id, name) in new[] { (Alpha, "Ministère Alpha"), (Beta, "Ministère Bêta") })
            await TellAsync(id, new CreateOrganisation(id, name, null, OrganisationLevel.Ministry));
        await JoinAsync("recruiter", Alpha, Role.Recruiter);
        await JoinAsync("lead", Alpha, Role.HrLead);
        await JoinAsync("manager", Alpha, Role.LineManager);
        await JoinAsync("admin", Alpha, Role.Administrator);
        await JoinAsync("advisor", Alpha, Role.TrainingAdvisor);
        await JoinAsync("first", Alpha, Role.Assessor);
        await JoinAsync("second", Alpha, Role.Assessor);
        await JoinAsync("filiere", Guid.CreateVersion7(), Role.FiliereHr);
        await JoinAsync("stranger", Beta, Role.Recruiter, Role.HrLead, Role.LineManager, Role.Assessor, Role.Administrator, Role.TrainingAdvisor);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await stop.CancelAsync();
        if (app is not null) await app.DisposeAsync();
        await work;
        if (engine is not null) await engine.DisposeAsync();
        stop.Dispose();
    }

    public Guid Person(string name) => people[name].Id;

    public Task<Answer> GetAsync(string who, string path) => SendAsync(who, HttpMethod.Get, path, null, null);

    public Task<Answer> PostAsync(string who, string path, object? body = null, Guid? key = null) => SendAsync(who, HttpMethod.Post, path, body, key ?? Guid.CreateVersion7());

    public Task<Answer> PutAsync(string who, string path, object? body = null) => SendAsync(who, HttpMethod.Put, path, body, Guid.CreateVersion7());

    public Task<Answer> SendAsync(string? who, HttpMethod method, string path, object? body, Guid? key) =>
        SendAsync(who, method, path, body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            HttpContent content => content,
            _ => JsonContent.Create(body, body.GetType(), options: Json.Options),
        }, key?.ToString());

    /// <summary>What is no JSON.</summary>
    public async Task<HttpResponseMessage> FileAsync(string who, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", people[who].Token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<Answer> SendAsync(string? who, HttpMethod method, string path, HttpContent? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/openapi", StringComparison.Ordinal) ? path : $"/api/v1{path}") { Content = body };
        if (who is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", people.TryGetValue(who, out var known) ? known.Token : who);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 1_000_000;
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), response);
    }

    /// <summary>A command sent from inside, as the program would.</summary>
    public async Task TellAsync(Guid grain, Command command, string? by = null) =>
        Assert.IsType<Done>(await Engine.Silo.SendAsync(new Envelope(grain, command, Guid.CreateVersion7(), by is null ? Actor.System : new Actor(Person(by)))));

    /// <summary>A published vacancy of Alpha under recorded urgency, with candidacies at a stage.</summary>
    public async Task<(Guid Vacancy, Guid[] Applications)> PublishedAsync(int applicants, Stage stage, int openings = 1)
    {
        var vacancy = Guid.CreateVersion7();
        var today = Grains.Calendar.FrenchCalendar.DayOf(DateTimeOffset.UtcNow);
        var sheet = Sheet with { Openings = openings, Recruiter = Person("recruiter"), LineManager = Person("manager") };
        Command[] steps = [new DraftVacancy(vacancy, Alpha, sheet), new Submit(), new Approve(), new Publish($"A-{vacancy.ToString("N")[^10..]}", today.AddDays(60), today), new RecordUrgency("Départ.", "Le directeur")];
        foreach (var step in steps) await TellAsync(vacancy, step, "lead");
        var applications = new List<Guid>();
        // A few at a time: other tests share the server's connections.
        foreach (var some in Enumerable.Range(0, applicants).Chunk(10)) applications.AddRange(await Task.WhenAll(some.Select(index => AppliedAsync(vacancy, $"Camille{index}", stage))));
        return (vacancy, [.. applications]);
    }

    private async Task<Guid> AppliedAsync(Guid vacancy, string givenName, Stage stage)
    {
        var candidate = Guid.CreateVersion7();
        await TellAsync(candidate, new Register(candidate, givenName, "Exemple", null, null, CandidateStatus.CivilServant));
        var id = DerivedId.Application(vacancy, candidate);
        await TellAsync(id, new Apply(vacancy, candidate, Alpha, CandidateStatus.CivilServant, Channel.Jalon));
        for (var next = Stage.Admissible; next <= stage; next++)
        {
            if (next == Stage.Interview)
                foreach (var assessor in new[] { "first", "second" }) await TellAsync(id, new NameAssessor(Person(assessor)));
            await TellAsync(id, new Move(next));
        }

        if (stage == Stage.Interview)
            foreach (var assessor in new[] { "first", "second" }) await TellAsync(id, new FileOpinion("Avis.", []), assessor);
        return id;
    }

    private async Task JoinAsync(string name, Guid organisation, params Role[] roles)
    {
        var id = Guid.CreateVersion7();
        if (organisation != Alpha && organisation != Beta) await TellAsync(organisation, new CreateOrganisation(organisation, "Filière", null, OrganisationLevel.Service));
        await TellAsync(id, new Register(id, "Dominique", name, null, null, CandidateStatus.External));
        foreach (var role in roles) await TellAsync(organisation, new GrantRole(id, role, DateTimeOffset.UtcNow.AddDays(-1)));
        people[name] = (id, await ApiTokens.CreateAsync(Engine.Database, id, CancellationToken.None));
    }
}
