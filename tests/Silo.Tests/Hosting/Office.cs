using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Deadlines;
using Jalon.Silo.Verification;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Hosting;

/// <summary>An office at work on a database: an engine whose loops only turn when asked, a clock moved by hand, and the commands that bring a post or a person to a given moment.</summary>
internal sealed class Office : IAsyncDisposable
{
    public static readonly DateTimeOffset December = new(2026, 12, 7, 9, 0, 0, TimeSpan.Zero);

    public static readonly Guid Alpha = DerivedId.Of("alpha"), Beta = DerivedId.Of("beta"), Recruiter = DerivedId.Of("recruiter"),
        Sami = DerivedId.Of("sami"), Odile = DerivedId.Of("odile");

    private static readonly DateTimeOffset October = new(2026, 10, 27, 9, 0, 0, TimeSpan.Zero);

    private Office(Engine engine, HandClock clock) => (Engine, Clock) = (engine, clock);

    public Engine Engine { get; }

    public HandClock Clock { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Few connections each: all tests share one server.</summary>
    public static async Task<Office> OpenAsync(string connectionString, HandClock? clock = null)
    {
        connectionString = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 12 }.ConnectionString;
        clock ??= new HandClock(December);
        return new Office(await Engine.StartAsync(connectionString, ProcessRole.All, clock, NullLoggerFactory.Instance, Ct), clock);
    }

    public static VacancySheet Sheet(int openings = 1) => new(
        "Cheffe ou chef de projet numérique F/H", Branch.State, NeedKind.Vacant, Category.A, "Attaché", "Le ministre", "Ministère Alpha", "Chef de projet MOA SI", "Conduire le projet.",
        "Avoir conduit un projet.", "Aucune", "Rennes", new(2027, 1, 4), "recrutement@exemple.test", new(2027, 1, 31), Openness.CivilServantsAndContract, true, null, "Fiche jointe",
        "L332-2-2", [], "Un curriculum vitæ", openings, Odile, Recruiter, new(2026, 9, 1));

    public static Envelope Of(Guid grain, Command command, Guid? id = null, Guid? by = null) => new(grain, command, id ?? Guid.CreateVersion7(), new Actor(by ?? Recruiter));

    /// <summary>To the grain alone; what follows waits for <see cref="SettleAsync"/>.</summary>
    public Task<Reply> SendAsync(Guid grain, Command command, Guid? id = null, Guid? by = null) => Engine.Silo.SendAsync(Of(grain, command, id, by), Ct);

    /// <summary>As a page does.</summary>
    public Task<Reply> ActAsync(Guid grain, Command command, Guid? id = null) => Engine.ActAsync(Of(grain, command, id), Ct);

    public async Task<Done> DoAsync(Guid grain, Command command, Guid? by = null)
    {
        var reply = await SendAsync(grain, command, by: by);
        return reply as Done ?? throw new Xunit.Sdk.XunitException($"{command} : {reply}");
    }

    public async Task<string> RefusedAsync(Guid grain, Command command) => Assert.IsType<Declined>(await SendAsync(grain, command)).Why.Code;

    /// <summary>A post published on 27 October, whose legal month is over.</summary>
    public async Task<Guid> PublishAsync(int openings = 1, Guid? organisation = null)
    {
        var (id, now) = (Guid.CreateVersion7(), Clock.Now);
        Clock.Now = October;
        await DoAsync(id, new DraftVacancy(id, organisation ?? Alpha, Sheet(openings)));
        await DoAsync(id, new Submit());
        await DoAsync(id, new Approve());
        await DoAsync(id, new Publish("ALPHA-1", new(2027, 1, 31), new DateOnly(2026, 10, 27)));
        Clock.Now = now;
        return id;
    }

    public async Task<Guid> RegisterAsync(CandidateStatus status = CandidateStatus.CivilServant)
    {
        var id = Guid.CreateVersion7();
        await DoAsync(id, new Register(id, "Salomé", "Girard", null, null, status));
        return id;
    }

    public async Task<Guid> ApplyAsync(Guid vacancy, Guid? person = null, CandidateStatus status = CandidateStatus.CivilServant, Guid? organisation = null)
    {
        var candidate = person ?? await RegisterAsync(status);
        var id = DerivedId.Application(vacancy, candidate);
        await DoAsync(id, new Apply(vacancy, candidate, organisation ?? Alpha, status, Channel.CommonSpace));
        return id;
    }

    /// <summary>Heard by two assessors: may be retained.</summary>
    public async Task<Guid> HeardAsync(Guid application)
    {
        await DoAsync(application, new Move(Stage.Admissible));
        await DoAsync(application, new Move(Stage.Preselected));
        await DoAsync(application, new NameAssessor(Sami));
        await DoAsync(application, new NameAssessor(Odile));
        await DoAsync(application, new Move(Stage.Interview));
        await DoAsync(application, new FileOpinion("Convaincante.", []), Sami);
        await DoAsync(application, new FileOpinion("Convaincante.", []), Odile);
        return application;
    }

    /// <summary>From the interview to the written proposal.</summary>
    public async Task ProposeAsync(Guid application)
    {
        Assert.IsType<Done>(await ActAsync(application, new AskAcceptance()));
        await DoAsync(application, new ExaminePriorities());
        await DoAsync(application, new ValidateChoice("Conduite de projet", "Acquis", [Odile], [new(2026, 12, 4)]));
        await DoAsync(application, new SendProposal(WayIn.Transfer, new(2027, 2, 1)));
    }

    public async Task FinaliseAsync(Guid application)
    {
        await ProposeAsync(application);
        Assert.IsType<Done>(await ActAsync(application, new AnswerProposal(ProposalAnswer.Accept)));
    }

    public async Task ConfirmAsync(Guid application)
    {
        await FinaliseAsync(application);
        await DoAsync(application, new SecureEngagement(EngagementKind.Release, new(2027, 1, 4)));
        await DoAsync(application, new Move(Stage.Confirmed));
        await SettleAsync();
    }

    public async Task ArriveAsync(Guid application)
    {
        await ConfirmAsync(application);
        Clock.Now = new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero);
        await DoAsync(application, new RecordArrival(new(2027, 2, 1)));
        await SettleAsync();
    }

    /// <summary>The feed runs until nothing follows from anything.</summary>
    public async Task SettleAsync()
    {
        long before;
        do
        {
            before = await CountAsync("jalon.fact");
            await Engine.Database.SettledAsync();
            await Engine.Feed.CatchUpAsync(Ct);
        }
        while (await CountAsync("jalon.fact") != before);
        Assert.Equal(0, await CountAsync("jalon.parked_fact"));
    }

    /// <summary>What another engine was reading for is taken over, as when its lease has run out.</summary>
    public async Task TakeOverAsync()
    {
        await Engine.Database.ExecuteAsync("update jalon.subscription set owner = null, lease_until = '-infinity'");
        await SettleAsync();
    }

    /// <summary>The deadlines due now are fired, and what follows from them.</summary>
    public async Task FireAsync()
    {
        await Engine.Database.ExecuteAsync("update jalon.deadline set lease_until = '-infinity'");
        await new DeadlineRunner(Engine.Database, Engine.Silo.SendAsync, Clock, NullLogger<DeadlineRunner>.Instance).RunOnceAsync(Ct);
        await SettleAsync();
    }

    public async Task<JobApplication> ApplicationAsync(Guid id) => (await Engine.Silo.ReadAsync<JobApplication>(id, Ct))!.Value.State;

    public async Task<Vacancy> VacancyAsync(Guid id) => (await Engine.Silo.ReadAsync<Vacancy>(id, Ct))!.Value.State;

    public async Task<Candidate> CandidateAsync(Guid id) => (await Engine.Silo.ReadAsync<Candidate>(id, Ct))!.Value.State;

    public Task<long> CountAsync(string from) => Engine.Database.ScalarAsync<long>($"select count(*) from {from}");

    /// <summary>The journal is whole, and every reservation is known on both sides.</summary>
    public async Task CheckAsync()
    {
        var findings = new List<string>();
        await JournalVerification.RunAsync(Engine.Database, HostedKinds.All, finding => findings.Add(finding.ToString()), Ct);
        Assert.Empty(findings);
        Assert.Equal("", await Engine.Database.ScalarAsync<string>(Reservations.Differences));
    }

    /// <summary>Once everything was read: procedures stand where their cases do.</summary>
    public async Task AgreesAsync() => Assert.Equal("", await Engine.Database.ScalarAsync<string>(Agreements.Differences));

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
