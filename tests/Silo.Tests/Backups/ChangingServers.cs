using Jalon.Silo.Tests.Hosting;

namespace Jalon.Silo.Tests.Backups;

/// <summary>From the server of the tests to another version of PostgreSQL, and back.</summary>
[Collection(Restores.Name)]
public sealed class ChangingServers(RestoringServer server) : BackupFixture(server)
{
    [Fact]
    public async Task The_pipeline_moves_to_another_version_of_postgresql_and_back_with_its_feed()
    {
        await using var place = new PrivateServer();
        await using var other = await place.StartOtherAsync(Cluster.Server);
        var (here, back) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        Guid vacancy;
        await using (var office = await Office.OpenAsync(here))
        {
            vacancy = await office.PublishAsync(2);
            await office.HeardAsync(await office.ApplyAsync(vacancy));
            await office.SettleAsync();
            // The ids of this cluster are ahead of those of the other, which is new.
            await office.Engine.Database.ExecuteAsync("do $$ begin for i in 1..3000 loop insert into jalon.web_key (name, data) values ('k' || i, ''); commit; end loop; end $$");
            await office.HeardAsync(await office.ApplyAsync(vacancy));
        }

        await RestoreAsync(await SaveAsync(here), other.ConnectionString);
        await WorkAsync(other.ConnectionString, vacancy);
        await RestoreAsync(await SaveAsync(other.ConnectionString), back);
        await WorkAsync(back, vacancy);
    }

    /// <summary>Old facts are read before new ones, each grain's in the order of their versions, none twice; then the pipeline goes on.</summary>
    private static async Task WorkAsync(string address, Guid vacancy)
    {
        await using var office = await Office.OpenAsync(address);
        var known = await office.CountAsync("jalon.fact");
        await office.FinaliseAsync(await office.HeardAsync(await office.ApplyAsync(vacancy)));
        await office.SettleAsync();
        await office.CheckAsync();
        var facts = await ReadAsync(office.Engine.Database);
        Assert.Equal(await office.CountAsync("jalon.fact"), facts.Count);
        Assert.InRange(facts.Count, known + 1, long.MaxValue);
        Assert.All(facts.GroupBy(fact => fact.GrainId), own => Assert.Equal(Enumerable.Range(1, own.Count()), own.Select(fact => fact.Version)));
        Assert.Equal(0, await office.CountAsync("jalon.subscription s, jalon.fact f where (f.epoch, f.xid, f.position) > (s.epoch, s.xid, s.position)"));
    }
}
