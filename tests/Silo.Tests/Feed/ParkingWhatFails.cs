using Jalon.Silo.Feed;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Feed;

public sealed class ParkingWhatFails(TestCluster cluster) : FeedFixture(cluster)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fact_that_fails_five_times_is_parked_and_only_its_grain_waits(bool tables)
    {
        await Facts.InsertAsync(Journal, A, 1, 2, 3);
        await Facts.InsertAsync(Journal, B, 1, 2);
        Poison.Add("A2");
        var feed = Feed(tables ? Tables() : Commands());

        await CatchUpAsync(feed);
        await Facts.InsertAsync(Journal, A, 4);
        await Facts.InsertAsync(Journal, B, 3);
        await CatchUpAsync(feed);

        Assert.Equal(["B1", "B2", "B3"], Seen.Where(name => name[0] == 'B').Distinct());
        Assert.Equal(["A1"], Seen.Where(name => name[0] == 'A').Distinct());
        var lag = await feed.LagAsync(Ct);
        var parked = Assert.Single(lag.Parked);
        Assert.Equal((2, 5, 2L), (parked.Version, parked.Attempts, parked.Behind));
        Assert.Equal("InvalidOperationException\u00A0: cannot take … …", parked.Reason);
        Assert.Equal((0L, 1L, 2L), (lag.Subscriptions[0].Lag, lag.Subscriptions[0].Failed, lag.Subscriptions[0].Waiting));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Playing_a_parked_grain_again_takes_its_facts_in_order(bool tables)
    {
        await Facts.InsertAsync(Journal, A, 1, 2, 3, 4);
        Poison.Add("A2");
        var feed = Feed(tables ? Tables() : Commands());
        await CatchUpAsync(feed);
        Poison.Clear();
        Poison.Add("A4");
        Seen.Clear();

        var again = await feed.RetryParkedAsync("lamps", A, Ct);
        Assert.Equal(["A2", "A3"], Seen);
        Assert.Equal((2, 1), (again.Played, again.Remaining));
        Assert.StartsWith("InvalidOperationException", again.Reason, StringComparison.Ordinal);

        Poison.Clear();
        Assert.Equal(new Replayed(1, 0, null), await feed.RetryParkedAsync("lamps", A, Ct));
        await Facts.InsertAsync(Journal, A, 5);
        await CatchUpAsync(feed);
        Assert.Equal(["A2", "A3", "A4", "A5"], Seen);
        if (tables) Assert.Equal("A1 A2 A3 A4 A5", await WrittenAsync());
    }

    [Fact]
    public async Task A_fact_of_a_newer_program_is_parked_at_once()
    {
        await using (var connection = await Journal.OpenConnectionAsync(Ct)) await Facts.InsertAsync(connection, A, 1, Facts.Handed(1), type: "LampSold");
        await Facts.InsertAsync(Journal, B, 1);
        var feed = Feed(Commands());

        await CatchUpAsync(feed);
        Assert.Equal(["B1"], Seen);
        var parked = Assert.Single((await feed.LagAsync(Ct)).Parked);
        Assert.Equal(1, parked.Attempts);
        Assert.Contains("LampSold", parked.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_parks_nothing()
    {
        await Facts.InsertAsync(Journal, A, 1);
        var away = true;
        var feed = Feed(Subscription.OfCommands("lamps", (fact, _) =>
        {
            if (away) throw new DatabaseAwayException(new TimeoutException());
            Seen.Enqueue(Name(fact));
            return Task.CompletedTask;
        }));

        await Journal.SettledAsync();
        for (var attempt = 0; attempt < 7; attempt++) await Assert.ThrowsAsync<DatabaseAwayException>(() => feed.CatchUpAsync(Ct));
        away = false;
        await CatchUpAsync(feed);
        Assert.Equal(["A1"], Seen);
        Assert.Empty((await feed.LagAsync(Ct)).Parked);
    }
}
