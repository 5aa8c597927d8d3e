using Jalon.Silo.Jobs;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;
using Jalon.Workflows.Reminders;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Jalon.Silo.Tests.Jobs;

public sealed class FollowingTheCalendar(TestCluster cluster) : IAsyncLifetime
{
    private readonly HandClock clock = new(Instant(2026, 4, 28, 12));
    private readonly List<DateOnly> worked = [];
    private NpgsqlDataSource database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = Connections.Open(await cluster.NewDatabaseAsync());
        await Runner().DeclareAsync(Ct);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static DateTimeOffset Instant(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    private JobRunner Runner(Func<DateOnly, Task>? run = null) => new(database, [new Job("essai", Mornings.After, (day, _) => (run ?? KeepAsync)(day))], clock, NullLogger<JobRunner>.Instance);

    private Task KeepAsync(DateOnly day)
    {
        worked.Add(day);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_working_day_has_its_turn_at_eight_and_the_first_of_May_has_none()
    {
        for (var hours = 0; hours < 24 * 8; hours++, clock.Now = clock.Now.AddHours(1)) await Runner().RunOnceAsync(Ct);
        Assert.Equal([new(2026, 4, 29), new(2026, 4, 30), new(2026, 5, 4), new(2026, 5, 5), new(2026, 5, 6)], worked);
    }

    [Fact]
    public async Task A_week_that_was_missed_is_one_turn_on_the_day_it_is_caught_up()
    {
        clock.Now = Instant(2026, 5, 6, 15);
        Assert.Equal(1, await Runner().RunOnceAsync(Ct));
        Assert.Equal(0, await Runner().RunOnceAsync(Ct));
        Assert.Equal([new(2026, 5, 6)], worked);
        clock.Now = Instant(2026, 5, 7, 6);
        Assert.Equal(1, await Runner().RunOnceAsync(Ct));
    }

    [Fact]
    public async Task What_is_caught_up_on_a_day_off_waits_for_the_next_morning()
    {
        clock.Now = Instant(2026, 5, 2, 10);
        Assert.Equal(0, await Runner().RunOnceAsync(Ct));
        clock.Now = Instant(2026, 5, 4, 6);
        Assert.Equal(1, await Runner().RunOnceAsync(Ct));
    }

    [Fact]
    public async Task Runners_side_by_side_do_it_once()
    {
        clock.Now = Instant(2026, 4, 29, 6);
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Runner().RunOnceAsync(Ct)));
        Assert.Equal(1, ran.Sum());
    }

    [Fact]
    public async Task One_that_fails_says_why_is_tried_again_and_can_be_started_by_hand()
    {
        clock.Now = Instant(2026, 4, 29, 6);
        Task FailAsync(DateOnly day) => throw new InvalidOperationException("le carnet de « Salomé Girard » manque");
        Assert.Equal(0, await Runner(FailAsync).RunOnceAsync(Ct));
        Assert.Equal("InvalidOperationException\u00A0: le carnet de … manque", await database.ScalarAsync<string>("select reason from jalon.job"));
        Assert.Equal(0, await Runner().RunOnceAsync(Ct));
        Assert.True(await JobRunner.RetryAsync(database, "essai", clock, Ct));
        Assert.Equal(1, await Runner().RunOnceAsync(Ct));
        Assert.Equal([new(2026, 4, 29)], worked);
        Assert.True(await database.ScalarAsync<bool>("select reason is null from jalon.job"));
    }
}
