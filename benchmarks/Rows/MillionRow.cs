namespace Jalon.Bench;

/// <summary>The same board and the same timeline with 1 000 000 candidacies in the database as with 10 000.</summary>
internal sealed class MillionRow : IRow
{
    private const int Few = 10_000;

    private const int Each = 500;

    public string Name => "million";

    public IReadOnlyList<string> Beside => [];

    public bool Once => true;

    public bool Long => true;

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var few = await Recruitment.OpenAsync(await ground.DatabaseAsync("few", ct), ct);
        var (board, timeline) = await ReadAsync(ground, "few", few, await few.FillAsync(Few, Each, ground.Say, ct), ct);
        var (many, posts) = await MillionAsync(ground, ct);
        var (large, old) = await ReadAsync(ground, Database, many, posts, ct);
        return new Sample(0) { More = new Dictionary<string, double> { ["board-few"] = board, ["board"] = large, ["timeline-few"] = timeline, ["timeline"] = old } };
    }

    public IEnumerable<Line> Lines(Figures figures) => [Flat(figures, "board"), Flat(figures, "timeline")];

    public const string Database = "million";

    public const int Many = 1_000_000;

    /// <summary>Made once for the rows that need it.</summary>
    public static async Task<(Recruitment Recruitment, Guid[] Posts)> MillionAsync(Ground ground, CancellationToken ct)
    {
        var made = await ground.SharedAsync(async () =>
        {
            var recruitment = await Recruitment.OpenAsync(await ground.DatabaseAsync(Database, ct), ct);
            return Tuple.Create(recruitment, await recruitment.FillAsync(Many, Each, ground.Say, ct));
        });
        return (made.Item1, made.Item2);
    }

    private Line Flat(Figures figures, string what)
    {
        var (few, many) = (figures.Median(Name, $"{what}-few"), figures.Median(Name, what));
        return new Line($"{Name}/{what}", many, "ms", few, many / few, 1.2, $"brut\u00A0: p95 avec {Few} candidatures") { AtMost = true };
    }

    private static async Task<(double Board, double Timeline)> ReadAsync(Ground ground, string database, Recruitment recruitment, Guid[] posts, CancellationToken ct)
    {
        await using var query = recruitment.Database.CreateCommand("select id from jalon.job_application where vacancy_id = any ($1) limit 2000");
        query.Parameters.AddWithValue(posts.OrderBy(_ => Random.Shared.Next()).Take(20).ToArray());
        var cases = new List<Guid>();
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) cases.Add(row.GetGuid(0));
        await using var program = await RunningProgram.StartAsync(ground, database, recruitment.Reader, ct);
        var (board, _) = await BoardRow.P95Async(program, posts, post => $"/postes/{post}/tableau", ct);
        var (timeline, _) = await BoardRow.P95Async(program, [.. cases], one => $"/api/v1/applications/{one}/timeline", ct);
        return (board, timeline);
    }
}
