using Dapper;
using Jalon.Tests;
using Jalon.Web.Import;
using Npgsql;

namespace Jalon.Web.Tests.Import;

/// <summary>An import takes the whole machine at night, and only a part of it while people work.</summary>
public sealed class LeavingRoomForOthers(TestCluster cluster) : IAsyncLifetime
{
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NpgsqlDataSource import = null!, somebody = null!;
    private int begun;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(await cluster.NewDatabaseAsync());
        import = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString) { ApplicationName = "jalon import" });
        somebody = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString) { ApplicationName = "jalon" });
    }

    public async ValueTask DisposeAsync()
    {
        await import.DisposeAsync();
        await somebody.DisposeAsync();
    }

    [Fact]
    public async Task Alone_its_lots_go_together()
    {
        var others = new GivingWay(import);
        var lots = Start(others, 4);
        while (Volatile.Read(ref begun) < 4) await Task.Yield();
        end.SetResult();
        Assert.Equal(4, (await lots).Sum());
    }

    [Fact]
    public async Task While_somebody_works_they_go_one_by_one()
    {
        await using var holder = await somebody.OpenConnectionAsync(Ct);
        await holder.ExecuteAsync("select pg_advisory_lock(1)");
        await using var worker = await somebody.OpenConnectionAsync(Ct);
        var work = worker.ExecuteAsync("select pg_advisory_lock(1)");
        while (!await holder.QuerySingleAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")) { }
        var others = new GivingWay(import);
        var lots = Start(others, 4);
        while (Volatile.Read(ref begun) < 1) await Task.Yield();
        // Whoever could still begin beside the first had the time of these questions to do so.
        for (var question = 0; question < 50; question++) await holder.QuerySingleAsync<int>("select 1");
        Assert.Equal(1, Volatile.Read(ref begun));
        end.SetResult();
        Assert.Equal(4, (await lots).Sum());
        await holder.ExecuteAsync("select pg_advisory_unlock(1)");
        await work;
    }

    private Task<int[]> Start(GivingWay others, int lots) => Task.WhenAll(Enumerable.Range(0, lots).Select(_ => others.BesideAsync(
        async () =>
        {
            Interlocked.Increment(ref begun);
            await end.Task;
            return 1;
        }, Ct)));
}
