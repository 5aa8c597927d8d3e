using Jalon.Silo.Feed;
using Jalon.Tests;

using Npgsql;

namespace Jalon.Silo.Tests.Feed;

public sealed class ReadingInOrder(TestCluster cluster) : FeedFixture(cluster)
{
    [Fact]
    public async Task A_fact_committed_late_by_a_slow_transaction_is_never_skipped()
    {
        var feed = Feed(Commands());
        await using var slow = await Journal.OpenConnectionAsync(Ct);
        await using var transaction = await slow.BeginTransactionAsync(Ct);
        await Facts.InsertAsync(slow, A, 1, Facts.Handed(1));
        await Facts.InsertAsync(Journal, B, 1);

        await feed.CatchUpAsync(Ct);
        Assert.Empty(Seen);

        await transaction.CommitAsync(Ct);
        await CatchUpAsync(feed);
        await CatchUpAsync(feed);
        // The slow one began first, so it is read first; two grains of one page are then handled side by side.
        Assert.Equal([A, B], (await feed.FactsAfterAsync(default, 10, Ct)).Select(fact => fact.GrainId));
        Assert.Equal(["A1", "B1"], Seen.Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_transaction_left_open_in_another_database_delays_the_feed_and_is_shown()
    {
        var feed = Feed(Commands());
        var elsewhere = new NpgsqlConnectionStringBuilder(Address) { Database = "postgres", ApplicationName = "paie", Pooling = false };
        await using (var other = new NpgsqlConnection(elsewhere.ConnectionString))
        {
            await other.OpenAsync(Ct);
            await using var open = await other.BeginTransactionAsync(Ct);
            await using (var write = new NpgsqlCommand("select pg_current_xact_id()::text", other)) await write.ExecuteScalarAsync(Ct);
            await Facts.InsertAsync(Journal, A, 1);

            await feed.CatchUpAsync(Ct);
            var lag = await feed.LagAsync(Ct);
            // Transactions of other tests on this server may be older for a moment.
            while (lag.OldestWriter?.Application != "paie") lag = await feed.LagAsync(Ct);
            Assert.Empty(Seen);
            Assert.Equal("postgres", lag.OldestWriter.Database);
            Assert.Equal(1, Assert.Single(lag.Subscriptions).Lag);
            Assert.NotNull(lag.Subscriptions[0].OldestUnread);
        }

        await CatchUpAsync(feed);
        Assert.Equal(["A1"], Seen);
        Assert.Equal(0, Assert.Single((await feed.LagAsync(Ct)).Subscriptions).Lag);
    }

    [Fact]
    public async Task Facts_of_an_older_epoch_come_first_however_high_their_transaction()
    {
        await Facts.InsertAsync(Journal, A, 1);
        await Journal.ExecuteAsync("update jalon.fact set xid = '900000000'; insert into jalon.epoch (number, system_identifier) values (2, 1)");
        await using (var connection = await Journal.OpenConnectionAsync(Ct)) await Facts.InsertAsync(connection, B, 1, Facts.Handed(1), epoch: 2);

        var feed = Feed(Commands());
        await CatchUpAsync(feed);
        Assert.Equal(["A1", "B1"], Seen.Order(StringComparer.Ordinal));
        Assert.Equal([A, B], (await feed.FactsAfterAsync(default, 10, Ct)).Select(fact => fact.GrainId));
    }

    [Fact]
    public async Task A_restart_resumes_exactly_where_the_checkpoint_is()
    {
        await Facts.InsertAsync(Journal, A, [.. Enumerable.Range(1, 1200)]);
        var first = Feed(Tables());
        await CatchUpAsync(first);
        await Journal.ExecuteAsync("update jalon.subscription set lease_until = '-infinity'");
        await Facts.InsertAsync(Journal, A, 1201);

        await CatchUpAsync(Feed(Tables()));
        Assert.Equal(Enumerable.Range(1, 1201).Select(version => $"A{version}"), Seen);
        Assert.Equal(1201, await Journal.ScalarAsync<long>("select count(*) from seen"));
    }

    [Fact]
    public async Task A_cursor_reads_on_from_where_it_was_kept()
    {
        await Facts.InsertAsync(Journal, A, 1, 2, 3);
        await Journal.SettledAsync();
        var feed = Feed(Commands());

        var first = await feed.FactsAfterAsync(default, 2, Ct);
        Assert.True(Cursor.TryParse(Cursor.Text(first[^1].Position), out var cursor));
        var rest = await feed.FactsAfterAsync(cursor, 2, Ct);

        Assert.Equal([1, 2, 3], [.. first.Select(fact => fact.Version), .. rest.Select(fact => fact.Version)]);
        Assert.Matches("""^\{"cursor":"1\.\d+\.\d+","kind":"vacancy","grainId":"aaaaaaaa-[0-9a-f-]+","version":3,"type":"LampHanded","data":\{"turn":3,.*\},"at":"2026-11-02T11:00:00.000000Z","actor":"[0-]+[0-9a-f-]+","origin":"live","commandId":"[0-9a-f-]+"\}$""", FactJson.Line(rest[0]));
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("a.b.c")]
    [InlineData("1.-2.3")]
    public void A_cursor_that_is_none_is_refused(string text) => Assert.False(Cursor.TryParse(text, out _));
}
