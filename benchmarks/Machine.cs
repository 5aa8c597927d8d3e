using System.Diagnostics;
using System.Globalization;

namespace Jalon.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const int Writes = 50;

    public static async Task<string> DescribeAsync(Ground ground, CancellationToken ct)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30);
        var version = await ground.AskAsync("show server_version", ct);
        var durable = $"fsync {await ground.AskAsync("show fsync", ct)}, synchronous_commit {await ground.AskAsync("show synchronous_commit", ct)}";
        var disk = ground.Folder is { } folder ? string.Create(CultureInfo.GetCultureInfo("fr-FR"), $", un fsync de 8 Ko\u00A0: {Fsync(folder):0.00} ms") : "";
        var raw = ground.Pgbench is null ? " Sans pgbench\u00A0: les limites brutes sont mesurées par les mêmes instructions, à travers Npgsql." : "";
        return $"{Environment.ProcessorCount} cœurs, {memory} Go, PostgreSQL {version}, {durable}{disk}.{raw}";
    }

    /// <summary>Milliseconds, the median: what a commit alone cannot go below.</summary>
    private static double Fsync(string folder)
    {
        var path = Path.Combine(folder, "fsync");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var page = new byte[8192];
        var times = new double[Writes];
        for (var i = 0; i < Writes; i++)
        {
            var start = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, i * page.Length);
            RandomAccess.FlushToDisk(file);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times.Order().ElementAt(Writes / 2);
    }
}
