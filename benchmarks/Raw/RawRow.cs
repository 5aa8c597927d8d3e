namespace Jalon.Bench;

/// <summary>A raw limit: one kind of statement, at the number of clients that serves it best.</summary>
/// <param name="Migrated">On the migrated schema itself, or on the bare tables.</param>
internal sealed record RawRow(string Name, RawChange Change, bool Migrated, IReadOnlyList<int> Clients) : IRow
{
    private int? best;

    public IReadOnlyList<string> Beside => [];

    /// <summary>The first call, which is the warm-up, finds the best number of clients.</summary>
    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var raw = await ground.SharedAsync(() => RawGround.MakeAsync(ground, ct));
        if (best is { } clients) return await WindowAsync(ground, raw, clients, length, ct);
        Sample? most = null;
        foreach (var count in Clients)
        {
            var sample = await WindowAsync(ground, raw, count, length, ct);
            if (most is null || sample.Rate > most.Rate) (most, best) = (sample, count);
        }

        return most!;
    }

    public IEnumerable<Line> Lines(Figures figures)
    {
        var line = figures.Line(Name);
        return [line with { Note = $"{line.Note}, {best} client{(best > 1 ? "s" : "")}" }];
    }

    private async Task<Sample> WindowAsync(Ground ground, RawGround raw, int clients, TimeSpan length, CancellationToken ct)
    {
        var sql = Change.In(Migrated ? "jalon" : "bare");
        ground.LetGo();
        var server = ground.Time.Server();
        var (statements, seconds, own) = ground.Pgbench is { } tool
            ? await PgbenchTool.RunAsync(tool, ground.ConnectionString(RawGround.DatabaseName), $"{Change.Draws}\n{Flat(sql)};\n", raw.Variables, clients, length, ct)
            : await RawByNpgsql.RunAsync(raw, sql, Change, clients, length, ct);
        var changes = statements * Change.Changes;
        return new Sample(changes / seconds, own.TotalMicroseconds / changes, (ground.Time.Server() - server)?.TotalMicroseconds / changes);
    }

    /// <summary>A statement of pgbench may run over several lines, but not past an empty one.</summary>
    private static string Flat(string sql) => sql.ReplaceLineEndings(" ");
}
