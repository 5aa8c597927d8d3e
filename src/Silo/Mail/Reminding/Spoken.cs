using Jalon.Workflows.Reminders;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>What one person is to hear of one step this morning.</summary>
internal sealed record Spoken(OpenCase Case, StepClock Clock, Rung Rung, Guid PersonId)
{
    /// <summary>What asked for it, where that is a procedure and not the ladder.</summary>
    public string? AskedBy { get; init; }

    /// <summary>The same step to the same person: once a morning is enough.</summary>
    public bool Speaks(Spoken other) => (Case.Id, Clock.Step.Id, PersonId) == (other.Case.Id, other.Clock.Step.Id, other.PersonId);

    /// <param name="holder">Who has the ball, by name or role.</param>
    public ReminderLine Line(string? holder, DateTimeOffset now) =>
        ReminderLine.Of(Case, Clock, Rung, PersonId, holder, now) is var line && AskedBy is { } procedure ? line with { To = procedure } : line;
}
