using Jalon.Grains;
using Jalon.Grains.Calendar;

namespace Jalon.Web.Reading;

/// <summary>Instants and days as a line of a page says them, in Europe/Paris.</summary>
public static class Days
{
    private static readonly string[] Months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    /// <summary>« 14 sept. », with its year when it is another than this one.</summary>
    public static string Short(DateOnly day, DateOnly today) =>
        $"{(day.Day == 1 ? "1er" : day.Day)}{French.Nbsp}{Months[day.Month - 1]}{(day.Year == today.Year ? "" : $" {day.Year}")}";

    public static string Short(DateTimeOffset at, DateTimeOffset now) => Short(FrenchCalendar.DayOf(at), FrenchCalendar.DayOf(now));

    /// <summary>« vendredi 27 novembre 2026 ».</summary>
    public static string Full(DateTimeOffset at) => French.FullDate(FrenchCalendar.DayOf(at));

    /// <summary>The last day of what runs until an instant: midnight belongs to the day before.</summary>
    public static DateOnly Last(DateTimeOffset until) => FrenchCalendar.DayOf(until.AddTicks(-1));

    /// <summary>« aujourd’hui », « 1 j », « 74 j ».</summary>
    public static string Since(DateOnly from, DateOnly today) => today.DayNumber - from.DayNumber is var days && days <= 0 ? "aujourd’hui" : $"{days.ToString("N0", French.Culture)}{French.Nbsp}j";

    public static string Since(DateTimeOffset from, DateTimeOffset now) => Since(FrenchCalendar.DayOf(from), FrenchCalendar.DayOf(now));

    /// <summary>« lundi 30 novembre à 10 h ».</summary>
    public static string Slot(DateTimeOffset at) => $"{FrenchCalendar.DayOf(at).ToString("dddd", French.Culture)} {French.ShortDate(FrenchCalendar.DayOf(at))} à {Hour(at)}";

    /// <summary>« auj. 14 h », « lun. 30 nov., 10 h ».</summary>
    public static string ShortSlot(DateTimeOffset at, DateTimeOffset now) =>
        $"{(FrenchCalendar.DayOf(at) == FrenchCalendar.DayOf(now) ? "auj." : $"{FrenchCalendar.DayOf(at).ToString("ddd", French.Culture)} {Short(at, now)},")} {Hour(at)}";

    /// <summary>« 9 h 02 ».</summary>
    public static string Hour(DateTimeOffset at) => French.Hour(at);
}
