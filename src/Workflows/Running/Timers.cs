using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>When a timer goes off. A duration in days or months runs to the end of its last local day; a countdown, and a date of the case, begin with the day.</summary>
internal static class Timers
{
    /// <summary>The instant, null while a date it needs is not known; and the rule it follows, where it follows one.</summary>
    public static (DateTimeOffset? Due, Parameter? Rule) Due(Timer timer, DateTimeOffset start, Func<string, object?> read, Rules rules, Guid? organisation)
    {
        if (timer.Day is { } named) return (read(named) is DateOnly day ? FrenchCalendar.StartOf(day) : null, null);
        if ((timer.From is { } from ? read(from) as DateOnly? : FrenchCalendar.DayOf(start)) is not { } first) return (null, null);
        if (timer.Rule is not { } name)
            return (timer.Before ? FrenchCalendar.StartOf(FrenchCalendar.AddDays(first, -timer.Duration!.Days)) : After(timer.Duration!, timer.From is null ? start : null, first), null);
        var rule = rules.On(first, name, organisation);
        return (timer.Before ? FrenchCalendar.StartOf(Back(first, rule)) : rule.Unit == ParameterUnit.Seconds ? start.AddSeconds(rule.Amount) : FrenchCalendar.EndOf(rule.After(first)), rule);
    }

    private static DateTimeOffset After(Duration duration, DateTimeOffset? start, DateOnly first)
    {
        if (duration is { Months: 0, Days: 0 }) return (start ?? FrenchCalendar.StartOf(first)) + duration.Time;
        return FrenchCalendar.EndOf(FrenchCalendar.AddDays(FrenchCalendar.AddMonths(first, duration.Months), duration.Days)) + duration.Time;
    }

    private static DateOnly Back(DateOnly day, Parameter rule) => rule.Unit switch
    {
        ParameterUnit.WorkingDays => FrenchCalendar.WorkingDaysBefore(day, rule.Amount),
        ParameterUnit.CalendarMonths => FrenchCalendar.AddMonths(day, -rule.Amount),
        _ => FrenchCalendar.AddDays(day, -rule.Amount),
    };
}
