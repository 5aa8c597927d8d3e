using System.Threading.Channels;

namespace Jalon.Silo.Feed;

/// <summary>Something to do: rung any number of times, heard once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    public async Task HeardAsync(CancellationToken ct) => await rung.Reader.ReadAsync(ct);

    /// <summary>Returns when rung, or when the time has passed.</summary>
    public async Task HeardAsync(TimeSpan max, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(max);
        try
        {
            await rung.Reader.ReadAsync(limited.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}

/// <summary>How far a subscription of this process has come, for those who wait for it.</summary>
internal sealed class Progress
{
    private readonly Lock gate = new();
    private TaskCompletionSource moved = New();
    private FeedPosition position;

    /// <summary>Whether this process reads for the subscription: otherwise only the database knows.</summary>
    public bool Owned { get; private set; }

    /// <summary>Completes when the position is passed, or at once when another process became the reader.</summary>
    public async Task<bool> PassedAsync(FeedPosition wanted, CancellationToken ct)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (!Owned) return false;
                if (position >= wanted) return true;
                next = moved.Task;
            }

            await next.WaitAsync(ct);
        }
    }

    public void Own(bool owned) => Change(() => Owned = owned);

    public void Advance(FeedPosition to) => Change(() => position = to);

    private void Change(Action change)
    {
        TaskCompletionSource waited;
        lock (gate)
        {
            change();
            (waited, moved) = (moved, New());
        }

        waited.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
