using System.Collections.Concurrent;

using Jalon.Grains.Applications;

namespace Jalon.Silo.Tests.Hosting;

public sealed class KillingPostgres
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Senders_are_told_that_it_is_away_and_what_was_acknowledged_survives()
    {
        await using var place = new PrivateServer();
        await using var server = await place.StartAsync();
        await using var office = await Office.OpenAsync(server.ConnectionString);
        var vacancy = await office.PublishAsync();
        var applications = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => office.ApplyAsync(vacancy)));
        var (acknowledged, away) = (new ConcurrentDictionary<Guid, int>(), 0);
        using var enough = new CancellationTokenSource();

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
        await ReachedAsync(() => acknowledged.Count > 1_000);
        place.Kill();
        await ReachedAsync(() => away > 100);
        await server.EnsureRunningAsync(Ct);
        var before = acknowledged.Count;
        await ReachedAsync(() => acknowledged.Count > before + 1_000);
        await enough.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(acknowledged.Count, await CountAsync(office, acknowledged));
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
