using Jalon.Silo.Feed;
using Jalon.Tests;

using Npgsql;

namespace Jalon.Silo.Tests.Feed;

public sealed class Leasing(TestCluster cluster) : FeedFixture(cluster)
{
    [Fact]
    public async Task The_checkpoint_of_an_old_owner_is_refused_and_its_effects_go_with_it()
    {
        await Facts.InsertAsync(Journal, A, 1);
        var second = Feed(Tables());
        var once = true;
        var first = Feed(Subscription.OfTables("lamps", async (_, writes, _) =>
        {
            // While the first owner was away, its lease ended and a second one read the same fact.
            if (once) await Journal.ExecuteAsync("update jalon.subscription set lease_until = '-infinity'");
            if (once) await second.CatchUpAsync(Ct);
            once = false;
            writes.BatchCommands.Add(new NpgsqlBatchCommand("insert into seen values ('late')"));
        }));

        await CatchUpAsync(first);
        await CatchUpAsync(first);
        Assert.Equal("A1", await WrittenAsync());
        Assert.Equal(2L, await Journal.ScalarAsync<long>("select fence from jalon.subscription"));
    }

    [Fact]
    public async Task A_subscription_has_one_reader_until_its_lease_ends()
    {
        await Facts.InsertAsync(Journal, A, 1);
        var first = Feed(Commands());
        var second = Feed(Commands());
        await CatchUpAsync(first);
        await CatchUpAsync(second);
        Assert.Equal(["A1"], Seen);

        await Facts.InsertAsync(Journal, A, 2);
        await CatchUpAsync(second);
        Assert.Equal(["A1"], Seen);
        await Journal.ExecuteAsync("update jalon.subscription set lease_until = '-infinity'");
        await CatchUpAsync(second);
        Assert.Equal(["A1", "A2"], Seen);
    }

    [Fact]
    public async Task A_process_whose_clock_is_off_takes_nothing_and_says_so()
    {
        await Facts.InsertAsync(Journal, A, 1);
        var feed = Feed(Commands(), AtOnce with { Wall = new Ahead() });
        await CatchUpAsync(feed);

        Assert.Empty(Seen);
        Assert.True(feed.Clock.Off);
        Assert.Contains("d’avance sur celle de la base", feed.Clock.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_it_reads_what_is_committed_and_tells_who_waits()
    {
        var feed = Feed(Commands());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = feed.RunAsync(FeedWork.All, stop.Token);
        await Facts.InsertAsync(Journal, A, 1);
        feed.Committed();
        var place = (await SettledAsync(feed)).Position;
        // A subscription that nobody has written down yet is one that nobody can wait for.
        while ((await feed.LagAsync(Ct)).Subscriptions.Count == 0) await Task.Yield();

        Assert.True(await feed.WaitUntilPassedAsync("lamps", place, TimeSpan.FromSeconds(20), Ct));
        Assert.Equal(["A1"], Seen);
        Assert.False(await feed.WaitUntilPassedAsync("lamps", place with { Epoch = 9 }, TimeSpan.FromMilliseconds(1), Ct));
        Assert.True(await Feed(Tables()).WaitUntilPassedAsync("lamps", place, TimeSpan.FromSeconds(20), Ct));

        await stop.CancelAsync();
        await running;
        Assert.Null(Assert.Single((await feed.LagAsync(Ct)).Subscriptions).Owner);
    }

    [Fact]
    public async Task A_commit_of_another_process_wakes_the_reader()
    {
        var reader = Feed(Commands());
        var writer = Feed(Commands());
        await reader.CatchUpAsync(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task[] running = [reader.RunAsync(FeedWork.All, stop.Token), writer.RunAsync(FeedWork.None, stop.Token)];
        await Facts.InsertAsync(Journal, A, 1);
        writer.Committed();

        Assert.True(await writer.WaitUntilPassedAsync("lamps", (await SettledAsync(writer)).Position, TimeSpan.FromSeconds(20), Ct));
        Assert.Equal(["A1"], Seen);
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    private static async Task<FactRecord> SettledAsync(FactFeed feed)
    {
        while (true)
        {
            if (await feed.FactsAfterAsync(default, 1, Ct) is [var fact]) return fact;
            await Task.Yield();
        }
    }

    private sealed class Ahead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddSeconds(3);
    }
}
