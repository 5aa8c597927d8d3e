using System.Diagnostics;
using Jalon.Silo;
using Jalon.Web.Import;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Bench;

/// <summary>Lines brought in a second, from the file to the last commit, by an engine whose feed does not run: what <c>./run import</c> does while nobody serves.</summary>
internal sealed class ImportRow(bool applications) : IRow
{
    public const int Posts = 399;

    private int windows;

    public string Name => applications ? "import-applications" : "import-posts";

    public IReadOnlyList<string> Beside => ["r100"];

    /// <summary>As many lines as the window takes at the rate wanted, in a database of its own each time: nothing comes in twice.</summary>
    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var (lines, name) = ((int)(length.TotalSeconds * 5_000), $"{(applications ? "filings" : "posts")}{windows++}");
        await using var engine = await ImportEngine.OpenAsync(ground, name, ct);
        if (applications) await ImportEngine.PostsAsync(engine, ct);
        var path = await LargeFile.WriteAsync(file => applications ? LargeFile.ApplicationsAsync(file, lines, Posts) : LargeFile.PostsAsync(file, lines));
        var (server, own, start) = (ground.Time.Server(), ProcessorTime.Own(), Stopwatch.GetTimestamp());
        await ImportEngine.ImportAsync(engine, path, ct);
        var (seconds, spent, served) = (Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorTime.Own() - own, ground.Time.Server() - server);
        await Ground.TidyAsync(engine.Database, ct);
        return new Sample(lines / seconds, spent.TotalMicroseconds / lines, served?.TotalMicroseconds / lines);
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r100")];
}

/// <summary>Commands of 16 people at once, while a large file comes in by another engine on the same database, beside the same commands alone.</summary>
internal sealed class WhileImportingRow : IRow
{
    private const int InFlight = 16;

    /// <summary>More than any window can take.</summary>
    private const int Lines = 1_000_000;

    private int windows;

    public string Name => "durable-16-while-importing";

    public IReadOnlyList<string> Beside => ["durable-16"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var name = $"importing{windows++}";
        await using var engine = await ImportEngine.OpenAsync(ground, name, ct);
        var pool = await Pool.MakeAsync(await ground.DatabaseAsync(name, ct), ct);
        var applications = await pool.MakeAsync(Pool.Block, ct);
        await ImportEngine.PostsAsync(engine, ct);
        var path = await LargeFile.WriteAsync(file => LargeFile.ApplicationsAsync(file, Lines, ImportRow.Posts));
        await using var silo = pool.Silo();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var importing = ImportEngine.ImportAsync(engine, path, enough.Token);
        try
        {
            var sample = await Load.StepAsync(ground, silo, applications, InFlight, length, ct);
            return importing.IsCompleted ? throw new BenchException("L’import a fini avant la mesure.") : sample;
        }
        finally
        {
            await enough.CancelAsync();
            await importing;
        }
    }

    IEnumerable<Line> IRow.Lines(Figures figures) => [figures.Line(Name, "durable-16", 0.5)];
}

/// <summary>What the two rows above share: an engine on a database of its own, and a file brought in through it.</summary>
internal static class ImportEngine
{
    public static async Task<Engine> OpenAsync(Ground ground, string name, CancellationToken ct)
    {
        await ground.DatabaseAsync(name, ct);
        return await Engine.StartAsync(ground.ConnectionString(name), ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, ct, Intake.Work);
    }

    /// <summary>The posts that applications are for.</summary>
    public static async Task PostsAsync(Engine engine, CancellationToken ct) =>
        await ImportAsync(engine, await LargeFile.WriteAsync(file => LargeFile.PostsAsync(file, ImportRow.Posts)), ct);

    /// <summary>Brings a file in, to its end or until told to stop, then removes it.</summary>
    public static async Task ImportAsync(Engine engine, string path, CancellationToken ct)
    {
        var said = new StringWriter();
        var code = await new ImportRun(new Intake(engine).TakeAsync, said).Files([path], ct);
        File.Delete(path);
        if (code is not (ImportRun.AllIn or ImportRun.Interrupted)) throw new BenchException(said.ToString());
    }
}
