using System.Collections.Concurrent;

using Jalon.Grains;
using Jalon.Silo.Deadlines;
using Jalon.Tests;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Deadlines;

public sealed class FiringDeadlines(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Guid Grain = new("aaaaaaaa-0000-7000-8000-000000000000");

    private readonly ConcurrentQueue<Envelope> sent = [];
    private readonly FixedClock clock = new();
    private NpgsqlDataSource database = null!;
    private Reply reply = new Done(1, null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = Connections.Open(await cluster.NewDatabaseAsync());

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_due_instant_becomes_one_command_with_a_derived_id()
    {
        await DueAsync("answer", clock.Now.AddSeconds(-1));
        await DueAsync("later", clock.Now.AddSeconds(1));

        Assert.Equal(1, await Runner().RunOnceAsync(Ct));
        var envelope = Assert.Single(sent);
        Assert.Equal(new DeadlineReached("answer"), envelope.Command);
        Assert.Equal((Grain, Actor.System, Origin.Live), (envelope.GrainId, envelope.By, envelope.Origin));
        Assert.Equal(DerivedId.Of("deadline", Grain, "answer", Json.Instant(clock.Now.AddSeconds(-1))), envelope.CommandId);
    }

    [Fact]
    public async Task Two_runners_never_claim_the_same_row()
    {
        for (var number = 0; number < 60; number++) await DueAsync($"key-{number}", clock.Now);
        reply = new Busy();

        await Task.WhenAll(Runner().RunOnceAsync(Ct), Runner().RunOnceAsync(Ct));
        await Task.WhenAll(Runner().RunOnceAsync(Ct), Runner().RunOnceAsync(Ct));
        Assert.Equal(60, sent.Count);
        Assert.Equal(60, sent.Select(envelope => envelope.CommandId).Distinct().Count());
    }

    public static TheoryData<Reply, int> Replies => new()
    {
        { new Done(3, null), 0 },
        { new Declined(new Refusal("no_longer", "Non.")), 0 },
        { new Invalid([]), 0 },
        { new Done(4, new FeedPosition(1, 2, 3)), 1 },
        { new Busy(), 1 },
        { new Mismatch(), 1 },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task A_row_nobody_awaits_is_removed_and_the_others_are_left_to_their_grain_or_to_the_next_try(Reply answer, int rows)
    {
        await DueAsync("answer", clock.Now);
        reply = answer;
        await Runner().RunOnceAsync(Ct);
        Assert.Equal(rows, await database.ScalarAsync<long>("select count(*) from jalon.deadline"));
    }

    [Fact]
    public async Task A_failure_is_sent_again_when_the_lease_ends_with_the_same_id()
    {
        await DueAsync("answer", clock.Now);
        reply = new Busy();
        var runner = Runner();
        await runner.RunOnceAsync(Ct);
        Assert.Equal(0, await runner.RunOnceAsync(Ct));

        await database.ExecuteAsync("update jalon.deadline set lease_until = clock_timestamp()");
        await runner.RunOnceAsync(Ct);
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Select(envelope => envelope.CommandId).Distinct());
    }

    [Fact]
    public async Task What_could_not_be_sent_while_the_database_was_away_does_not_wait_for_the_end_of_its_lease()
    {
        await DueAsync("answer", clock.Now);
        var away = true;
        var runner = new DeadlineRunner(database, (envelope, _) =>
        {
            sent.Enqueue(envelope);
            return away ? throw new DatabaseAwayException(new TimeoutException()) : Task.FromResult(reply);
        }, clock, NullLogger<DeadlineRunner>.Instance);

        await runner.RunOnceAsync(Ct);
        away = false;
        await runner.RunOnceAsync(Ct);
        Assert.Equal(2, sent.Count);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from jalon.deadline"));
    }

    [Fact]
    public async Task A_row_moved_to_another_instant_meanwhile_is_kept()
    {
        await DueAsync("answer", clock.Now);
        var runner = new DeadlineRunner(database, async (_, _) =>
        {
            await database.ExecuteAsync("update jalon.deadline set due = due + interval '1 day'");
            return new Done(1, null);
        }, clock, NullLogger<DeadlineRunner>.Instance);

        await runner.RunOnceAsync(Ct);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from jalon.deadline"));
    }

    private DeadlineRunner Runner() => new(database, (envelope, _) =>
    {
        sent.Enqueue(envelope);
        return Task.FromResult(reply);
    }, clock, NullLogger<DeadlineRunner>.Instance);

    private async Task DueAsync(string key, DateTimeOffset due)
    {
        await using var command = Parameter.Command(database, "insert into jalon.deadline (grain_id, key, kind, due) values ($1, $2, 'vacancy', $3)",
            Parameter.Of(Grain), Parameter.Of(key), Parameter.Of(due));
        await command.ExecuteNonQueryAsync(Ct);
    }

    private sealed class FixedClock : TimeProvider
    {
        public DateTimeOffset Now { get; } = new(2031, 3, 4, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
