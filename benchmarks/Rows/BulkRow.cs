using System.Net;
using System.Text.Json;

namespace Jalon.Bench;

/// <summary>100 candidacies moved in one request of the API, otherwise idle, a hundred times: from click to answer.</summary>
internal sealed class BulkRow : IRow
{
    private const int Runs = 100;

    /// <summary>The runtime compiles what this way takes meanwhile: what is told is what a program does that has been serving.</summary>
    private const int WarmUp = 40;

    private const int Together = 100;

    public string Name => "bulk-100";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var recruitment = await Recruitment.OpenAsync(await ground.DatabaseAsync("bulk", ct), ct);
        var posts = await recruitment.FillAsync((WarmUp + Runs) * Together * 8, Together * 8, ground.Say, ct);
        await using var program = await RunningProgram.StartAsync(ground, "bulk", recruitment.Reader, ct);
        var waits = new List<double>(Runs);
        foreach (var (run, post) in posts.Index())
        {
            var (taken, moved) = await MoveAsync(program, recruitment, post, ct);
            if (moved != Together) throw new BenchException($"{moved} candidatures sur {Together} ont avancé.");
            if (run >= WarmUp) waits.Add(taken);
            await RunningEngine.CaughtUpAsync(recruitment.Database, TimeSpan.FromMinutes(1), ct);
        }

        return new Sample(0) { More = new Dictionary<string, double> { ["p50"] = Load.At(waits, 0.5), ["p95"] = Load.At(waits, 0.95) } };
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Alone(Name, "p50", "ms"), figures.Alone(Name, "p95", "ms", 50, note: $"{Runs} demandes de {Together}")];

    private static async Task<(double Milliseconds, int Moved)> MoveAsync(RunningProgram program, Recruitment recruitment, Guid post, CancellationToken ct)
    {
        await using var query = recruitment.Database.CreateCommand("select id from jalon.job_application where vacancy_id = $1 and stage = 'Received' limit $2");
        query.Parameters.AddWithValue(post);
        query.Parameters.AddWithValue(Together);
        var ids = new List<Guid>();
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) ids.Add(row.GetGuid(0));
        var (taken, status, body) = await program.WriteAsync($"/api/v1/vacancies/{post}/applications/move", JsonSerializer.Serialize(new { applicationIds = ids, to = "Admissible" }), ct);
        if (status != HttpStatusCode.OK) throw new BenchException($"Le déplacement a été refusé\u00A0: {body}");
        using var told = JsonDocument.Parse(body);
        return (taken, told.RootElement.GetProperty("results").EnumerateArray().Count(line => line.GetProperty("done").GetBoolean()));
    }
}
