using Jalon.Grains.Calendar;

namespace Jalon.Grains.Applications;

/// <summary>A stretch of time.</summary>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    public bool Meets(Stretch other) => From < other.To && other.From < To;

    public bool Holds(Stretch other) => From <= other.From && other.To <= To;
}

/// <summary>When interviews may be: office hours of working days, in Europe/Paris. Pure.</summary>
public static class InterviewHours
{
    /// <summary>Hours of the day, local.</summary>
    public const int Opens = 8, Closes = 19;

    /// <summary>How far ahead a time may be, in days.</summary>
    public const int Furthest = 180;

    /// <summary>Interviews begin on these minutes: an hour, a half hour.</summary>
    private const int Pace = 30;

    /// <summary>Why nobody can meet then; null when they can.</summary>
    public static Refusal? Trouble(Stretch span, DateTimeOffset now)
    {
        var (day, last) = (FrenchCalendar.DayOf(span.From), FrenchCalendar.DayOf(span.To));
        if (span.To <= span.From) return Refusals.EndBeforeStart;
        if (span.From <= now) return Refusals.TimePast(span.From);
        if (day.DayNumber - FrenchCalendar.DayOf(now).DayNumber > Furthest) return Refusals.TimeTooFar;
        if (!FrenchCalendar.IsWorkingDay(day)) return Refusals.NotAWorkingDay(day);
        return day != last || HourOf(span.From) < Opens || HourOf(span.To) > Closes ? Refusals.OutsideHours : null;
    }

    /// <summary>The times at which all are free for so long, from the first to come: inside what each declared, outside what each has.</summary>
    /// <param name="declared">What each offers, one list a person.</param>
    /// <param name="busy">What any of them has already.</param>
    public static IEnumerable<DateTimeOffset> Common(IReadOnlyList<IReadOnlyList<Stretch>> declared, IReadOnlyList<Stretch> busy, int minutes, DateTimeOffset now)
    {
        if (declared.Count == 0) yield break;
        foreach (var start in declared[0].SelectMany(window => Starts(window, minutes)).Distinct().Order())
        {
            var wanted = new Stretch(start, start.AddMinutes(minutes));
            if (declared.All(own => own.Any(window => window.Holds(wanted))) && !busy.Any(wanted.Meets) && Trouble(wanted, now) is null) yield return start;
        }
    }

    private static IEnumerable<DateTimeOffset> Starts(Stretch window, int minutes)
    {
        var pace = TimeSpan.FromMinutes(Pace).Ticks;
        var first = new DateTimeOffset((window.From.UtcTicks + pace - 1) / pace * pace, TimeSpan.Zero);
        for (var start = first; start.AddMinutes(minutes) <= window.To; start = start.AddMinutes(Pace)) yield return start;
    }

    private static double HourOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, FrenchCalendar.Paris).TimeOfDay.TotalHours;
}
