using System.Diagnostics;

namespace Jalon.Load;

/// <summary>Time passes as everywhere, from another day on.</summary>
internal sealed class LaterClock(DateTimeOffset start) : TimeProvider
{
    private readonly long began = Stopwatch.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + Stopwatch.GetElapsedTime(began);
}
