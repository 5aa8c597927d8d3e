using Dapper;

namespace Jalon.Bench;

/// <summary>
/// What a million pending deadlines cost to commands that move deadlines themselves: news given to 10 000 people, a day later each round, without the million and
/// then with it.
/// </summary>
internal sealed class PendingRow : IRow
{
    private const int InFlight = 256;

    private const int Rounds = 4;

    private const string Million = """
        insert into jalon.deadline (grain_id, key, kind, due)
        select md5(n::text)::uuid, 'news', 'job_application', now() + interval '400 days' + make_interval(mins => n) from generate_series(1, 1000000) n
        """;

    public string Name => "deadlines-pending";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var database = await ground.DatabaseAsync("pending", ct);
        var pool = await Pool.MakeAsync(database, ct);
        var applications = await pool.MakeAsync(Pool.Block, ct);
        var clock = new MovedClock();
        await using var silo = pool.Silo(clock);
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("set statement_timeout = 0");
        var before = await WarmAsync();
        await connection.ExecuteAsync(new CommandDefinition(Million, commandTimeout: 300, cancellationToken: ct));
        await connection.ExecuteAsync("vacuum analyze jalon.deadline; checkpoint");
        var with = await WarmAsync();
        await connection.ExecuteAsync("delete from jalon.deadline where due > now() + interval '390 days'");
        await connection.ExecuteAsync("vacuum full jalon.deadline; checkpoint");
        var after = await WarmAsync();
        return new Sample(with) { More = new Dictionary<string, double> { ["with"] = with, ["without"] = (before + after) / 2 } };

        // The first change of a page after a checkpoint is written whole: paid once a checkpoint, not once a command.
        async Task<double> WarmAsync()
        {
            await RoundsAsync(2);
            return await RoundsAsync(Rounds);
        }

        async Task<double> RoundsAsync(int rounds)
        {
            var taken = TimeSpan.Zero;
            for (var round = 0; round < rounds; round++)
            {
                clock.Move(TimeSpan.FromDays(1));
                taken += await Load.RoundsAsync(silo, applications, InFlight, 1, (id, _) => Pool.Informing(id), ct);
            }

            return applications.Length * rounds / taken.TotalSeconds;
        }
    }

    public IEnumerable<Line> Lines(Figures figures)
    {
        var (with, without) = (figures.Median(Name, "with"), figures.Median(Name, "without"));
        return [new Line(Name, with, "/s", without, with / without, 0.9, "brut\u00A0: les mêmes commandes sans le million")];
    }
}
