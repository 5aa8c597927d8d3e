using System.Collections.Concurrent;

using Jalon.Grains;

namespace Jalon.Silo;

/// <summary>
/// The grains in memory: found or made when asked for, given up when idle or when there are too many. The cap holds at every instant but for the grains at
/// work: whoever brings one too many in makes room first.
/// </summary>
internal sealed class Activations(int most, TimeSpan idle)
{
    /// <summary>Room is made for this share of the cap at once, so that looking for the least recently used costs little to each grain that comes in.</summary>
    private const int RoomShare = 16;

    private readonly ConcurrentDictionary<(string Kind, Guid Id), Activation> active = new();
    private readonly Lock making = new();
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>The state of a grain as of its last commit here; null where it is not in memory.</summary>
    public object? StateOf(GrainKind kind, Guid id) => active.GetValueOrDefault((kind.Name, id))?.State;

    /// <summary>The activation, its mailbox taken. The caller releases it.</summary>
    public async ValueTask<Activation> EnterAsync(GrainKind kind, Guid id, CancellationToken ct)
    {
        while (true)
        {
            if ((active.GetValueOrDefault((kind.Name, id)) ?? TryAdd(kind, id)) is not { } activation) continue;
            await activation.Mailbox.WaitAsync(ct);
            if (!activation.Evicted)
            {
                activation.UsedAt = Environment.TickCount64;
                return activation;
            }

            activation.Mailbox.Release();
        }
    }

    /// <summary>Releases a mailbox; with <paramref name="giveUp"/>, the grain leaves memory with it.</summary>
    public void Leave(Activation activation, bool giveUp)
    {
        if (giveUp) Remove(activation);
        activation.Mailbox.Release();
    }

    /// <summary>Gives up what has been idle too long, then the least recently used beyond the cap. A grain at work is never given up.</summary>
    public void Sweep()
    {
        var now = Environment.TickCount64;
        foreach (var (_, activation) in active)
            if (now - activation.UsedAt > idle.TotalMilliseconds) Evict(activation);
        lock (making) GiveUpBeyond(most);
    }

    /// <summary>Null when another sender added it first.</summary>
    private Activation? TryAdd(GrainKind kind, Guid id)
    {
        if (Count >= most) MakeRoom();
        var made = new Activation(id, kind) { UsedAt = Environment.TickCount64 };
        if (!active.TryAdd((kind.Name, id), made)) return null;
        Interlocked.Increment(ref count);
        return made;
    }

    /// <summary>One at a time; those who come meanwhile find it done.</summary>
    private void MakeRoom()
    {
        lock (making)
        {
            if (Count >= most) GiveUpBeyond(most - Math.Max(1, most / RoomShare));
        }
    }

    private void GiveUpBeyond(int kept)
    {
        var beyond = Count - kept;
        if (beyond <= 0) return;
        var oldest = active.Select(static one => (one.Value.UsedAt, Activation: one.Value)).ToArray();
        Array.Sort(oldest, static (left, right) => left.UsedAt.CompareTo(right.UsedAt));
        foreach (var (_, activation) in oldest)
        {
            if (beyond == 0) return;
            if (Evict(activation)) beyond--;
        }
    }

    private bool Evict(Activation activation)
    {
        if (!activation.Mailbox.Wait(0)) return false;
        var evicted = Remove(activation);
        activation.Mailbox.Release();
        return evicted;
    }

    /// <summary>Its mailbox is held.</summary>
    private bool Remove(Activation activation)
    {
        var evicted = !activation.Evicted && active.TryRemove(KeyValuePair.Create((activation.Kind.Name, activation.Id), activation));
        activation.Evicted = true;
        if (evicted) Interlocked.Decrement(ref count);
        return evicted;
    }
}
