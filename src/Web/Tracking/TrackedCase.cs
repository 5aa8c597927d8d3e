using Jalon.Grains;

namespace Jalon.Web.Tracking;

/// <summary>A post as its lines tell it.</summary>
/// <param name="Key">What makes two lines speak of the same post.</param>
/// <param name="Organisation">As written; null where no line names one.</param>
/// <param name="End">Cancelled or unfilled, on a day.</param>
public sealed record TrackedPost(string Key, string? Reference, string? Title, string? Organisation, string? Profession, int? Openings, DateOnly? NeededOn, DateOnly? PublishedOn, DateOnly? ClosesOn,
    (TrackerState State, DateOnly On)? End, int Line);

/// <summary>A stage that was reached; its day is null where nobody wrote it.</summary>
public sealed record ReachedStage(Stage Stage, DateOnly? On);

/// <summary>One person on one post, as its lines tell them.</summary>
/// <param name="Reached">In the order of the spine.</param>
/// <param name="End">Rejected or withdrawn; its day is null where nobody wrote it.</param>
/// <param name="Planned">A first day at work still to come.</param>
public sealed record TrackedCase(TrackedPost Post, string Person, string GivenName, string FamilyName, string? Email, CandidateStatus Status, IReadOnlyList<ReachedStage> Reached,
    (TrackerState State, DateOnly? On)? End, DateOnly? Planned, int Line)
{
    public Stage Last => Reached[^1].Stage;

    /// <summary>Stages and ends whose day nobody wrote.</summary>
    public int Undated => Reached.Count(one => one.On is null) + (End is { On: null } ? 1 : 0);
}

/// <summary>A line that cannot be taken up as it is, and what to do.</summary>
public sealed record SetAside(int Line, string Column, string Reason);

/// <summary>What a tracker tells.</summary>
public sealed record TrackedFile(IReadOnlyList<TrackedPost> Posts, IReadOnlyList<TrackedCase> Cases, IReadOnlyList<SetAside> Aside);
