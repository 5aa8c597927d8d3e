using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>
/// When a timer goes off. Counted from an instant, a duration in days or months runs to the end of its last local day: the first day does not count, and a token is never
/// early. A date of the case is a whole day: counted from its morning, a month is over on the morning of the same day of the next, as the case itself counts the legal month.
/// </summary>
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
        return (timer.Before ? FrenchCalendar.StartOf(Back(first, rule)) : rule.Unit == ParameterUnit.Seconds ? start.AddSeconds(rule.Amount) : Over(rule.After(first), timer.From is not null), rule);
    }

    private static DateTimeOffset After(Duration duration, DateTimeOffset? start, DateOnly first)
    {
        if (duration is { Months: 0, Days: 0 }) return (start ?? FrenchCalendar.StartOf(first)) + duration.Time;
        return Over(FrenchCalendar.AddDays(FrenchCalendar.AddMonths(first, duration.Months), duration.Days), start is null) + duration.Time;
    }

    private static DateTimeOffset Over(DateOnly last, bool fromMorning) => fromMorning ? FrenchCalendar.StartOf(last) : FrenchCalendar.EndOf(last);

    private static DateOnly Back(DateOnly day, Parameter rule) => rule.Unit switch
    {
        ParameterUnit.WorkingDays => FrenchCalendar.WorkingDaysBefore(day, rule.Amount),
        ParameterUnit.CalendarMonths => FrenchCalendar.AddMonths(day, -rule.Amount),
        _ => FrenchCalendar.AddDays(day, -rule.Amount),
    };
}
