using Microsoft.Extensions.Logging;

namespace Jalon.Silo.Feed;

/// <summary>What a turn of a subscription found.</summary>
internal enum Turn
{
    /// <summary>A full page: there is more.</summary>
    More,

    /// <summary>The end of the feed was reached.</summary>
    Some,

    /// <summary>Facts are committed that an older transaction still hides.</summary>
    Unsettled,

    Nothing,

    /// <summary>Another process reads for this subscription.</summary>
    NotOurs,
}

/// <summary>Reads for one subscription, page after page, while this process holds its lease.</summary>
internal sealed partial class SubscriptionRunner(Subscription subscription, FactReader reader, Effects effects, ILogger log)
{
    private const int PageSize = 1000;

    /// <summary>Commands of one page in flight together, for as many grains.</summary>
    private const int Abreast = 256;

    /// <summary>After a page that was not full: pages grow instead of following each commit.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan WhileAway = TimeSpan.FromSeconds(1);

    private readonly Signal signal = new();
    private volatile Held? held;
    private long fence = -1;
    private FeedPosition position;

    /// <summary>The page after the one being handled, read meanwhile: dropped whenever what it was read on may have changed (the lease, a fact parked).</summary>
    private Task<FactPage>? ahead;

    public string Name => subscription.Name;

    /// <summary>Its effects are commands, not rows of our tables.</summary>
    public bool ActsOnGrains => subscription.Commands is not null;

    public Progress Progress { get; } = new();

    public void Wake() => signal.Ring();

    /// <summary>Wakes only when the feed goes further than this subscription.</summary>
    public void WakeIfBehind(FeedPosition last)
    {
        if (held is not null && last > position) signal.Ring();
    }

    /// <summary>The lease as it is now; null when another process has it.</summary>
    public void Hold(Held? lease)
    {
        var before = held;
        held = lease;
        if (lease is null) Progress.Own(false);
        else if (lease.Fence != before?.Fence) signal.Ring();
    }

    public Held? Lease => held;

    public async Task RunAsync(CancellationToken ct)
    {
        var look = Breath;
        while (true)
        {
            switch (await SafeTurnAsync(ct))
            {
                case Turn.More:
                    continue;
                case Turn.Some:
                    look = Breath;
                    await Task.Delay(Breath, ct);
                    await signal.HeardAsync(ct);
                    break;
                case Turn.Unsettled:
                    await signal.HeardAsync(look, ct);
                    look = look < LongestLook ? look * 2 : LongestLook;
                    break;
                default:
                    look = Breath;
                    await signal.HeardAsync(ct);
                    break;
            }
        }
    }

    /// <summary>One page. A lost lease leaves no trace.</summary>
    public async Task<Turn> TurnAsync(CancellationToken ct)
    {
        if (held is not { } lease) return Turn.NotOurs;
        if (lease.Fence != fence)
        {
            (fence, position, ahead) = (lease.Fence, lease.Checkpoint, null);
            Progress.Advance(position);
            Progress.Own(true);
        }

        try
        {
            var page = await NextAsync(ct);
            if (page.Facts.Count == 0) return page.Unsettled ? Turn.Unsettled : Turn.Nothing;
            await (subscription.Tables is null ? SendAsync(page, ct) : WriteAsync(page, ct));
            return page.Facts.Count == PageSize ? Turn.More : page.Unsettled ? Turn.Unsettled : Turn.Some;
        }
        catch (Exception lost) when (Failures.LeaseLost(lost))
        {
            LogLost(Name);
            (fence, ahead) = (-1, null);
            Hold(null);
            return Turn.NotOurs;
        }
    }

    /// <summary>After a full page there is another: it is read while this one is handled.</summary>
    private async Task<FactPage> NextAsync(CancellationToken ct)
    {
        var reading = ahead ?? reader.ReadAsync(position, Name, PageSize, ct);
        ahead = null;
        var page = await reading;
        if (page.Facts.Count == PageSize) ahead = reader.ReadAsync(page.Facts[^1].Position, Name, PageSize, ct);
        return page;
    }

    /// <summary>Whatever fails here, the database first of all, is tried again: nothing was passed.</summary>
    private async Task<Turn> SafeTurnAsync(CancellationToken ct)
    {
        try
        {
            return await TurnAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            ahead = null;
            LogFailed(Name, Failures.Reason(failure));
            await Task.Delay(WhileAway, ct);
            return Turn.More;
        }
    }

    private async Task WriteAsync(FactPage page, CancellationToken ct)
    {
        using var span = Telemetry.Page(Name, page.Facts);
        try
        {
            var live = page.Facts.Where(fact => !page.Waiting.Contains(fact.GrainId)).ToList();
            await effects.WriteAsync(fence, live, [.. page.Facts.Where(fact => page.Waiting.Contains(fact.GrainId)).Select(Behind)], page.Facts[^1].Position, ct);
            Pass(page.Facts[^1].Position);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && !Failures.Away(failure) && !Failures.LeaseLost(failure))
        {
            await OneByOneAsync(page, ct);
        }
    }

    private async Task OneByOneAsync(FactPage page, CancellationToken ct)
    {
        ahead = null;
        var waiting = new HashSet<Guid>(page.Waiting);
        foreach (var fact in page.Facts)
        {
            var parked = waiting.Contains(fact.GrainId)
                ? Behind(fact)
                : await effects.TryAsync(fact, (one, token) => effects.WriteAsync(fence, [one], [], one.Position, token), ct);
            if (parked is not null)
            {
                if (waiting.Add(fact.GrainId)) LogParked(Name, fact.Kind, fact.GrainId, fact.Version, parked.Reason);
                await effects.WriteAsync(fence, [], [parked], fact.Position, ct);
            }

            Pass(fact.Position);
        }
    }

    /// <summary>Grains side by side, the facts of each in order, then the checkpoint.</summary>
    private async Task SendAsync(FactPage page, CancellationToken ct)
    {
        var parked = new System.Collections.Concurrent.ConcurrentBag<ParkedFact>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct };
        await Parallel.ForEachAsync(page.Facts.GroupBy(fact => fact.GrainId), options, async (facts, token) =>
        {
            var waiting = page.Waiting.Contains(facts.Key);
            foreach (var fact in facts)
            {
                var failed = waiting ? Behind(fact) : await effects.TryAsync(fact, SendAsync, token);
                if (failed is null) continue;
                if (!waiting) LogParked(Name, fact.Kind, fact.GrainId, fact.Version, failed.Reason);
                waiting = true;
                parked.Add(failed);
            }
        });
        if (!parked.IsEmpty) ahead = null;
        await effects.WriteAsync(fence, [], [.. parked], page.Facts[^1].Position, ct);
        Pass(page.Facts[^1].Position);
    }

    private async Task SendAsync(FactRecord fact, CancellationToken ct)
    {
        using var span = Telemetry.Effect(Name, fact);
        await subscription.Commands!(fact, ct);
    }

    private static ParkedFact Behind(FactRecord fact) => new(fact.GrainId, fact.Version, 0, null);

    private void Pass(FeedPosition to)
    {
        position = to;
        Progress.Advance(to);
    }

    [LoggerMessage(LogLevel.Warning, "Subscription {Name}: fact {Version} of {Kind} {GrainId} is parked: {Reason}")]
    private partial void LogParked(string name, string kind, Guid grainId, int version, string? reason);

    [LoggerMessage(LogLevel.Information, "Subscription {Name} was taken over by another process")]
    private partial void LogLost(string name);

    [LoggerMessage(LogLevel.Warning, "Subscription {Name} will try again: {Reason}")]
    private partial void LogFailed(string name, string reason);
}
