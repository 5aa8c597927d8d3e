using Jalon.Grains;

namespace Jalon.Silo.Journal;

/// <summary>One fact ready to be written.</summary>
internal readonly record struct FactLine(int Version, string Type, byte[] Data, byte[] Hash);

/// <summary>A decided command waiting for its commit: the grain's new state, its facts, rows, deadlines and command record.</summary>
internal sealed class Pending
{
    private readonly TaskCompletionSource<CommitOutcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required GrainKind Kind { get; init; }

    public required Guid GrainId { get; init; }

    /// <summary>The version the decision was made on; 0 for a grain that does not exist yet.</summary>
    public required int Expected { get; init; }

    public required byte[] State { get; init; }

    public required FactLine[] Facts { get; init; }

    public required IReadOnlyList<SideRow> Rows { get; init; }

    public required IReadOnlyList<Deadline> Awaited { get; init; }

    public required IReadOnlyList<string> NoLongerAwaited { get; init; }

    public required Guid CommandId { get; init; }

    public required byte[] BodyHash { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    public required Origin Origin { get; init; }

    public int Version => Facts[^1].Version;

    public byte[] Hash => Facts[^1].Hash;

    public Task<CommitOutcome> Outcome => answer.Task;

    public void Won(FeedPosition last) => answer.TrySetResult(new CommitOutcome(CommitResult.Won, last, null));

    public void Lost() => answer.TrySetResult(new CommitOutcome(CommitResult.Lost, default, null));

    public void Failed(Exception cause) => answer.TrySetResult(new CommitOutcome(CommitResult.Unknown, default, cause));
}

internal enum CommitResult
{
    /// <summary>Durable.</summary>
    Won,

    /// <summary>Another process committed first, or this command id was already used: nothing was written.</summary>
    Lost,

    /// <summary>The connection broke, or the data could not be written: the command record tells.</summary>
    Unknown,
}

internal readonly record struct CommitOutcome(CommitResult Result, FeedPosition Last, Exception? Cause);
