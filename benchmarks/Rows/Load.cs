using System.Diagnostics;
using Jalon.Silo;

namespace Jalon.Bench;

/// <summary>So many in flight, for so long: each sender sends, waits for its answer, and sends again.</summary>
internal static class Load
{
    /// <summary>Opens a step on every candidacy in turn, then closes it on every one, and again: one small fact each, as many rows as the raw change has. They were in no such call before.</summary>
    public static async Task<Sample> StepAsync(Ground ground, SiloHost silo, Guid[] applications, int inFlight, TimeSpan length, CancellationToken ct)
    {
        var next = -1;
        return await RunAsync(ground, inFlight, length, async () =>
        {
            var (round, place) = Math.DivRem(Interlocked.Increment(ref next), applications.Length);
            var reply = await silo.SendAsync(Pool.Stepping(applications[place], round), ct);
            return reply is Done { Last: not null } ? true : throw new BenchException($"Une commande n’a pas été acceptée\u00A0: {reply}");
        }, ct);
    }

    /// <summary>One command on every candidacy, round after round, at full rate: how long it took.</summary>
    public static async Task<TimeSpan> RoundsAsync(SiloHost silo, Guid[] applications, int inFlight, int rounds, Func<Guid, int, Envelope> command, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = ct };
        for (var round = 0; round < rounds; round++)
        {
            await Parallel.ForEachAsync(applications, options, async (id, stop) =>
            {
                if (await silo.SendAsync(command(id, round), stop) is var reply and not Done { Last: not null }) throw new BenchException($"Une commande n’a pas été acceptée\u00A0: {reply}");
            });
        }

        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>So many operations done by one piece of work.</summary>
    public static async Task<Sample> OnceAsync(Ground ground, int operations, Func<Task> work)
    {
        GC.Collect();
        var (server, own, start) = (ground.Time.Server(), ProcessorTime.Own(), Stopwatch.GetTimestamp());
        await work();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Sample(operations / seconds, (ProcessorTime.Own() - own).TotalMicroseconds / operations, (ground.Time.Server() - server)?.TotalMicroseconds / operations);
    }

    /// <summary>One turn answers whether there was anything left to do.</summary>
    public static async Task<Sample> RunAsync(Ground ground, int inFlight, TimeSpan length, Func<Task<bool>> turn, CancellationToken ct)
    {
        GC.Collect();
        var (server, own, start) = (ground.Time.Server(), ProcessorTime.Own(), Stopwatch.GetTimestamp());
        var waits = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>(4096);
            while (Stopwatch.GetElapsedTime(start) < length)
            {
                ct.ThrowIfCancellationRequested();
                var sent = Stopwatch.GetTimestamp();
                if (!await turn()) break;
                mine.Add(Stopwatch.GetTimestamp() - sent);
            }

            return mine;
        }, ct)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (spent, served) = (ProcessorTime.Own() - own, ground.Time.Server() - server);
        var all = waits.SelectMany(mine => mine).Order().ToArray();
        return new Sample(all.Length / seconds, spent.TotalMicroseconds / all.Length, served?.TotalMicroseconds / all.Length, Milliseconds(all, 0.5), Milliseconds(all, 0.99));
    }

    /// <summary>The value under which this share of them is.</summary>
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min((int)(sorted.Length * share), sorted.Length - 1)];
    }

    private static double Milliseconds(long[] sorted, double share) => sorted[(int)(sorted.Length * share)] * 1000.0 / Stopwatch.Frequency;
}
