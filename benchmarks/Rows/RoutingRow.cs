using Dapper;
using Jalon.Grains;
using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Silo.Feed;
using Jalon.Silo.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>
/// Routing alone, counted in commands: people who applied to two posts were engaged by one, and each engagement is told to the other
/// candidacy, which is not in memory. One fact read, one question asked, one command committed.
/// </summary>
internal sealed class RoutingRow : IRow
{
    private const int People = 5_000;

    private const int Abreast = 256;

    private static readonly Actor Recruiter = new(Guid.CreateVersion7());

    private const string FromNow = """
        delete from jalon.subscription;
        insert into jalon.subscription (name, epoch, xid, position)
        select 'routing', epoch, xid, position from jalon.fact order by epoch desc, xid desc, position desc limit 1
        """;

    private (Pool First, Pool Second)? pools;

    public string Name => "routing";

    public IReadOnlyList<string> Beside => ["r1"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var database = await ground.DatabaseAsync("routing", ct);
        pools ??= (await Pool.MakeAsync(database, ct), await Pool.MakeAsync(database, ct));
        var told = await EngageAsync(database, pools.Value.First, pools.Value.Second, ct);
        await using var silo = pools.Value.First.Silo();
        var feed = new FactFeed(database, Kinds.All, [new Routes(database, silo, new Acceptances(silo)).Subscription], NullLogger<FactFeed>.Instance);
        var sample = await Load.OnceAsync(ground, People, () => feed.CatchUpAsync(ct));
        await using var query = database.CreateCommand("select count(*)::int from jalon.job_application where id = any ($1) and state ? 'engagedElsewhereSince'");
        query.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = told });
        if (await query.ExecuteScalarAsync(ct) is var heard and not People) throw new BenchException($"{heard} candidatures sur {People} ont été prévenues.");
        return sample;
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r1", 0.4)];

    /// <returns>The candidacies that have yet to be told.</returns>
    private static async Task<Guid[]> EngageAsync(NpgsqlDataSource database, Pool first, Pool second, CancellationToken ct)
    {
        var people = Enumerable.Range(0, People).Select(_ => Guid.CreateVersion7()).ToArray();
        var (chosen, told) = (await first.MakeAsync(people, ct), await second.MakeAsync(people, ct));
        await using var silo = first.Silo();
        await EachAsync(place => new Register(people[place], "Camille", "Exemple", null, null, CandidateStatus.CivilServant));
        await using (var connection = await database.OpenConnectionAsync(ct)) await connection.ExecuteAsync(FromNow);
        await EachAsync(place => new Engage(chosen[place], 1));
        return told;

        Task EachAsync(Func<int, Command> command) => Parallel.ForEachAsync(Enumerable.Range(0, People), new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct },
            async (place, stop) =>
            {
                var reply = await silo.SendAsync(new Envelope(people[place], command(place), Guid.CreateVersion7(), Recruiter), stop);
                if (reply is not Done) throw new BenchException($"Une personne n’a pas été engagée\u00A0: {reply}");
            });
    }
}
