using Jalon.Grains.Calendar;

namespace Jalon.Insights.Survival;

/// <summary>How days are counted: all of them, what a person lives through; or Monday to Friday less public holidays and pauses, what the service owes.</summary>
public enum Clock { Calendar, Working }

/// <summary>A stretch of a case between two days (Europe/Paris).</summary>
/// <param name="To">The day it ended; null while it lasts.</param>
/// <param name="Outcome">What ended it, from 1.</param>
/// <param name="SeenFrom">The day it came under observation, for a case imported or met in mid-course; null when it was seen from the start.</param>
/// <param name="Pauses">Days on which the administration's clock stood still: the first included, the last not. They do not overlap.</param>
public sealed record Span(DateOnly From, DateOnly? To, int Outcome, DateOnly? SeenFrom = null, IReadOnlyList<(DateOnly From, DateOnly To)>? Pauses = null);

/// <summary>The two ways to choose what is observed. Neither ever drops an open case, nor chooses a case by its end.</summary>
public static class Views
{
    /// <summary>Entry cohort: cases begun between two days (the first included, the last not), followed until <paramref name="asOf"/>, excluded.</summary>
    public static IEnumerable<Observation> Cohort(IEnumerable<Span> spans, DateOnly from, DateOnly to, DateOnly asOf, Clock clock) =>
        spans.Where(span => span.From >= from && span.From < to && span.From < asOf).Select(span => Observe(span, span.From, asOf, clock));

    /// <summary>
    /// Calendar period: every case alive on some day of the period (the first included, the last not), at risk only on those days. What happened before or after the
    /// period changes nothing in it.
    /// </summary>
    public static IEnumerable<Observation> Period(IEnumerable<Span> spans, DateOnly from, DateOnly to, Clock clock) =>
        spans.Where(span => span.From < to && (span.To ?? DateOnly.MaxValue) >= from).Select(span => Observe(span, from, to, clock));

    /// <summary>Whole days of a clock from the start of a span to a day.</summary>
    public static int Days(Span span, DateOnly until, Clock clock)
    {
        if (clock == Clock.Calendar) return until.DayNumber - span.From.DayNumber;
        var paused = (span.Pauses ?? []).Sum(pause => Working(Later(span.From, pause.From.AddDays(-1)), Earlier(until, pause.To.AddDays(-1))));
        return Working(span.From, until) - paused;
    }

    private static Observation Observe(Span span, DateOnly from, DateOnly to, Clock clock)
    {
        var seen = Later(span.SeenFrom ?? span.From, from);
        var ended = span.To < to;
        var until = ended ? span.To!.Value : to.AddDays(-1);
        // At risk on its first day of observation, hence the day before as the entry, that is excluded.
        var entry = seen > span.From ? Days(span, seen, clock) - 1 : Observation.FromTheStart;
        return new Observation(Days(span, until, clock), ended ? span.Outcome : Observation.Open, entry);
    }

    private static int Working(DateOnly after, DateOnly until) => after >= until ? 0 : FrenchCalendar.WorkingDaysBetween(after, until);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
