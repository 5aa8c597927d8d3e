using Jalon.Insights.Survival;

namespace Jalon.Insights.Tests.Survival;

public sealed class TwoViews
{
    private static DateOnly Day(int month, int day) => new(2026, month, day);

    private static SurvivalCurve Month(IEnumerable<Span> spans, int month) => SurvivalCurve.Of(Views.Period(spans, Day(month, 1), Day(month + 1, 1), Clock.Calendar));

    [Fact]
    public void Each_end_is_seen_in_one_month_and_only_one()
    {
        var spans = Enumerable.Range(0, 200).Select(i => new Span(Day(1, 1).AddDays(i), Day(1, 1).AddDays(i + (i % 37)), 1)).ToList();
        foreach (var clock in Enum.GetValues<Clock>())
            for (var month = 2; month < 7; month++)
            {
                var seen = Views.Period(spans, Day(month, 1), Day(month + 1, 1), clock).Where(one => one is { Outcome: 1, NeverAtRisk: false }).Sum(one => one.Count);
                Assert.Equal(spans.Count(span => span.To!.Value.Month == month), seen);
            }
    }

    [Fact]
    public void A_step_twice_as_fast_from_1_March_shows_in_March_and_not_in_February()
    {
        // One begins each day; until February they take 20 days, from 1 March none lasts past 10.
        var spans = Enumerable.Range(0, 90).Select(i => Day(1, 1).AddDays(i)).Select(from => new Span(from, End(from), 1)).ToList();
        Assert.Equal(20, Month(spans, 2).Median.Day);
        Assert.Equal(10, Month(spans, 3).Median.Day);

        static DateOnly End(DateOnly from) => from.AddDays(20) < Day(3, 1) ? from.AddDays(20) : from.AddDays(10) > Day(3, 1) ? from.AddDays(10) : Day(3, 1);
    }

    [Fact]
    public void What_happens_after_a_period_changes_nothing_in_it()
    {
        Span[] told = [new(Day(1, 5), Day(2, 10), 1), new(Day(1, 20), null, 0), new(Day(2, 3), null, 0)];
        Span[] later = [told[0], told[1] with { To = Day(3, 1), Outcome = 2 }, told[2] with { To = Day(4, 9), Outcome = 1 }, new(Day(3, 2), Day(3, 3), 1)];
        Assert.Equal(Views.Period(told, Day(2, 1), Day(3, 1), Clock.Calendar), Views.Period(later, Day(2, 1), Day(3, 1), Clock.Calendar));
    }

    [Fact]
    public void A_cohort_keeps_its_open_cases_and_ends_where_we_stop_looking()
    {
        Span[] spans = [new(Day(1, 5), Day(1, 25), 1), new(Day(1, 6), Day(3, 6), 2), new(Day(1, 7), null, 0), new(Day(2, 1), Day(2, 2), 1)];
        Assert.Equal([new(20, 1), new(53, 0), new(52, 0)], Views.Cohort(spans, Day(1, 1), Day(2, 1), Day(3, 1), Clock.Calendar));
    }

    [Fact]
    public void A_case_met_in_mid_course_counts_only_from_then_on() =>
        Assert.Equal([new Observation(40, 1, 29)], Views.Cohort([new Span(Day(1, 1), Day(2, 10), 1, SeenFrom: Day(1, 31))], Day(1, 1), Day(2, 1), Day(6, 1), Clock.Calendar));

    [Fact]
    public void Working_days_leave_out_week_ends_holidays_and_pauses()
    {
        var span = new Span(Day(4, 30), Day(5, 29), 1);
        Assert.Equal(29, Views.Days(span, Day(5, 29), Clock.Calendar));
        // May 2026: 21 week days, less 1 May, 8 May, Ascension (14) and Whit Monday (25).
        Assert.Equal(17, Views.Days(span, Day(5, 29), Clock.Working));
        var paused = span with { Pauses = [(Day(5, 4), Day(5, 9))] };
        Assert.Equal(13, Views.Days(paused, Day(5, 29), Clock.Working));
        Assert.Equal(0, Views.Days(paused, Day(5, 5), Clock.Working));
        Assert.Equal(29, Views.Days(paused, Day(5, 29), Clock.Calendar));
    }
}
