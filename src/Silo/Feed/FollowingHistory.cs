using System.Diagnostics;

namespace Jalon.Silo.Feed;

/// <summary>What a process reads the feed for.</summary>
public enum FeedWork
{
    /// <summary>Nothing: it listens, and leaves the work to others.</summary>
    None,

    /// <summary>Our own tables; what acts on grains waits to be asked (<see cref="FactFeed.FollowAsync"/>).</summary>
    Tables,

    All,
}

/// <summary>The feed under a history: what acts on grains is played when the history asks, and nowhere else.</summary>
public sealed partial class FactFeed
{
    /// <summary>Nobody reads our tables while a past is played: they are written from whole pages of facts, once a second and at its end, not after each commit.</summary>
    private volatile bool playing;

    private void WakeUnlessPlaying()
    {
        if (!playing) Wake();
    }

    /// <summary>Takes the subscriptions that act on grains, waiting for a process that died to be forgotten.</summary>
    /// <exception cref="LeaseElsewhereException">Another process has one of them, and keeps it.</exception>
    internal async Task TakeForHistoryAsync(TimeSpan patience, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            await TakeLeasesAsync(ct);
            if (Array.Find(runners, one => one is { ActsOnGrains: true, Lease: null }) is not { } missing) return;
            if (waited.Elapsed > patience) throw new LeaseElsewhereException(missing.Name);
            await Task.Delay(Poll, ct);
        }
    }

    /// <summary>
    /// Plays what the facts so far ask of other grains, and what that asks in turn, until nothing follows. For history: the next day must find the effects of the
    /// one before. Meanwhile nothing else reads for these subscriptions (<see cref="FeedWork.Tables"/>).
    /// </summary>
    /// <exception cref="LeaseElsewhereException">Another process reads for them.</exception>
    public async Task FollowAsync(CancellationToken ct)
    {
        var turn = Turn.Some;
        while (turn != Turn.Nothing)
        {
            turn = Turn.Nothing;
            foreach (var runner in runners.Where(one => one.ActsOnGrains))
            {
                var mine = await runner.TurnAsync(ct);
                if (mine == Turn.NotOurs) throw new LeaseElsewhereException(runner.Name);
                if (mine != Turn.Nothing) turn = mine;
            }

            if (turn == Turn.Unsettled) await Task.Delay(1, ct);
        }
    }

    /// <summary>Waits until every subscription has passed all that is committed now.</summary>
    /// <exception cref="TimeoutException">One of them is still behind after this long.</exception>
    public async Task CaughtUpAsync(TimeSpan max, CancellationToken ct)
    {
        if (await reader.LastAsync(ct) is not { } last) return;
        Wake();
        foreach (var runner in runners)
            if (!await WaitUntilPassedAsync(runner.Name, last, max, ct)) throw new TimeoutException($"{runner.Name} is still behind {last}");
    }
}
