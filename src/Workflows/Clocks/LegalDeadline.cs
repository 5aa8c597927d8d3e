using Jalon.Grains;
using Jalon.Workflows.Cases;

namespace Jalon.Workflows.Clocks;

/// <summary>A fact of a case or of one of its procedures, with its instant.</summary>
public sealed record Dated(CaseFact Fact, DateTimeOffset At);

/// <summary>Days on which the clock stood still.</summary>
/// <param name="To">First day it ran again; null while it still stands.</param>
public sealed record Pause(DateOnly From, DateOnly? To);

/// <summary>Why a deadline is on its day: all that is needed to count it again by hand.</summary>
/// <param name="Parameter">The duration, its article and its version, as in force on the first day.</param>
/// <param name="Start">First day, and the fact it comes from.</param>
/// <param name="Arithmetic">The count, in French, one step a line.</param>
public sealed record Proof(Parameter Parameter, DateOnly Start, string StartFact, IReadOnlyList<Pause> Pauses, IReadOnlyList<string> Arithmetic);

/// <summary>A legal deadline of one case.</summary>
/// <param name="Day">The last day of the wait, or the first day on which the thing is possible; null while the clock stands still.</param>
/// <param name="Due">The instant from which the effect holds; null while the clock stands still.</param>
/// <param name="StoppedAt">When nothing was awaited any more, where that is so.</param>
public sealed record LegalDeadline(string Rule, LegalEffect Effect, DateOnly? Day, DateTimeOffset? Due, DateTimeOffset? StoppedAt, Proof Proof)
{
    public bool IsOpen => StoppedAt is null;

    /// <summary>When what was awaited came, were it too late to stop the clock.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>A deadline that is no longer where it was.</summary>
/// <param name="Sentence">What moved and why, in French.</param>
public sealed record Moved(string Rule, DateOnly? From, DateOnly? To, string Sentence);
