using Jalon.Grains;
using Jalon.Grains.Calendar;

namespace Jalon.Workflows.Reminders;

/// <summary>Who hears of a step that lasts: who has it, who waits for its result, who answers for human resources, who follows the case.</summary>
public enum Audience { Holder, Manager, HrLead, Recruiter }

/// <summary>One reminder of a step.</summary>
/// <param name="Percent">Of the target.</param>
public sealed record Rung(int Percent, Audience Audience);

/// <summary>The reminders of open steps: who hears of a step, at which share of its target. Pure: counted from the step and its pauses, at any instant.</summary>
public static class Ladder
{
    /// <summary>Working days under which nobody is reminded before the end.</summary>
    private const int ShortStep = 3;

    private static readonly Dictionary<TimeKind, Rung[]> Rungs = new()
    {
        [TimeKind.Administration] = [new(80, Audience.Holder), new(100, Audience.Holder), new(100, Audience.Manager), new(150, Audience.HrLead)],
        [TimeKind.Candidate] = [new(50, Audience.Holder), new(100, Audience.Holder), new(100, Audience.Recruiter)],
        [TimeKind.ThirdParty] = [new(80, Audience.Holder), new(100, Audience.Holder), new(100, Audience.Recruiter)],
        [TimeKind.LegalWait] = [],
    };

    /// <summary>
    /// The rungs a step stands on: for each audience the highest it has reached, so that a week of silence is one reminder. None while its clock stands still.
    /// </summary>
    /// <param name="told">Those already spoken.</param>
    public static IReadOnlyList<Rung> Due(StepClock clock, IReadOnlyCollection<Rung> told, DateTimeOffset now)
    {
        if (clock.Step.Target is null || clock.StandsStill(now)) return [];
        var percent = clock.ShareUsed(now) * 100;
        return
        [
            .. Rungs[clock.Step.Kind].Where(rung => rung.Percent <= percent && (rung.Percent >= 100 || !IsShort(clock.Step)))
                .GroupBy(rung => rung.Audience).Select(rungs => rungs.MaxBy(rung => rung.Percent)!)
                .Where(rung => !told.Any(earlier => earlier.Audience == rung.Audience && earlier.Percent >= rung.Percent)),
        ];
    }

    private static bool IsShort(Step step)
    {
        var first = FrenchCalendar.DayOf(step.Since);
        var days = step.Target!.Working ? step.Target.Days : FrenchCalendar.WorkingDaysBetween(first, FrenchCalendar.AddDays(first, step.Target.Days));
        return days < ShortStep;
    }
}
