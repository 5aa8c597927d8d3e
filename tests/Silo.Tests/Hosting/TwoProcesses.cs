using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Hosting;

/// <summary>Two engines on one database, as two processes are: nothing but the tables between them.</summary>
public sealed class TwoProcesses(TestCluster cluster) : IAsyncLifetime
{
    private Office one = null!, other = null!;
    private CancellationTokenSource running = null!;
    private Task[] loops = [];

    public async ValueTask InitializeAsync()
    {
        var address = await cluster.NewDatabaseAsync();
        (one, other) = (await Office.OpenAsync(address), await Office.OpenAsync(address));
        running = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await one.DisposeAsync();
        await other.DisposeAsync();
        running.Dispose();
    }

    [Theory]
    [InlineData(100, 16, 40)]
    [InlineData(2, 4, 40)]
    public async Task Hammering_the_same_applications_loses_nothing_and_shows_nobody_an_error(int count, int clientsEach, int turns)
    {
        var vacancy = await one.PublishAsync();
        var applications = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => one.ApplyAsync(vacancy)));
        await Task.WhenAll(applications.Select(id => one.DoAsync(id, new Move(Stage.Admissible))));
        var before = await one.CountAsync("jalon.fact where type = 'StageChanged'");
        Start();

        var replies = (await Task.WhenAll(Enumerable.Range(0, 2 * clientsEach).Select(client => Task.Run(() => HammerAsync(client, applications, turns))))).SelectMany(own => own).ToList();

        Assert.Empty(replies.Where(reply => reply.Told is not Done).Select(reply => reply.Told));
        var effects = replies.Where(reply => reply.Told is Done { Last: not null }).ToList();
        Assert.Equal(effects.Count, await one.CountAsync("jalon.fact where type = 'StageChanged'") - before);
        // The procedure that follows a case writes on it too: each effect has a version of its own, not always the next one.
        Assert.All(effects.GroupBy(reply => reply.Application), own => Assert.Equal(own.Count(), own.DistinctBy(reply => ((Done)reply.Told).Version).Count()));
        Assert.InRange(effects.Count, count, replies.Count);
        await StopAsync();
        await one.TakeOverAsync();
        await one.CheckAsync();
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(20, 16)]
    [InlineData(20, 1)]
    public async Task Asked_at_once_from_both_as_many_are_retained_as_there_are_openings(int asking, int openings)
    {
        var vacancy = await one.PublishAsync(openings);
        var applications = await Task.WhenAll(Enumerable.Range(0, asking).Select(async _ => await one.HeardAsync(await one.ApplyAsync(vacancy))));
        await one.SettleAsync();
        await one.Engine.Database.ExecuteAsync("update jalon.subscription set owner = null, lease_until = '-infinity'");
        Start();

        var replies = await Task.WhenAll(applications.Select((id, n) => Task.Run(() => (n % 2 == 0 ? one : other).ActAsync(id, new AskAcceptance()))));

        Assert.Equal(openings, replies.Count(reply => reply is Done));
        Assert.All(replies.OfType<Declined>(), declined => Assert.Equal("no_free_opening", declined.Why.Code));
        Assert.Equal(asking - openings, replies.OfType<Declined>().Count());
        Assert.Equal(openings, (await one.VacancyAsync(vacancy)).Openings.Count(opening => opening.Status == OpeningStatus.Held));
        Assert.Equal(openings, await one.CountAsync("jalon.job_application where stage = 'Selected'"));
        await StopAsync();
        await one.TakeOverAsync();
        await one.CheckAsync();
        Assert.Equal(openings, (await one.VacancyAsync(vacancy)).Openings.Count(opening => opening.Status == OpeningStatus.Held));
    }

    private async Task<List<(Guid Application, Reply Told)>> HammerAsync(int client, Guid[] applications, int turns)
    {
        var random = new Random(client);
        var office = client % 2 == 0 ? one : other;
        var told = new List<(Guid, Reply)>();
        for (var turn = 0; turn < turns; turn++)
        {
            var id = applications[random.Next(applications.Length)];
            Move move = random.Next(2) == 0 ? new(Stage.Preselected) : new(Stage.Admissible, "À revoir");
            told.Add((id, await office.ActAsync(id, move)));
        }

        return told;
    }

    private void Start() => loops = [one.Engine.RunAsync(running.Token), other.Engine.RunAsync(running.Token)];

    private async Task StopAsync()
    {
        await running.CancelAsync();
        await Task.WhenAll(loops);
        loops = [];
    }
}
