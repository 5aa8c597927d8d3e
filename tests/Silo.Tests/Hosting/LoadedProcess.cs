using System.Diagnostics;
using System.Globalization;

namespace Jalon.Silo.Tests.Hosting;

/// <summary>A command whose answer was given: its grain had this version then.</summary>
internal readonly record struct Acknowledged(Guid Command, Guid Grain, int Version);

/// <summary>Another process at work on a database, to be killed.</summary>
internal sealed class LoadedProcess : IDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly List<Acknowledged> acknowledged = [];
    private readonly SemaphoreSlim counted = new(0);

    public LoadedProcess(string connectionString, int clients) : this(connectionString, clients.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <param name="work">What it does there.</param>
    public LoadedProcess(string connectionString, params string[] work)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Beside.Program("Load"), connectionString, .. work])
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        reading = ReadAsync();
    }

    /// <summary>Waits for this many answers, then kills -9.</summary>
    public async Task<IReadOnlyList<Acknowledged>> KilledAfterAsync(int answers, CancellationToken ct)
    {
        for (var answer = 0; answer < answers && !reading.IsCompleted; answer++) await counted.WaitAsync(ct);
        var ended = process.HasExited ? await process.StandardError.ReadToEndAsync(ct) : "";
        process.Kill();
        await process.WaitForExitAsync(ct);
        await reading;
        Assert.Equal("", ended);
        return acknowledged;
    }

    /// <summary>Kills -9, at once.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
        await reading;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        counted.Dispose();
    }

    /// <summary>A line cut by the kill was not read by anybody: it does not count as an answer.</summary>
    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is not [var command, var grain, var version] || !Guid.TryParse(command, out var id)) continue;
            acknowledged.Add(new(id, Guid.Parse(grain), int.Parse(version, CultureInfo.InvariantCulture)));
            counted.Release();
        }

        counted.Release(100_000);
    }
}
