namespace Jalon.Grains;

/// <summary>Whose time passes. The order is the precedence: the case is held by the first kind among its open steps (product rule: Administration first).</summary>
public enum TimeKind { Administration, Candidate, ThirdParty, LegalWait }

/// <summary>Who has the ball: a role, in an organisation, and the person where known.</summary>
public sealed record Holder(Role? Role, Guid? OrganisationId, Guid? PersonId);

/// <summary>A duration owed, in working or calendar days.</summary>
public sealed record Target(int Days, bool Working);

/// <summary>One thing somebody has to do on a case. Steps in parallel overlap and are never summed.</summary>
/// <param name="Id">Unique in the case and ever after: name and visit number, <c>admissibility#1</c>.</param>
/// <param name="Name">What is to be done: <c>admissibility</c>, <c>answer</c>… (<see cref="Labels"/> says it in French).</param>
/// <param name="Due">End of the target, null where the law fixes the date or nothing does.</param>
public sealed record Step(string Id, string Name, TimeKind Kind, Holder Holder, DateTimeOffset Since, Target? Target, DateTimeOffset? Due);

/// <summary>What a fact does to the open steps of its case.</summary>
/// <param name="ClosesAll">Every open step ends (the stage was left, the case ended).</param>
/// <param name="Closes">Ids of the steps that end.</param>
/// <param name="Opens">Steps that begin.</param>
/// <param name="Stage">The stage of the case from this fact on, where it changes.</param>
/// <param name="Ends">The case is over: nobody holds it any more.</param>
/// <param name="PostId">The post the case is about, told once, by the fact that begins it.</param>
public sealed record BallMove(bool ClosesAll, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opens, string? Stage = null, bool Ends = false, Guid? PostId = null);

/// <summary>The one rule that says who holds a case.</summary>
public static class Ball
{
    /// <summary>Administration, then candidate, third party, legal wait; then the earliest due; then the step's id. Null when nothing is open.</summary>
    public static Step? HolderOf(IEnumerable<Step> open) =>
        open.OrderBy(step => step.Kind).ThenBy(step => step.Due ?? DateTimeOffset.MaxValue).ThenBy(step => step.Id, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The open steps after a move.</summary>
    public static IReadOnlyList<Step> After(IReadOnlyList<Step> open, BallMove move) =>
        [.. open.Where(step => !move.ClosesAll && !move.Closes.Contains(step.Id)), .. move.Opens];
}
