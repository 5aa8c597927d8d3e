using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Jalon.Bench;

/// <summary>Candidacies just filed, each with its procedure waiting for somebody to look at it; the feed turns when a row says so.</summary>
internal sealed class ProcedureOffice(Engine engine, Pool pool, NpgsqlDataSource database) : IAsyncDisposable
{
    public const int Cases = 5_000;

    public const int InFlight = 256;

    private static readonly Actor Recruiter = new(Guid.CreateVersion7());

    public Engine Engine => engine;

    public NpgsqlDataSource Database => database;

    public static Task<ProcedureOffice> OfAsync(Ground ground, CancellationToken ct) => ground.SharedAsync(async () =>
    {
        var database = await ground.DatabaseAsync("procedures", ct);
        var pool = await Pool.MakeAsync(database, ct);
        return new ProcedureOffice(await Engine.StartAsync(ground.ConnectionString("procedures"), ProcessRole.All, TimeProvider.System, NullLoggerFactory.Instance, ct), pool, database);
    });

    /// <summary>Fresh candidacies, taken up by their procedure, and nothing left to read.</summary>
    public async Task<Guid[]> FiledAsync(CancellationToken ct)
    {
        var applications = await pool.MakeAsync(Cases, ct);
        await using (var connection = await database.OpenConnectionAsync(ct)) await connection.ExecuteAsync("update jalon.taking_up set asked = asked + 1");
        await engine.TakeUpAsync(new Occasion(Origin.Demo, null), ct);
        await engine.Feed.CatchUpAsync(ct);
        return applications[..Cases];
    }

    public Task MoveAsync(IEnumerable<Guid> applications, CancellationToken ct) =>
        Parallel.ForEachAsync(applications, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = ct }, async (id, stop) => await Pool.SendAsync(engine.Silo, id, new Move(Stage.Admissible), stop, Recruiter));

    /// <summary>Every task was done by the move of its card, and the next one is open.</summary>
    public async Task CheckAsync(Guid[] applications, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var done = await connection.QuerySingleAsync<int>("select count(*)::int from jalon.task where case_id = any (@applications) and element = 'preselection' and ended_at is null", new { applications });
        if (done != applications.Length) throw new BenchException($"{done} tâches sur {applications.Length} ont suivi leur carte.");
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
