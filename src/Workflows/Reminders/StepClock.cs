using Jalon.Grains;
using Jalon.Grains.Calendar;

namespace Jalon.Workflows.Reminders;

/// <summary>A stretch during which nothing is owed: the post is suspended, or the person is awaited.</summary>
/// <param name="To">Null while it lasts.</param>
public sealed record Standstill(DateTimeOffset From, DateTimeOffset? To);

/// <summary>
/// The time of one open step. A pause takes nothing from what was promised: the date first given stays, and the date it becomes stands beside it.
/// </summary>
public sealed record StepClock
{
    private readonly IReadOnlyList<Standstill> pauses;

    /// <param name="pauses">In any order; what they share counts once.</param>
    public StepClock(Step step, IEnumerable<Standstill> pauses) => (Step, this.pauses) = (step, Merged(step.Since, pauses));

    public Step Step { get; }

    public IReadOnlyList<Standstill> Pauses => pauses;

    /// <summary>The end first promised.</summary>
    public DateTimeOffset? FirstDue => Step.Due;

    public bool StandsStill(DateTimeOffset now) => pauses.Any(pause => pause.From <= now && (pause.To is not { } to || now < to));

    /// <summary>
    /// The end after the pauses: the days each took, in days of the target's own kind, are added to it. Null where there is no target, or while the clock stands still.
    /// </summary>
    public DateTimeOffset? DueAt(DateTimeOffset now)
    {
        if (Step.Target is not { } target || Step.Due is not { } due || StandsStill(now)) return null;
        var last = FrenchCalendar.DayOf(due.AddTicks(-1));
        foreach (var pause in pauses.Where(pause => pause.To is not null && FrenchCalendar.DayOf(pause.From) <= last))
        {
            var (from, to) = (FrenchCalendar.DayOf(pause.From), FrenchCalendar.DayOf(pause.To!.Value));
            last = target.Working ? FrenchCalendar.AddWorkingDays(last, FrenchCalendar.WorkingDaysBetween(from, to)) : FrenchCalendar.AddDays(last, to.DayNumber - from.DayNumber);
        }

        return FrenchCalendar.EndOf(last);
    }

    /// <summary>Share of the target used, pauses apart: 1 = all of it.</summary>
    public double ShareUsed(DateTimeOffset now)
    {
        if (Step.Target is not { Days: > 0 } target || now <= Step.Since) return 0;
        var paused = pauses.Where(pause => pause.From < now).Sum(pause => FrenchCalendar.Elapsed(pause.From, pause.To < now ? pause.To.Value : now, target.Working));
        return (FrenchCalendar.Elapsed(Step.Since, now, target.Working) - paused) / target.Days;
    }

    /// <summary>Cut to the life of the step, and joined where they overlap.</summary>
    private static List<Standstill> Merged(DateTimeOffset since, IEnumerable<Standstill> pauses)
    {
        var merged = new List<Standstill>();
        foreach (var pause in pauses.Select(pause => pause with { From = pause.From < since ? since : pause.From }).Where(pause => !(pause.To <= pause.From)).OrderBy(pause => pause.From))
        {
            if (merged.Count == 0 || merged[^1].To < pause.From) merged.Add(pause);
            else if (merged[^1].To is { } end) merged[^1] = merged[^1] with { To = pause.To is { } to ? to > end ? to : end : null };
        }

        return merged;
    }
}
