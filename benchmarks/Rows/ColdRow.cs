using Jalon.Grains.Applications;
using Npgsql;

namespace Jalon.Bench;

/// <summary>Cold activation: candidacies never in memory before, read, parsed and made ready by 16 at a time; nothing is decided or committed.</summary>
internal sealed class ColdRow : IRow
{
    public const int InFlight = 16;
    public const int Grains = 20_000;

    public string Name => "cold";

    public IReadOnlyList<string> Beside => ["select-16"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var set = await ColdSet.OfAsync(ground, ct);
        await using var silo = set.Pool.Silo();
        return await set.EachAsync(ground, async id => await silo.ActivateAsync(JobApplicationGrain.Kind, id, ct), ct);
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "select-16", 0.6)];
}

/// <summary>The same rows by the same primary-key SELECT, by Npgsql alone.</summary>
internal sealed class SelectRow : IRow
{
    public string Name => "select-16";

    public IReadOnlyList<string> Beside => [];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var set = await ColdSet.OfAsync(ground, ct);
        return await set.EachAsync(ground, async id => await ReadAsync(set.Pool.Database, id, ct), ct);
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name)];

    private static async Task ReadAsync(NpgsqlDataSource database, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select version, state, hash, changed_at from jalon.job_application where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        _ = (reader.GetInt32(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<DateTimeOffset>(3));
    }
}

/// <summary>The candidacies both read, once each a window.</summary>
internal sealed record ColdSet(Pool Pool, Guid[] Ids)
{
    public static Task<ColdSet> OfAsync(Ground ground, CancellationToken ct) => ground.SharedAsync(async () =>
    {
        var pool = await Pool.OfAsync(ground, ct);
        return new ColdSet(pool, await pool.MakeAsync(ColdRow.Grains, ct));
    });

    public Task<Sample> EachAsync(Ground ground, Func<Guid, Task> read, CancellationToken ct)
    {
        var next = -1;
        return Load.RunAsync(ground, ColdRow.InFlight, TimeSpan.MaxValue, async () =>
        {
            var at = Interlocked.Increment(ref next);
            if (at >= Ids.Length) return false;
            await read(Ids[at]);
            return true;
        }, ct);
    }
}
