using Jalon.Grains.Calendar;

namespace Jalon.Workflows.Reminders;

/// <summary>The instants of what follows the calendar: eight in the morning in Paris, on working days.</summary>
public static class Mornings
{
    private const int Hour = 8;

    /// <summary>Eight o'clock of a day, whatever its offset from UTC.</summary>
    public static DateTimeOffset Of(DateOnly day)
    {
        var local = day.ToDateTime(new TimeOnly(Hour, 0));
        return new DateTimeOffset(local, FrenchCalendar.Paris.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The first morning of a working day after an instant.</summary>
    public static DateTimeOffset After(DateTimeOffset at)
    {
        var today = FrenchCalendar.DayOf(at);
        return FrenchCalendar.IsWorkingDay(today) && Of(today) > at ? Of(today) : Of(FrenchCalendar.AddWorkingDays(today, 1));
    }

    /// <summary>The first morning of a week after an instant: Monday, or the first working day after it.</summary>
    public static DateTimeOffset OfWeekAfter(DateTimeOffset at)
    {
        var today = FrenchCalendar.DayOf(at);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return FirstOf(monday) > at ? FirstOf(monday) : FirstOf(monday.AddDays(7));
    }

    private static DateTimeOffset FirstOf(DateOnly monday) => Of(FrenchCalendar.AddWorkingDays(monday.AddDays(-1), 1));
}
