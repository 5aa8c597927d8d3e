namespace Jalon.Silo.Feed;

/// <summary>The durations of the feed, so that tests wait for nothing.</summary>
public sealed record FeedSettings
{
    /// <summary>This process among those that read for the same subscriptions.</summary>
    public Guid Owner { get; init; } = Guid.CreateVersion7();

    /// <summary>How long a process that died keeps its subscriptions.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What is waited after the nth failure of a fact: 0.1 s, 0.2 s, 0.4 s, 0.8 s.</summary>
    public Func<int, CancellationToken, Task> BackOff { get; init; } = (attempt, ct) => Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), ct);

    /// <summary>The clock of this machine, compared with the database's. Business time is elsewhere.</summary>
    public TimeProvider Wall { get; init; } = TimeProvider.System;
}
