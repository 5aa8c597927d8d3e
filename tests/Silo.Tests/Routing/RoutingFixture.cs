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
}
