using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Journal;

public sealed class KeepingDeadlines(TestCluster cluster) : IAsyncLifetime
{
    private Office office = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await Office.OpenAsync(await cluster.NewDatabaseAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_rows_are_what_the_state_waits_for()
    {
        var vacancy = await office.PublishAsync();
        await AssertRowsAsync(vacancy, "closing 2027-01-31T23:00:00.000000Z");
        await office.DoAsync(vacancy, new Suspend("Réorganisation"));
        await AssertRowsAsync(vacancy, "closing 2027-01-31T23:00:00.000000Z", "suspension 2027-01-06T23:00:00.000000Z");
        office.Clock.Now += TimeSpan.FromDays(2);
        await office.DoAsync(vacancy, new RenewSuspension("Réorganisation"));
        await AssertRowsAsync(vacancy, "closing 2027-01-31T23:00:00.000000Z", "suspension 2027-01-08T23:00:00.000000Z");
        await office.DoAsync(vacancy, new Resume());
        await office.DoAsync(vacancy, new Cancel("Poste supprimé"));
        await AssertRowsAsync(vacancy);
    }

    [Fact]
    public async Task An_instant_that_arrives_is_told_to_its_grain_and_its_row_goes_with_the_answer()
    {
        var vacancy = await office.PublishAsync();
        office.Clock.Now = new(2027, 1, 31, 22, 59, 59, TimeSpan.Zero);
        await office.FireAsync();
        Assert.Equal(VacancyStage.Published, (await office.VacancyAsync(vacancy)).Stage);

        office.Clock.Now += TimeSpan.FromSeconds(1);
        await office.FireAsync();
        Assert.Equal(VacancyStage.Closed, (await office.VacancyAsync(vacancy)).Stage);
        await AssertRowsAsync(vacancy);
    }

    [Fact]
    public async Task What_history_brings_already_past_never_fires()
    {
        var vacancy = await office.PublishAsync();
        await BringAsync(vacancy, new Suspend("Réorganisation"), new(2026, 10, 28, 8, 0, 0, TimeSpan.Zero));
        await AssertRowsAsync(vacancy, "closing 2027-01-31T23:00:00.000000Z");
        await office.FireAsync();
        Assert.NotNull((await office.VacancyAsync(vacancy)).Suspension);
    }

    [Fact]
    public async Task Moved_into_the_past_by_history_a_deadline_is_awaited_no_more()
    {
        office.Clock.Now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
        var vacancy = await office.PublishAsync();
        await BringAsync(vacancy, new Suspend("Réorganisation"), new(2026, 10, 29, 8, 0, 0, TimeSpan.Zero));
        await AssertRowsAsync(vacancy, "closing 2027-01-31T23:00:00.000000Z", "suspension 2026-11-28T23:00:00.000000Z");
        office.Clock.Now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
        await BringAsync(vacancy, new RenewSuspension("Réorganisation"), new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));
        await AssertRowsAsync(vacancy, "closing 2027-01-31T23:00:00.000000Z");
    }

    [Fact]
    public async Task Records_of_commands_leave_after_seven_days_in_batches()
    {
        await office.Engine.Database.ExecuteAsync("""
            insert into jalon.command (id, grain_id, body_hash, answer, at)
            select gen_random_uuid(), gen_random_uuid(), '', '{}', now() - case when n <= 2500 then interval '7 days 1 minute' else interval '6 days 23 hours' end from generate_series(1, 2600) n
            """);
        var records = new CommandRecords(office.Engine.Database);
        foreach (var left in new[] { 1_000, 1_000, 500, 0 }) Assert.Equal(left, await records.RemoveOldAsync(Ct));
        Assert.Equal(100, await office.CountAsync("jalon.command"));
    }

    private async Task BringAsync(Guid vacancy, Command command, DateTimeOffset at) =>
        Assert.IsType<Done>(await office.Engine.Silo.SendAsync(Office.Of(vacancy, command) with { Origin = Origin.Import, At = at }, Ct));

    private async Task AssertRowsAsync(Guid vacancy, params string[] expected) => Assert.Equal(string.Join('\n', expected), await office.Engine.Database.ScalarAsync<string>($"""
        select coalesce(string_agg(key || ' ' || to_char(due, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), E'\n' order by key), '') from jalon.deadline where grain_id = '{vacancy}'
        """));
}
