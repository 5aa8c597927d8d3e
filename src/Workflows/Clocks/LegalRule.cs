using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Clocks;

/// <summary>What follows by law or by rule once the time is over.</summary>
public enum LegalEffect { AcceptancePossible, ReleaseDeemedGranted, VisaDeemedGranted, DeemedRefused, AnswerOverdue }

/// <summary>
/// A legal clock: what starts it, what stops it, what pauses it, and what follows. Its duration is a dated row of <see cref="Grains.Rules"/>, with its article and its
/// version: one month is a row in calendar months, thirty days a row in calendar days, and they are never the same rule.
/// </summary>
/// <param name="Name">Name of the row that gives the duration.</param>
/// <param name="Case">Kind of case it runs on.</param>
/// <param name="StartedBy">Any of these facts; the last one counts, since a date may be corrected.</param>
/// <param name="StartField">The field of the fact that holds the first day, or its instant; null, or empty in the fact, for the day of the fact itself.</param>
/// <param name="StoppedBy">Any of these facts, after the start: nothing is awaited any more.</param>
/// <param name="LastDayCounts">Whether the last day still belongs to the wait (a silence), or is the first on which the thing is possible (a minimum).</param>
public sealed record LegalRule(
    string Name, string Case, IReadOnlyList<Pattern> StartedBy, string? StartField, IReadOnlyList<Pattern> StoppedBy, LegalEffect Effect, bool LastDayCounts = true)
{
    /// <summary>Facts that start it only where they give this field, the first day: a notice may be published with its date on the common space, or before it.</summary>
    public IReadOnlyList<(Pattern Fact, string Field)> AlsoStartedBy { get; init; } = [];

    /// <summary>Facts that stop the clock for a while, and those that start it again.</summary>
    public IReadOnlyList<Pattern> PausedBy { get; init; } = [];

    public IReadOnlyList<Pattern> ResumedBy { get; init; } = [];
}
