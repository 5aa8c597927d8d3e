using Jalon.Silo.Tests.Hosting;
using Jalon.Tests;
using Npgsql;

namespace Jalon.Silo.Tests.Telling;

public sealed class BeingReady(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_the_clock_the_schema_and_the_absence_of_the_database()
    {
        await using var database = Connections.Open(await cluster.NewDatabaseAsync());
        Assert.Empty(await Readiness.ProblemsAsync(database, TimeProvider.System, Ct));

        Assert.Contains("d’avance", Assert.Single(await Readiness.ProblemsAsync(database, new HandClock(DateTimeOffset.UtcNow.AddMinutes(10)), Ct)), StringComparison.Ordinal);
        Assert.Contains("de retard", Assert.Single(await Readiness.ProblemsAsync(database, new HandClock(DateTimeOffset.UtcNow.AddMinutes(-10)), Ct)), StringComparison.Ordinal);

        var last = Migrations.Steps[^1].Number;
        await database.ExecuteAsync($"delete from jalon.migration where number = {last}");
        Assert.Contains("n’est pas à jour", Assert.Single(await Readiness.ProblemsAsync(database, TimeProvider.System, Ct)), StringComparison.Ordinal);
        await database.ExecuteAsync($"insert into jalon.migration (number, name) values ({last + 1}, 'later')");
        Assert.Contains("plus récente", Assert.Single(await Readiness.ProblemsAsync(database, TimeProvider.System, Ct)), StringComparison.Ordinal);
        await database.ExecuteAsync("drop table jalon.migration");
        Assert.Contains("n’est pas à jour", Assert.Single(await Readiness.ProblemsAsync(database, TimeProvider.System, Ct)), StringComparison.Ordinal);

        await using var away = Connections.Open(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 1, Username = "jalon", Database = "jalon" }.ConnectionString);
        Assert.Equal(["La base ne répond pas."], await Readiness.ProblemsAsync(away, TimeProvider.System, Ct));
    }
}
