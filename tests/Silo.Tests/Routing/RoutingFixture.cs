using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Routing;

/// <summary>A database and an office for each test; at its end the journal is whole and nothing reserved is left hanging.</summary>
public abstract class RoutingFixture(TestCluster cluster) : IAsyncLifetime
{
    private string address = "";

    private protected Office Office { get; private set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        address = await cluster.NewDatabaseAsync();
        Office = await Office.OpenAsync(address);
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
        {
            await Office.TakeOverAsync();
            await Office.CheckAsync();
            await Office.AgreesAsync();
        }

        await Office.DisposeAsync();
    }

    /// <summary>The process ends where it is, and another one starts.</summary>
    protected async Task RestartAsync()
    {
        await Office.DisposeAsync();
        Office = await Office.OpenAsync(address, new HandClock(Office.Clock.Now));
    }

    /// <summary>The same office, where nothing happened yet.</summary>
    protected async Task RestartOnEmptyAsync()
    {
        address = await cluster.NewDatabaseAsync();
        await RestartAsync();
    }

    /// <summary>What a decision reads elsewhere, read before others changed it: the race a guard of that kind accepts.</summary>
    private protected async Task<Reply> SendOnWhatWasReadAsync(Envelope envelope, object read)
    {
        await using var host = new SiloHost(new SiloParts(Office.Engine.Database, Kinds.All,
            Kinds.All.ToDictionary(kind => kind.Name, _ => (CircumstanceReader)((_, _, _, _, _, _) => Task.FromResult(read))),
            () => Rules.Default, Office.Clock, 1, () => { }));
        return await host.SendAsync(envelope, Ct);
    }

    private protected async Task<ApplicationCircumstances> ReadAsync(Guid vacancy) =>
        new(VacancyView.Of(await Office.VacancyAsync(vacancy), Rules.Default, new DateOnly(2026, 12, 7)), null, 0);

    private protected DateOnly FrenchDay => DateOnly.FromDateTime(Office.Clock.Now.UtcDateTime);

    /// <summary>Some days and an odd number of microseconds later, all that follows included.</summary>
    private protected async Task NextAsync(int days, Guid grain, Command command, Guid? by = null)
    {
        Office.Clock.Now += TimeSpan.FromDays(days) + TimeSpan.FromMicroseconds(1_234_567);
        await Office.DoAsync(grain, command, by);
        await Office.FireAsync();
    }

    private protected async Task<DateTimeOffset> AtAsync(Guid grain, string type) => new(await Office.Engine.Database.ScalarAsync<DateTime>($"select max(at) from jalon.fact where grain_id = '{grain}' and type = '{type}'"));

    /// <summary>The days of each holder add up to the lead time, to the microsecond.</summary>
    private protected async Task AddsUpAsync(Guid id, DateTimeOffset from, DateTimeOffset to)
    {
        await using var query = Parameter.Command(Office.Engine.Database, """
            select min(from_at), max(to_at), sum(to_at - from_at), count(*) filter (where to_at is null), count(*) from jalon.interval where case_id = $1 and scope = 'case'
            """, Parameter.Of(id));
        await using var row = await query.ExecuteReaderAsync(Ct);
        await row.ReadAsync(Ct);
        Assert.Equal((from, to, to - from, 0L), (row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1), row.GetTimeSpan(2), row.GetInt64(3)));
        Assert.InRange(row.GetInt64(4), 4, 40);
    }
}
