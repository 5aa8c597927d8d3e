using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Hosting;

public sealed class KillingTheProgram(TestCluster cluster)
{
    private const int Rounds = 10, Clients = 16, AnswersARound = 80;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_once_and_nothing_reserved_is_left_hanging()
    {
        var address = await cluster.NewDatabaseAsync();
        await PrepareAsync(address);
        var acknowledged = new List<Acknowledged>();
        for (var round = 0; round < Rounds; round++)
        {
            using var program = new LoadedProcess(address, Clients);
            acknowledged.AddRange(await program.KilledAfterAsync(AnswersARound + (round * 7), Ct));
        }

        await using var office = await Office.OpenAsync(address, new HandClock(new(2026, 12, 8, 12, 0, 0, TimeSpan.Zero)));
        await office.TakeOverAsync();
        await office.FireAsync();
        await office.CheckAsync();
        await office.AgreesAsync();
        Assert.True(acknowledged.Count >= Rounds * AnswersARound);
        Assert.Equal(acknowledged.Count, await InJournalAsync(office, acknowledged));
        Assert.True(await office.CountAsync("jalon.fact where type = 'AcceptanceHeld'") > Rounds, "no acceptance was under way");
    }

    /// <summary>Those whose record and facts are there, on their grain, up to the version that was told.</summary>
    private static async Task<long> InJournalAsync(Office office, List<Acknowledged> acknowledged)
    {
        await using var query = Parameter.Command(office.Engine.Database, """
            select count(*) from unnest($1, $2, $3) as told(id, grain, version)
            join jalon.command c on c.id = told.id and c.grain_id = told.grain and (c.answer ->> 'version')::int = told.version
            join (select command_id, max(version) as version, min(grain_id::text) as first, max(grain_id::text) as last from jalon.fact group by command_id) f
                on f.command_id = told.id and f.version = told.version and f.first = told.grain::text and f.last = told.grain::text
            """, Parameter.Of(acknowledged.Select(one => one.Command).ToArray()), Parameter.Of(acknowledged.Select(one => one.Grain).ToArray()),
            Parameter.Of(acknowledged.Select(one => one.Version).ToArray()));
        return (long)(await query.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>A post of six openings for ten people heard, and twenty people on their way on another.</summary>
    private static async Task PrepareAsync(string address)
    {
        await using var office = await Office.OpenAsync(address);
        var (contested, calm) = (await office.PublishAsync(6), await office.PublishAsync());
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await office.HeardAsync(await office.ApplyAsync(contested))));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await office.DoAsync(await office.ApplyAsync(calm), new Move(Stage.Admissible))));
        await office.SettleAsync();
    }
}
