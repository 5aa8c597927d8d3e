using System.Collections.Concurrent;

using Jalon.Grains.Applications;

namespace Jalon.Silo.Tests.Hosting;

public sealed class KillingPostgres
{
    private const int Kills = 3, AnswersBetween = 400;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_starts_it_again_and_what_was_acknowledged_survives_and_all_that_follows_goes_on()
    {
        await using var place = new PrivateServer();
        await using var server = await place.StartAsync();
        await using var office = await Office.OpenAsync(server.ConnectionString);
        var vacancy = await office.PublishAsync();
        var applications = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => office.ApplyAsync(vacancy)));
        var said = new ConcurrentQueue<string>();
        using var enough = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(office.Engine.RunAsync(stop.Token), new ServerWatch(server, office.Engine.Database, said.Enqueue).RunAsync(stop.Token));
        var (acknowledged, away) = (new ConcurrentDictionary<Guid, int>(), 0);

        var load = Enumerable.Range(0, 16).Select(client => Task.Run(async () =>
        {
            for (var (turn, id) = (0, Guid.CreateVersion7()); !enough.IsCancellationRequested;)
            {
                try
                {
                    acknowledged[id] = ((Done)await office.SendAsync(applications[(client + turn) % applications.Length], new AddNote("À rappeler lundi"), id)).Version;
                    (turn, id) = (turn + 1, Guid.CreateVersion7());
                }
                catch (DatabaseAwayException)
                {
                    Interlocked.Increment(ref away);
                    await Task.Delay(5);
                }
            }
        })).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            var (before, told) = (acknowledged.Count, away);
            await ReachedAsync(() => acknowledged.Count > before + AnswersBetween);
            place.Kill();
            await ReachedAsync(() => away > told);
        }

        var last = acknowledged.Count;
        await ReachedAsync(() => acknowledged.Count > last + AnswersBetween);
        await enough.CancelAsync();
        await Task.WhenAll(load);
        office.Clock.Now += TimeSpan.FromDays(31);
        while (await office.CountAsync($"jalon.deadline where due <= '{office.Clock.Now:u}'") > 0) await Task.Delay(20, Ct);
        while ((await office.Engine.Feed.LagAsync(Ct)).Subscriptions.Any(one => one.Lag > 0)) await Task.Delay(20, Ct);
        await stop.CancelAsync();
        await running;

        Assert.Equal(Kills, said.Count(sentence => sentence == Sentences.StartedAgain));
        Assert.Equal(acknowledged.Count, await CountAsync(office, acknowledged));
        await office.TakeOverAsync();
        await office.CheckAsync();
    }

    private static async Task<long> CountAsync(Office office, ConcurrentDictionary<Guid, int> acknowledged)
    {
        await using var query = Parameter.Command(office.Engine.Database,
            "select count(*) from unnest($1, $2) as told(id, version) join jalon.fact f on f.command_id = told.id and f.version = told.version",
            Parameter.Of(acknowledged.Keys.ToArray()), Parameter.Of(acknowledged.Keys.Select(id => acknowledged[id]).ToArray()));
        return (long)(await query.ExecuteScalarAsync(Ct))!;
    }

    private static async Task ReachedAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(5, Ct);
        }
    }
}
