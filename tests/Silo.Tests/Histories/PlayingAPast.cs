using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Feed;
using Jalon.Silo.Histories;
using Jalon.Silo.Tests.Hosting;
using Jalon.Silo.Tests.Routing;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Histories;

/// <summary>One post and two people, from the need in May to the person at work in September, played in December.</summary>
public sealed class PlayingAPast(TestCluster cluster) : RoutingFixture(cluster)
{
    private static readonly Guid Post = DerivedId.Of("post"), Salome = DerivedId.Of("salome"), Paul = DerivedId.Of("paul"), Spring = DerivedId.Of("spring");

    private static readonly Guid Chosen = DerivedId.Application(Post, Salome), Other = DerivedId.Application(Post, Paul);

    private static readonly DateTimeOffset End = new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero);

    private int written;

    [Fact]
    public async Task What_follows_from_a_fact_is_dated_like_it_and_is_history_too()
    {
        Assert.Empty(await PlayAsync(Past()));

        Assert.Equal(0, await Office.CountAsync("jalon.fact where origin <> 'demo'"));
        Assert.Equal("2026-07-20", await DayAsync(Post, "OpeningHeld"));
        Assert.Equal("2026-07-24", await DayAsync(Salome, "Engaged"));
        Assert.Equal("2026-08-21", await DayAsync(Post, "OpeningEngaged"));
        Assert.Equal("2026-08-21", await DayAsync(Other, "PostEnded"));
        Assert.Equal("2026-09-01", await DayAsync(Post, "OpeningTaken"));
        Assert.Equal(VacancyEnd.Filled, (await Office.VacancyAsync(Post)).End);
        Assert.Equal(0, await Office.CountAsync("jalon.interval where from_at > '2026-11-30T23:00:00Z' or to_at > '2026-11-30T23:00:00Z'"));
    }

    [Fact]
    public async Task A_deadline_that_history_let_pass_is_recorded_as_missed_and_never_fired()
    {
        await PlayAsync(Past());

        Assert.Equal("2026-07-12", await DayAsync(Post, "VacancyClosed"));
        Assert.Equal("2026-07-03", await DayAsync(Other, "NewsOverdue"));
        Assert.Equal("2026-07-15", await DayAsync(Other, "AnswerEscalated"));
        Assert.Equal(0, await Office.CountAsync($"jalon.deadline where due <= '{Office.Clock.Now:O}'"));
        var facts = await Office.CountAsync("jalon.fact");
        await Office.FireAsync();
        Assert.Equal(facts, await Office.CountAsync("jalon.fact"));
    }

    [Fact]
    public async Task Cut_and_played_again_it_gives_the_same_facts_once()
    {
        var past = Past();
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new History(Office.Engine, Origin.Demo).PlayAsync(past, null, End, day =>
        {
            if (day.Day >= new DateOnly(2026, 7, 20)) cut.Cancel();
            return Task.CompletedTask;
        }, cut.Token));
        await Office.TakeOverAsync();
        Assert.Empty(await PlayAsync(past, new DateOnly(2026, 7, 17)));
        var resumed = await FactsAsync();

        await RestartOnEmptyAsync();
        await PlayAsync(past);
        Assert.Equal(await FactsAsync(), resumed);
    }

    [Fact]
    public async Task It_is_not_played_beside_another_process_that_works()
    {
        await Office.Engine.Database.ExecuteAsync($"insert into jalon.subscription (name, owner, lease_until) values ('{Silo.Routing.Routes.Name}', '{Spring}', 'infinity')");
        await Assert.ThrowsAsync<LeaseElsewhereException>(() => PlayAsync(Past()));
    }

    private async Task<IReadOnlyCollection<string>> PlayAsync(IReadOnlyList<Deed> past, DateOnly? after = null)
    {
        var history = new History(Office.Engine, Origin.Demo) { Patience = TimeSpan.Zero };
        await history.PlayAsync(past, after, End, _ => Task.CompletedTask, Ct);
        return [.. history.Refused.Select(one => $"{one.Deed} : {one.Why}")];
    }

    private List<Deed> Past()
    {
        written = 0;
        var news = new InformPerson(Information.Acknowledgement);
        return
        [
            Of(5, 4, Post, new DraftVacancy(Post, Office.Alpha, Office.Sheet() with { Openness = Openness.CivilServantsOnly, LegalBasis = null })),
            Of(5, 11, Post, new Submit()),
            Of(5, 18, Post, new Approve()),
            Of(5, 20, Post, new Publish("ALPHA-1", new(2026, 7, 11), new DateOnly(2026, 5, 20))),
            Of(6, 1, Salome, new Register(Salome, "Salomé", "Girard", null, null, CandidateStatus.CivilServant)),
            Of(6, 1, Paul, new Register(Paul, "Paul", "Lemoine", null, null, CandidateStatus.CivilServant)),
            .. Filed(Chosen, Salome), .. Filed(Other, Paul),
            Of(7, 2, Chosen, news),
            Of(7, 6, Chosen, new NameAssessor(Office.Sami)),
            Of(7, 6, Chosen, new NameAssessor(Office.Odile)),
            Of(7, 6, Chosen, new Move(Stage.Interview)),
            Of(7, 8, Chosen, new FileOpinion("Convaincante.", []), Office.Sami),
            Of(7, 9, Chosen, new FileOpinion("Convaincante.", []), Office.Odile),
            Of(7, 20, Chosen, new AskAcceptance()),
            Of(7, 21, Chosen, new ExaminePriorities()),
            Of(7, 21, Chosen, new ValidateChoice("Conduite de projet", "Acquis", [Office.Odile], [new(2026, 7, 20)])),
            Of(7, 22, Chosen, new SendProposal(WayIn.Transfer, new(2026, 9, 1))),
            Of(7, 24, Chosen, new AnswerProposal(ProposalAnswer.Accept)),
            Of(8, 20, Chosen, new SecureEngagement(EngagementKind.Release, new(2026, 9, 1))),
            Of(8, 21, Chosen, new Move(Stage.Confirmed)),
            Of(9, 1, Chosen, new RecordArrival(new(2026, 9, 1))),
        ];
    }

    private IEnumerable<Deed> Filed(Guid application, Guid person) =>
    [
        Of(6, 2, application, new Apply(Post, person, Office.Alpha, CandidateStatus.CivilServant, Channel.CommonSpace)),
        Of(6, 2, application, new InformPerson(Information.Acknowledgement)),
        Of(6, 8, application, new Move(Stage.Admissible)),
        Of(6, 30, application, new Move(Stage.Preselected)),
    ];

    private Deed Of(int month, int day, Guid grain, Command command, Guid? by = null) => new(
        FrenchCalendar.StartOf(new DateOnly(2026, month, day)).AddHours(9), Kinds.All.First(kind => command.GetType().IsSubclassOf(kind.Command)), grain, command,
        by ?? Office.Recruiter, DerivedId.Of("past", written++));

    private Task<string> DayAsync(Guid grain, string type) => Office.Engine.Database.ScalarAsync<string>(
        $"select to_char(min(at) at time zone 'Europe/Paris', 'YYYY-MM-DD') from jalon.fact where grain_id = '{grain}' and type = '{type}'");

    private Task<string> FactsAsync() => Office.Engine.Database.ScalarAsync<string>(
        "select string_agg(concat_ws(' ', kind, grain_id, version, type, data, encode(hash, 'hex'), at, actor, origin, command_id), E'\n' order by grain_id, version) from jalon.fact");
}
