using Jalon.Tests;
using Npgsql;

namespace Jalon.Silo.Tests;

public sealed class CloningTheTestCluster(TestCluster cluster)
{
    [Fact]
    public async Task Each_database_is_apart_and_has_the_extensions()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var one = NpgsqlDataSource.Create(await cluster.NewDatabaseAsync());
        await using var other = NpgsqlDataSource.Create(await cluster.NewDatabaseAsync());
        await using (var create = one.CreateCommand("create table mine (id int)"))
            await create.ExecuteNonQueryAsync(ct);
        await using var see = other.CreateCommand("select to_regclass('mine')::text, (similarity(unaccent('été'), 'ete') = 1)");
        await using var row = await see.ExecuteReaderAsync(ct);
        Assert.True(await row.ReadAsync(ct));
        Assert.True(await row.IsDBNullAsync(0, ct));
        Assert.True(row.GetBoolean(1));
    }
}
