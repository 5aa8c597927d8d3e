using System.Collections.Concurrent;

namespace Jalon.Grains.Calendar;

/// <summary>
/// Days as the French administration counts them: local days of Europe/Paris, Monday to Friday less the eleven public holidays
/// (Code du travail, art. L3133-1), calendar months. Instants come in and go out in UTC.
/// </summary>
public static class FrenchCalendar
{
    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static readonly ConcurrentDictionary<int, HashSet<DateOnly>> HolidaysByYear = new();

    /// <summary>The days most asked about, and the midnights they begin at once they were (ticks in UTC): the rules of a time zone are slow to look up.</summary>
    private static readonly int FirstKept = new DateOnly(2000, 1, 1).DayNumber;

    private static readonly long[] Midnights = new long[new DateOnly(2060, 1, 1).DayNumber - FirstKept];

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at)
    {
        var utc = DateOnly.FromDateTime(at.UtcDateTime);
        if ((uint)(utc.DayNumber + 1 - FirstKept) >= Midnights.Length) return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Paris).DateTime);
        var next = utc.AddDays(1);
        return at >= StartOf(next) ? next : utc;
    }

    /// <summary>Midnight in Paris, as an instant.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var kept = day.DayNumber - FirstKept;
        if ((uint)kept >= Midnights.Length) return MidnightOf(day);
        if (Midnights[kept] == 0) Midnights[kept] = MidnightOf(day).Ticks;
        return new DateTimeOffset(Midnights[kept], TimeSpan.Zero);
    }

    /// <summary>The end of a local day: the first instant of the next one, excluded.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));

    /// <summary>The eleven public holidays of a year (mainland): six fixed to Christmas, and those that follow Easter.</summary>
    public static IReadOnlySet<DateOnly> Holidays(int year) => HolidaysByYear.GetOrAdd(year, static y =>
    {
        var easter = Easter(y);
        return
        [
            new(y, 1, 1), easter.AddDays(1), new(y, 5, 1), new(y, 5, 8), easter.AddDays(39), easter.AddDays(50),
            new(y, 7, 14), new(y, 8, 15), new(y, 11, 1), new(y, 11, 11), new(y, 12, 25),
        ];
    });

    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays(day.Year).Contains(day);

    /// <summary>A day some calendar days later; the first or the last day there is when the count goes past them.</summary>
    public static DateOnly AddDays(DateOnly day, int count) =>
        DateOnly.FromDayNumber((int)Math.Clamp((long)day.DayNumber + count, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    /// <summary>The n-th working day after a day; the day itself when n is 0.</summary>
    public static DateOnly AddWorkingDays(DateOnly day, int count)
    {
        while (count > 0 && day < DateOnly.MaxValue)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) count--;
        }

        return day;
    }

    /// <summary>The n-th working day before a day; the day itself when n is 0.</summary>
    public static DateOnly WorkingDaysBefore(DateOnly day, int count)
    {
        while (count > 0 && day > DateOnly.MinValue)
        {
            day = day.AddDays(-1);
            if (IsWorkingDay(day)) count--;
        }

        return day;
    }

    /// <summary>The same day some calendar months later, or the last day of that month: 31 January + 1 month = 28 or 29 February.</summary>
    public static DateOnly AddMonths(DateOnly day, int months) => ((day.Year * 12L) + day.Month - 1 + months) switch
    {
        >= 10_000 * 12L => DateOnly.MaxValue,
        < 12L => DateOnly.MinValue,
        _ => day.AddMonths(months),
    };

    /// <summary>Working days from one day (excluded) to another (included); negative when they are the other way round.</summary>
    public static int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from) return -WorkingDaysBetween(to, from);
        var wholeWeeks = (to.DayNumber - from.DayNumber) / 7;
        var count = wholeWeeks * 5;
        for (var number = from.DayNumber + (wholeWeeks * 7) + 1; number <= to.DayNumber; number++)
            if (DateOnly.FromDayNumber(number).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) count++;
        for (var year = from.Year; year <= to.Year; year++)
            count -= Holidays(year).Count(day => day > from && day <= to && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        return count;
    }

    /// <summary>End of a target that starts at an instant: the end of its last day, local time.</summary>
    public static DateTimeOffset DueAfter(DateTimeOffset start, Target target) =>
        EndOf(target.Working ? AddWorkingDays(DayOf(start), target.Days) : AddDays(DayOf(start), target.Days));

    /// <summary>
    /// Share of a target used at an instant: 1 = all of it. Whole days of the target's kind, plus the elapsed part of the current one
    /// when it counts, so that the share grows during the day and stands still at night only by the length of the day.
    /// </summary>
    public static double ShareUsed(DateTimeOffset start, DateTimeOffset now, Target target) => now <= start || target.Days <= 0 ? 0 : Elapsed(start, now, target.Working) / target.Days;

    /// <summary>Days between two instants, with the fraction: calendar days (24 h), or working days (the parts of working days that lie between).</summary>
    public static double Elapsed(DateTimeOffset from, DateTimeOffset to, bool working)
    {
        if (!working) return (to - from).TotalDays;
        var (first, last) = (DayOf(from), DayOf(to));
        var whole = WorkingDaysBetween(first, last);
        return whole + (IsWorkingDay(first) ? 1 - Fraction(from, first) : 0) - (IsWorkingDay(last) ? 1 - Fraction(to, last) : 0);
    }

    private static double Fraction(DateTimeOffset at, DateOnly day) => (at - StartOf(day)) / (EndOf(day) - StartOf(day));

    private static DateTimeOffset MidnightOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        var utc = local.Ticks - Paris.GetUtcOffset(local).Ticks;
        return utc < 0 ? DateTimeOffset.MinValue : new DateTimeOffset(utc, TimeSpan.Zero);
    }

    /// <summary>Easter Sunday, Gregorian calendar (Meeus, Jones and Butcher's algorithm).</summary>
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var month = (h + l - (7 * m) + 114) / 31;
        var day = ((h + l - (7 * m) + 114) % 31) + 1;
        return new DateOnly(year, month, day);
    }
}
