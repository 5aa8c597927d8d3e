using System.Globalization;

namespace Jalon.Grains;

/// <summary>How dates and counts are said in French. Non-breaking spaces where the typography asks for them.</summary>
public static class French
{
    public const string Nbsp = "\u00A0";

    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« 27 novembre 2026 », « 1er mars 2027 ».</summary>
    public static string Date(DateOnly day) => $"{DayNumber(day)}{Nbsp}{day.ToString("MMMM yyyy", Culture)}";

    /// <summary>« vendredi 27 novembre 2026 ».</summary>
    public static string FullDate(DateOnly day) => $"{day.ToString("dddd", Culture)} {Date(day)}";

    /// <summary>« 27 novembre », for a date whose year was just said.</summary>
    public static string ShortDate(DateOnly day) => $"{DayNumber(day)}{Nbsp}{day.ToString("MMMM", Culture)}";

    /// <summary>« 3 candidatures », « 1 candidature », « 0 candidature ».</summary>
    public static string Count(int count, string one, string many) => $"{count.ToString("N0", Culture)}{Nbsp}{(count < 2 ? one : many)}";

    /// <summary>« 9 h », « 14 h 30 », in Paris.</summary>
    public static string Hour(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Calendar.FrenchCalendar.Paris) is var local && local.Minute == 0 ? $"{local.Hour}{Nbsp}h" : $"{local.Hour}{Nbsp}h{Nbsp}{local.Minute:00}";

    /// <summary>« 45 minutes », « 1 h », « 1 h 30 ».</summary>
    public static string Minutes(int minutes) => minutes < 60 ? $"{minutes}{Nbsp}minutes" : minutes % 60 == 0 ? $"{minutes / 60}{Nbsp}h" : $"{minutes / 60}{Nbsp}h{Nbsp}{minutes % 60:00}";

    private static string DayNumber(DateOnly day) => day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
}
