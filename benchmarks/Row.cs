namespace Jalon.Bench;

/// <summary>One thing measured, by name. A new figure is a class like the others and a line in <see cref="Rows.All"/>.</summary>
internal interface IRow
{
    string Name { get; }

    /// <summary>The raw limits it is put beside, measured in the same rounds.</summary>
    IReadOnlyList<string> Beside { get; }

    /// <summary>Measured once, after the windows of the others and without warm-up: what it measures is its own length.</summary>
    bool Once => false;

    /// <summary>Takes minutes: measured only when it is named.</summary>
    bool Long => false;

    Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct);

    IEnumerable<Line> Lines(Figures figures);
}

/// <summary>The rows by name, raw limits first.</summary>
internal static class Rows
{
    public static readonly IReadOnlyList<IRow> All =
    [
        new RawRow("r1", RawChange.One, Migrated: true, [16, 64]),
        new RawRow("r1-1", RawChange.One, Migrated: true, [1]),
        new RawRow("r100", RawChange.Hundred, Migrated: true, [2, 4, 8]),
        new RawRow("bare-r1", RawChange.One, Migrated: false, [16, 64]),
        new RawRow("bare-r100", RawChange.Hundred, Migrated: false, [2, 4, 8]),
        new SelectRow(),
        new DurableRow(256, [("r1", 2.0), ("r100", 0.5)]),
        new DurableRow(16, [("r1", 1.2)]),
        new DurableRow(1, [("r1-1", 0.5)]),
        new FeedRow(),
        new ProjectionRow(),
        new RoutingRow(),
        new InstanceRow(),
        new WakingRow(),
        new TaskRow(),
        new LagRow(),
        new DueRow(),
        new PendingRow(),
        new BoardRow(),
        new LandingRow(),
        new BulkRow(),
        new AcceptRow(),
        new StartRow(),
        new BrowserRow(),
        new MillionRow(),
        new CockpitRow(),
        new MemoryRow(),
        new ColdRow(),
        new SearchRow(),
        new ImportRow(applications: false),
        new ImportRow(applications: true),
        new WhileImportingRow(),
    ];

    /// <summary>Those named (all but the long ones when none is), with the raw limits they need unless they are wanted alone.</summary>
    public static IReadOnlyList<IRow> Chosen(IReadOnlyList<string> names, bool alone)
    {
        var wanted = All.Where(row => names.Count == 0 ? !row.Long : names.Contains(row.Name)).ToList();
        var needed = alone ? [] : wanted.SelectMany(row => row.Beside).ToHashSet();
        return [.. All.Where(row => wanted.Contains(row) || needed.Contains(row.Name))];
    }
}
