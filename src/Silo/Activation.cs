using Jalon.Grains;

namespace Jalon.Silo;

/// <summary>A grain in memory: its mailbox (one command at a time) and its state as of the last commit seen. Memory never runs ahead of the row.</summary>
internal sealed class Activation(Guid id, GrainKind kind)
{
    /// <summary>One command at a time; those that wait are served in turn. Never asks for its wait handle, so there is nothing to dispose of.</summary>
    public SemaphoreSlim Mailbox { get; } = new(1, 1);

    public Guid Id { get; } = id;

    public GrainKind Kind { get; } = kind;

    public bool Loaded { get; private set; }

    public object? State { get; private set; }

    public int Version { get; private set; }

    public byte[] Hash { get; private set; } = FactHash.None.ToArray();

    /// <summary>Instant of the last fact: the next is never earlier.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Given up by the sweep: whoever still holds a reference looks the grain up again.</summary>
    public bool Evicted { get; set; }

    /// <summary>Monotonic milliseconds of the last use, for eviction.</summary>
    public long UsedAt { get; set; }

    public void Become(object? state, int version, byte[] hash, DateTimeOffset lastAt) =>
        (Loaded, State, Version, Hash, LastAt) = (true, state, version, hash, lastAt);

    /// <summary>What is in memory may be behind the row: the next command reads it again.</summary>
    public void Forget() => (Loaded, State, Version, Hash, LastAt) = (false, null, 0, FactHash.None.ToArray(), default);
}
