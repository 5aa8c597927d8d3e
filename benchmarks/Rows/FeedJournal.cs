using Dapper;
using Jalon.Grains;
using Jalon.Silo.Feed;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>A journal that only waits to be read: 10 000 candidacies filed, then moved forward and back, with a step opened and closed on the way.</summary>
internal sealed class FeedJournal(Pool pool, int facts)
{
    private const int Rounds = 5;

    private const int InFlight = 256;

    public NpgsqlDataSource Database => pool.Database;

    public static Task<FeedJournal> OfAsync(Ground ground, CancellationToken ct) => ground.SharedAsync(async () =>
    {
        var pool = await Pool.MakeAsync(await ground.DatabaseAsync("journal", ct), ct);
        var applications = await pool.MakeAsync(Pool.Block, ct);
        await using var silo = pool.Silo();
        await Load.RoundsAsync(silo, applications, InFlight, Rounds, Pool.Living, ct);
        await using var connection = await pool.Database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("vacuum analyze");
        return new FeedJournal(pool, await connection.QuerySingleAsync<int>("select count(*)::int from jalon.fact"));
    });

    /// <summary>Reads it whole for one subscription, from the beginning.</summary>
    public async Task<Sample> ReadAsync(Ground ground, Subscription subscription, string forget, CancellationToken ct)
    {
        await using (var connection = await Database.OpenConnectionAsync(ct)) await connection.ExecuteAsync($"{forget}; delete from jalon.subscription");
        return await Load.OnceAsync(ground, facts, () => new FactFeed(Database, Kinds.All, [subscription], NullLogger<FactFeed>.Instance).CatchUpAsync(ct));
    }
}
