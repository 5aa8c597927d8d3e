using System.Net;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo;

namespace Jalon.Bench;

/// <summary>16 people accepted at once on one post of 16 openings, otherwise idle, a hundred times: each from click to answer, and the openings counted.</summary>
internal sealed class AcceptRow : IRow
{
    private const int Runs = 100;

    /// <summary>The runtime compiles what this way takes for some fifty runs: what is told is what a program does that has been serving.</summary>
    private const int WarmUp = 100;

    private const int People = 16;

    private static readonly Guid[] Assessors = [Guid.CreateVersion7(), Guid.CreateVersion7()];

    public string Name => "accept-16";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var recruitment = await Recruitment.OpenAsync(await ground.DatabaseAsync("accept", ct), ct);
        var posts = new List<(Guid Post, Guid[] People)>();
        await using (var silo = new Pool(recruitment.Database).Silo())
            for (var run = 0; run < WarmUp + Runs; run++) posts.Add(await HeardAsync(silo, recruitment, ct));
        await using var program = await RunningProgram.StartAsync(ground, "accept", recruitment.Reader, ct);
        await RunningEngine.CaughtUpAsync(recruitment.Database, TimeSpan.FromMinutes(2), ct);
        var waits = new List<double>(Runs * People);
        foreach (var (run, (post, people)) in posts.Index())
        {
            var answers = await Task.WhenAll(people.Select(one => program.WriteAsync($"/api/v1/applications/{one}/acceptance", null, ct)));
            if (answers.FirstOrDefault(answer => answer.Status != HttpStatusCode.OK) is { Body: { } body }) throw new BenchException($"Une personne n’a pas été retenue\u00A0: {body}");
            if (run >= WarmUp) waits.AddRange(answers.Select(answer => answer.Milliseconds));
            await CountAsync(recruitment, post, ct);
            await RunningEngine.CaughtUpAsync(recruitment.Database, TimeSpan.FromMinutes(1), ct);
        }

        return new Sample(0) { More = new Dictionary<string, double> { ["p50"] = Load.At(waits, 0.5), ["p99"] = Load.At(waits, 0.99) } };
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Alone(Name, "p50", "ms"), figures.Alone(Name, "p99", "ms", 50, note: $"{Runs} fois {People} personnes, comptes exacts")];

    /// <summary>A post and its people, heard by two assessors each: they may be retained.</summary>
    private static async Task<(Guid Post, Guid[] People)> HeardAsync(SiloHost silo, Recruitment recruitment, CancellationToken ct)
    {
        var post = await recruitment.PublishAsync(silo, People, ct);
        return (post, await Task.WhenAll(Enumerable.Range(0, People).Select(async _ =>
        {
            var id = await recruitment.ApplyAsync(silo, post, ct);
            foreach (var stage in (Stage[])[Stage.Admissible, Stage.Preselected]) await Pool.SendAsync(silo, id, new Move(stage), ct);
            foreach (var assessor in Assessors) await Pool.SendAsync(silo, id, new NameAssessor(assessor), ct);
            await Pool.SendAsync(silo, id, new Move(Stage.Interview), ct);
            foreach (var assessor in Assessors) await Pool.SendAsync(silo, id, new FileOpinion("Convaincante.", []), ct, new Actor(assessor));
            return id;
        })));
    }

    private static async Task CountAsync(Recruitment recruitment, Guid post, CancellationToken ct)
    {
        await using var connection = await recruitment.Database.OpenConnectionAsync(ct);
        var (held, selected) = await connection.QuerySingleAsync<(int, int)>("""
            select (select count(*)::int from jalon.vacancy v, jsonb_array_elements(v.state -> 'openings') o where v.id = @post and o ->> 'status' = 'Held'),
                (select count(*)::int from jalon.job_application where vacancy_id = @post and stage = 'Selected')
            """, new { post });
        if ((held, selected) != (People, People)) throw new BenchException($"{held} ouvertures tenues et {selected} personnes retenues, pour {People}.");
    }
}
