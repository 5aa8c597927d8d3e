using System.Collections.Concurrent;

using Jalon.Grains;

namespace Jalon.Silo;

/// <summary>The grains in memory: found or made when asked for, given up when idle or when there are too many.</summary>
internal sealed class Activations(int most, TimeSpan idle)
{
    private readonly ConcurrentDictionary<(string Kind, Guid Id), Activation> active = new();

    public int Count => active.Count;

    /// <summary>The activation, its mailbox taken. The caller releases it.</summary>
    public async ValueTask<Activation> EnterAsync(GrainKind kind, Guid id, CancellationToken ct)
    {
        while (true)
        {
            var activation = active.GetOrAdd((kind.Name, id), static (key, kind) => new Activation(key.Id, kind), kind);
            await activation.Mailbox.WaitAsync(ct);
            if (!activation.Evicted)
            {
                activation.UsedAt = Environment.TickCount64;
                return activation;
            }

            activation.Mailbox.Release();
        }
    }

    /// <summary>Gives up what has been idle too long, then the least recently used beyond the cap. A grain at work is never given up.</summary>
    public void Sweep()
    {
        var now = Environment.TickCount64;
        foreach (var activation in active.Values)
            if (now - activation.UsedAt > idle.TotalMilliseconds) Evict(activation);
        var beyond = active.Count - most;
        if (beyond <= 0) return;
        foreach (var activation in active.Values.OrderBy(static activation => activation.UsedAt).Take(beyond).ToList()) Evict(activation);
    }

    private void Evict(Activation activation)
    {
        if (!activation.Mailbox.Wait(0)) return;
        activation.Evicted = true;
        active.TryRemove((activation.Kind.Name, activation.Id), out _);
        activation.Mailbox.Release();
    }
}
