using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Jalon.Insights.Logs;

/// <summary>Why a log cannot be taken whole.</summary>
public enum LogLimit { None, Events, Activities }

/// <summary>
/// The events of any log, in any order, 24 bytes each: the names of activities are kept once, those of cases as a fingerprint. A random log of four million events
/// and six hundred thousand cases took 475 MB with all that is computed from it.
/// </summary>
public sealed class EventLog
{
    public const int MostEvents = 20_000_000, MostActivities = 10_000;

    private const int ChunkSize = 1 << 16;

    private readonly List<Event[]> chunks = [];
    private readonly Dictionary<UInt128, int> cases = [];
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
    private readonly List<string> activities = [];
    private readonly List<int> last = [];

    public int Events { get; private set; }

    public int Cases => last.Count;

    public IReadOnlyList<string> Activities => activities;

    /// <summary>The last instant of the log, in ticks.</summary>
    public long Until { get; private set; } = long.MinValue;

    /// <summary>Whether activities last: some event ended after its start.</summary>
    public bool HasEnds { get; private set; }

    /// <summary>Takes one event, or says which limit it would pass.</summary>
    /// <param name="start">Ticks; <paramref name="end"/> the same where an activity is one instant.</param>
    public LogLimit Add(string caseName, string activity, long start, long end)
    {
        if (Events == MostEvents) return LogLimit.Events;
        if (!names.TryGetValue(activity, out var code))
        {
            if (activities.Count == MostActivities) return LogLimit.Activities;
            names[activity] = code = activities.Count;
            activities.Add(activity);
        }

        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(cases, Fingerprint(caseName), out var seen);
        if (!seen)
        {
            known = last.Count;
            last.Add(-1);
        }

        if (Events % ChunkSize == 0) chunks.Add(new Event[ChunkSize]);
        chunks[^1][Events % ChunkSize] = new Event(start, end, last[known], code);
        last[known] = Events++;
        Until = Math.Max(Until, Math.Max(start, end));
        HasEnds |= end > start;
        return LogLimit.None;
    }

    /// <summary>The events of one case by their start; those of one instant in the order of the log.</summary>
    internal void ReadCase(int number, List<Event> into)
    {
        into.Clear();
        for (var at = last[number]; at >= 0; at = into[^1].Previous) into.Add(chunks[at / ChunkSize][at % ChunkSize]);
        into.Sort(static (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : one.Previous.CompareTo(other.Previous));
    }

    private static UInt128 Fingerprint(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <param name="Previous">The event of the same case that came before it in the log, or −1.</param>
    internal readonly record struct Event(long Start, long End, int Previous, int Activity);
}
