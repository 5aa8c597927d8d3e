namespace Jalon.Web.Components;

/// <summary>A line of a list that acts: whose move, what to do, share of target, by when, what can be done from here.</summary>
/// <param name="Id">Of the element; it keeps the focus after the line is acted upon.</param>
/// <param name="Url">Where the whole of it is; null where there is no page for it.</param>
/// <param name="Meta">Under the title: the post, and what else tells lines apart.</param>
/// <param name="Who">Whose kind it is, in words, where it is not the reader's.</param>
public sealed record Line(
    string Id, HolderMark Mark, string Title, string? Url, string Meta, ShareOfTarget? Share, string Due, IReadOnlyList<PageAction> Actions, string? Who = null, CardNote? Note = null)
{
    /// <summary>What a guard answered to an action of this line.</summary>
    public RefusalAlert? Refusal { get; init; }

    public FailureAlert? Failure { get; init; }
}

/// <param name="MoreUrl">The lines not shown; null when all are.</param>
public sealed record LineGroup(string Id, string Title, int Count, bool IsLate, IReadOnlyList<Line> Lines, string? MoreUrl, int Others);
