using Jalon.Grains;

namespace Jalon.Silo;

/// <summary>Where a fact comes from. Mail, reminders and invitations act on <see cref="Live"/> only.</summary>
public enum Origin { Live, Import, Demo }

/// <summary>Where what is done comes from, and when it happened for history brought in; now, for what is live.</summary>
public readonly record struct Occasion(Origin Origin, DateTimeOffset? At)
{
    public static readonly Occasion Now = new(Origin.Live, null);
}

/// <summary>A command on its way to a grain.</summary>
/// <param name="CommandId">The same id has one effect and the same answer, for seven days.</param>
/// <param name="At">The instant of the event, for history brought in; now when null.</param>
public sealed record Envelope(Guid GrainId, Command Command, Guid CommandId, Actor By, Origin Origin = Origin.Live, DateTimeOffset? At = null)
{
    /// <summary>Name of the kind, needed where the command is one that every kind takes.</summary>
    public string? Kind { get; init; }

    /// <summary>
    /// The sender has just found that the grain does not exist: among commands sent together, its row is not looked for again. Should somebody else begin it meanwhile, the commit is lost, and
    /// the command is decided on the row.
    /// </summary>
    public bool Begins { get; init; }
}

/// <summary>Where a fact stands in the feed.</summary>
public readonly record struct FeedPosition(int Epoch, ulong Xid, long Position) : IComparable<FeedPosition>
{
    public int CompareTo(FeedPosition other) => (Epoch, Xid, Position).CompareTo((other.Epoch, other.Xid, other.Position));

    public static bool operator <(FeedPosition left, FeedPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(FeedPosition left, FeedPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeedPosition left, FeedPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeedPosition left, FeedPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>What the sender of a command is told.</summary>
public abstract record Reply
{
    private protected Reply() { }
}

/// <summary>Accepted and durable.</summary>
/// <param name="Version">Version of the grain after it.</param>
/// <param name="Last">Where its last fact stands in the feed; null when nothing happened now (already so, or the same command again).</param>
public sealed record Done(int Version, FeedPosition? Last) : Reply;

/// <summary>A guard refused, on the state as it is now.</summary>
public sealed record Declined(Refusal Why) : Reply;

/// <summary>Fields that cannot be taken, all of them.</summary>
public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : Reply;

/// <summary>The id was already used for another command.</summary>
public sealed record Mismatch : Reply;

/// <summary>Others kept changing this grain; nothing was done, the same command may be sent again.</summary>
public sealed record Busy : Reply;

/// <summary>PostgreSQL is away, crowded, full or slow: nothing is known to have been done; the same command id may be sent again.</summary>
public sealed class DatabaseAwayException(Exception cause) : Exception(PostgresAway.Sentence(PostgresAway.Why(cause) ?? DatabaseTrouble.Away), cause)
{
    public DatabaseTrouble Trouble => PostgresAway.Why(InnerException!) ?? DatabaseTrouble.Away;
}
