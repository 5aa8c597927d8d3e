
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Insights.Experiments;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Silo.Projections;
using Jalon.Tests;
using Jalon.Web.Cockpit;
using Jalon.Web.Cockpit.Experiments;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Web.Tests.Cockpit;

/// <summary>From the draw to the page, through the real engine.</summary>
public sealed class RunningAnExperiment(TestCluster cluster) : IAsyncLifetime
{
    private const int Posts = 8;

    private readonly Guid alpha = DerivedId.Of("experiment", "alpha"), id = DerivedId.Of("experiment", "one");
    private Engine engine = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        await DoAsync(alpha, new CreateOrganisation(alpha, "Ministère Alpha", null, OrganisationLevel.Ministry, null));
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task<Reply> DoAsync(Guid grain, Command command, bool mayFail = false)
    {
        var reply = await engine.Silo.SendAsync(new Envelope(grain, command, Guid.CreateVersion7(), Actor.System), Ct);
        Assert.True(mayFail || reply is Done, reply is Declined declined ? declined.Why.Sentence : reply is Invalid invalid ? invalid.Problems[0].Sentence : $"{reply}");
        return reply;
    }

    private async Task<Guid> PublishAsync(int number)
    {
        var (post, today) = (DerivedId.Of("experiment-post", number), Grains.Calendar.FrenchCalendar.DayOf(engine.Clock.GetUtcNow()));
        await DoAsync(post, new DraftVacancy(post, alpha, Ministry.Sheet));
        await DoAsync(post, new Submit());
        await DoAsync(post, new Approve());
        await DoAsync(post, new Publish($"EXP-{number}", today.AddDays(60), today));
        return post;
    }

    /// <summary>What other databases of the server hold open is settled later.</summary>
    private async Task SettledAsync()
    {
        do await engine.Feed.CatchUpAsync(Ct);
        while ((await engine.Feed.LagAsync(Ct)).Subscriptions.Any(one => one.Lag > 0));
    }

    private Experiment Decided(DateOnly today) => new(id, "Présélection en 3 jours", "Un délai visé plus court accélère-t-il ?", null, "preselection", 3, false, today, today.AddMonths(3), today.AddMonths(6), 90, 1.5, 100, 0.8, 1.4, false, 2026, engine.Clock.GetUtcNow().UtcDateTime, null, null);

    [Fact]
    public async Task Posts_are_seated_as_drawn_before_the_start_for_ever_and_only_the_target_of_B_changes()
    {
        var today = Grains.Calendar.FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        var tables = new ExperimentTables(engine.Database);
        await tables.StartAsync(Decided(today), Guid.Empty, null, Ct);
        var posts = new List<Guid>();
        for (var number = 0; number < Posts; number++) posts.Add(await PublishAsync(number));
        await SettledAsync();
        await engine.Rules.ReadAsync(Ct);

        var seats = new Dictionary<Guid, Variant>();
        foreach (var post in posts) seats[post] = (await engine.Silo.ReadAsync<Vacancy>(post, Ct))!.Value.State.Experiment!.Variant;
        // The posts of one ministry and one profession took the seats of the common stratum in the order of the draw; which of two took which is the feed's affair.
        Assert.Equal(Enumerable.Range(0, Posts).Select(rank => Randomisation.Assign(2026, "", rank)).Order(), seats.Values.Order());
        Assert.Equal(Posts, (await tables.EnteredAsync(id, Ct)).Count);
        var mine = posts[0];
        Assert.Equal("in_experiment", Assert.IsType<Declined>(await DoAsync(mine, new AssignVariant(id, seats[mine] == Variant.A ? Variant.B : Variant.A), mayFail: true)).Why.Code);

        var targets = new Dictionary<Variant, int?>();
        foreach (var variant in Enum.GetValues<Variant>()) targets[variant] = await TargetAsync(posts.First(post => seats[post] == variant));
        Assert.Equal((10, 3), (targets[Variant.A], targets[Variant.B]));

        await SettledAsync();
        var view = await ExperimentView.ReadAsync(engine, Decided(today), Ct);
        Assert.Equal((4, 4, 2), (view.A.Posts, view.B.Posts, view.A.Exposed + view.B.Exposed));
        Assert.Equal(Finding.Running, view.Verdict.Finding);
        Assert.True(await tables.StopAsync(id, "Réorganisation du service.", engine.Clock.GetUtcNow(), Ct));
        Assert.True((await tables.FindAsync(id, Ct))!.OnlyObserves);
        Assert.Null((await engine.Silo.ReadAsync<Vacancy>(await PublishAsync(100), Ct))!.Value.State.Experiment);
    }

    /// <summary>The working days owed for the preselection of a candidacy on this post.</summary>
    private async Task<int?> TargetAsync(Guid post)
    {
        var person = DerivedId.Of("experiment-person", post);
        var application = DerivedId.Application(post, person);
        await DoAsync(person, new Register(person, "Zoé", "Petit", $"zoe.{post:N}@exemple.test", null, CandidateStatus.CivilServant));
        await DoAsync(application, new Apply(post, person, alpha, CandidateStatus.CivilServant, Channel.Jalon));
        await DoAsync(application, new Move(Stage.Admissible));
        return (await engine.Silo.ReadAsync<JobApplication>(application, Ct))!.Value.State.Steps.Single(step => step.Name == "preselection").Target?.Days;
    }

    [Fact]
    public void Only_the_time_of_the_administration_is_counted_and_a_post_given_up_competes()
    {
        var (post, begun) = (DerivedId.Of("counted"), new DateOnly(2026, 3, 2));
        StepLine Step(string name, TimeKind kind, int from, int? to) => new(post, $"{name}#1", name, nameof(Stage.Admissible), kind, null, alpha, null, At(from), to is { } end ? At(end) : null, null);
        DateTimeOffset At(int day) => Grains.Calendar.FrenchCalendar.StartOf(begun.AddDays(day));
        PlaceSteps Place(PostOutcome outcome, int? to) => new(new PostLine(post, 1, 1, alpha, null, null, null, new Span(begun, to is { } day ? begun.AddDays(day) : null, (int)outcome), outcome, null), null,
            [Step("admissibility", TimeKind.Administration, 0, 5), Step("answer", TimeKind.Candidate, 5, 25), Step("choice", TimeKind.Administration, 25, to)]);
        Assert.Equal(new Observation(16, 1), ExperimentView.Observe(Place(PostOutcome.Contract, 35), At(100)));
        Assert.Equal(new Observation(16, 2), ExperimentView.Observe(Place(PostOutcome.Cancelled, 35), At(100)));
        Assert.Equal(new Observation(20, 0), ExperimentView.Observe(Place(PostOutcome.Open, null), At(40)));
    }
}
