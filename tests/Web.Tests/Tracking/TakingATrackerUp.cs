using Dapper;

using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Verification;
using Jalon.Tests;
using Jalon.Web.Tracking;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Web.Tests.Tracking;

/// <summary>Three trackers, no two alike, through the real engine and a real database.</summary>
public sealed class TakingATrackerUp(TestCluster cluster) : IAsyncLifetime
{
    private readonly Guid alpha = DerivedId.Of("tracker", "alpha");
    private Engine engine = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        var command = new Grains.Organisations.CreateOrganisation(alpha, "Ministère Alpha", null, Grains.Organisations.OrganisationLevel.Ministry, null);
        Assert.IsType<Done>(await engine.Silo.SendAsync(new Envelope(alpha, command, Guid.CreateVersion7(), Actor.System), Ct));
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private async Task<TrackerReport> TakeAsync(byte[] content, Func<TrackerReading, TrackerReading> corrected, bool commit = true)
    {
        var (table, why) = TrackerFile.Read(content);
        Assert.Null(why);
        var intake = new TrackerIntake(engine, Actor.System.Id, null);
        var reading = corrected(await intake.ReadingAsync(table!, Ct));
        Assert.Empty(reading.Missing(table!));
        if (commit) await intake.KeepAsync(table!, reading, Ct);
        var report = await intake.TakeAsync(Tracker.Read(table!, reading, new DateOnly(2026, 11, 24)), reading, commit, Ct);
        // What other databases of the server hold open is settled later.
        do await engine.Feed.CatchUpAsync(Ct);
        while ((await engine.Feed.LagAsync(Ct)).Subscriptions.Any(one => one.Lag > 0));
        return report;
    }

    private async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await engine.Database.OpenConnectionAsync(Ct);
        return (await connection.QuerySingleAsync<T>(sql))!;
    }

    [Fact]
    public async Task A_tracker_comes_in_with_its_past_once_and_goes_further_when_it_is_completed()
    {
        var dry = await TakeAsync(TrackerText.ByStage, reading => reading, commit: false);
        Assert.Equal(((2, 0), (3, 0, 0), 1), (dry.Posts, dry.Cases, dry.Aside.Count));
        Assert.Equal(0, await AskAsync<long>("select count(*) from jalon.job_application"));

        var report = await TakeAsync(TrackerText.ByStage, reading => reading);
        Assert.Equal(dry with { DryRun = false, Aside = report.Aside }, report);
        Assert.Single(report.Aside);
        Assert.Equal("Selected,2026-07-06", await AskAsync<string>("select a.stage || ',' || (jalon.instant(a.state ->> 'stageSince') at time zone 'Europe/Paris')::date from jalon.job_application a where a.stage = 'Selected'"));
        Assert.Equal(0, await AskAsync<long>("select count(*) from jalon.fact where origin <> 'import' and kind <> 'organisation'"));
        Assert.Equal(35, await AskAsync<int>("select to_on - from_on from jalon.post_span where clock = 'notice' and outcome = 1"));
        // Known on both sides, a stage has its step; told without a day, its time is nobody's.
        Assert.Equal("undated", await AskAsync<string>("select string_agg(distinct i.name, ',') from jalon.interval i join jalon.job_application a on a.id = i.case_id where a.stage = 'Interview' and i.scope = 'case' and i.stage in ('Admissible', 'Preselected')"));
        var facts = await AskAsync<long>("select count(*) from jalon.fact");

        var again = await TakeAsync(TrackerText.ByStage, reading => reading);
        Assert.Equal(((0, 2), (0, 0, 3)), (again.Posts, again.Cases));
        Assert.Equal(facts, await AskAsync<long>("select count(*) from jalon.fact"));

        var completed = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(TrackerText.ByStage).Replace(";20/06/2026;;;;", ";20/06/2026;22/06/2026;;;", StringComparison.Ordinal));
        Assert.Equal((0, 1, 2), (await TakeAsync(completed, reading => reading)).Cases);
        Assert.True((await JournalVerification.RunAsync(engine.Database, HostedKinds.All, found => Assert.Fail(found.ToString()), Ct)).Whole);
    }

    [Fact]
    public async Task Other_shapes_go_in_without_code_and_how_they_are_read_is_kept()
    {
        var events = await TakeAsync(TrackerText.ByEvent, reading => reading with { Organisation = alpha, Status = CandidateStatus.External, States = new Dictionary<string, TrackerState>(reading.States) { ["perdu de vue"] = TrackerState.Withdrawn } });
        Assert.Equal(((1, 0), (3, 0, 0), 2, 0), (events.Posts, events.Cases, events.Undated, events.Aside.Count));
        Assert.Equal("Rejected:1,Withdrawn:1,:1", await AskAsync<string>("select string_agg(coalesce(outcome, '') || ':' || n, ',' order by outcome nulls last) from (select outcome, count(*) n from jalon.job_application group by 1) o"));
        Assert.Equal((0, 0, 3), (await TakeAsync(TrackerText.ByEvent, reading => reading)).Cases);

        var posts = await TakeAsync(TrackerText.ByPost, reading => reading with { Status = CandidateStatus.CivilServant });
        Assert.Equal(((3, 0), (2, 0, 0), 0), (posts.Posts, posts.Cases, posts.Aside.Count));
        Assert.Equal(149, await AskAsync<int>("select to_on - from_on from jalon.post_span where clock = 'arrival' and outcome = 1"));
        // Filled on a day nobody wrote: the place is not open any more, and no duration is made up for it.
        Assert.Equal(1, await AskAsync<long>("select count(*) from jalon.post_span where clock = 'arrival' and outcome = 0 and to_on = from_on"));
        Assert.Equal(2, await AskAsync<long>("select count(*) from jalon.vacancy v, jsonb_array_elements(v.state -> 'openings') o where o ->> 'status' = 'Taken'"));
        Assert.Equal(0, await AskAsync<long>("select count(*) from jalon.mail"));
    }
}
