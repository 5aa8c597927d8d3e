using System.Net;

namespace Jalon.Bench;

/// <summary>1 000 000 candidacies in the database, 100 000 of them told something through the API: the most memory the program took.</summary>
internal sealed class MemoryRow : IRow
{
    private const int Touched = 100_000;

    private const int Abreast = 32;

    public string Name => "memory";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public bool Long => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var (recruitment, _) = await MillionRow.MillionAsync(ground, ct);
        var cases = new List<Guid>(Touched);
        await using (var query = recruitment.Database.CreateCommand($"select id from jalon.job_application where outcome is null limit {Touched}"))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) cases.Add(row.GetGuid(0));
        await using var program = await RunningProgram.StartAsync(ground, MillionRow.Database, recruitment.Reader, ct);
        var most = 0.0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct };
        await Parallel.ForEachAsync(cases.Index(), options, async (one, stop) =>
        {
            var (_, status, body) = await program.WriteAsync($"/api/v1/applications/{one.Item}/information", """{"what":"News"}""", stop);
            if (status != HttpStatusCode.OK) throw new BenchException($"Une commande a été refusée\u00A0: {body}");
            if (one.Index % 500 == 0) most = Math.Max(most, program.Megabytes());
        });
        return new Sample(0) { More = new Dictionary<string, double> { ["most"] = Math.Max(most, program.Megabytes()) } };
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Alone(Name, "most", "Mo", 600, note: $"{Touched} candidatures touchées sur {MillionRow.Many}")];
}
