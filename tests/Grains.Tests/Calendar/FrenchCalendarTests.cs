using FsCheck;
using FsCheck.Fluent;
using Jalon.Grains.Calendar;

namespace Jalon.Grains.Tests.Calendar;

public sealed class PublicHolidays
{
    [Fact]
    public void Those_of_2026_are_the_official_ones() => Assert.Equal(
        ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"],
        FrenchCalendar.Holidays(2026).Order().Select(day => day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void In_2008_Ascension_falls_on_the_first_of_May_and_counts_once()
    {
        Assert.Equal(10, FrenchCalendar.Holidays(2008).Count);
        Assert.Contains(new DateOnly(2008, 5, 1), FrenchCalendar.Holidays(2008));
    }

    [Theory]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2011, 4, 24)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2038, 4, 25)]
    [InlineData(2049, 4, 18)]
    [InlineData(2076, 4, 19)]
    [InlineData(2100, 3, 28)]
    public void Easter_Monday_follows_Easter(int year, int month, int day) => Assert.Contains(new DateOnly(year, month, day).AddDays(1), FrenchCalendar.Holidays(year));
}

public sealed class CountingDays
{
    private static readonly Arbitrary<(DateOnly From, int Days)> Spans =
        (from start in Gen.Choose(new DateOnly(1995, 1, 1).DayNumber, new DateOnly(2105, 1, 1).DayNumber)
         from days in Gen.Choose(0, 900)
         select (DateOnly.FromDayNumber(start), days)).ToArbitrary();

    [Fact]
    public void Working_days_between_two_days_are_those_one_counts_by_hand() => Prop.ForAll(Spans, span =>
    {
        var to = span.From.AddDays(span.Days);
        var naive = Enumerable.Range(1, span.Days).Count(number => FrenchCalendar.IsWorkingDay(span.From.AddDays(number)));
        Assert.Equal(naive, FrenchCalendar.WorkingDaysBetween(span.From, to));
        Assert.Equal(-naive, FrenchCalendar.WorkingDaysBetween(to, span.From));
        Assert.Equal(to, FrenchCalendar.IsWorkingDay(to) ? FrenchCalendar.AddWorkingDays(span.From, naive) : to);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData("2027-01-31", 1, "2027-02-28")]
    [InlineData("2028-01-31", 1, "2028-02-29")]
    [InlineData("2026-10-27", 1, "2026-11-27")]
    [InlineData("2026-12-31", 2, "2027-02-28")]
    [InlineData("9999-12-15", 1, "9999-12-31")]
    [InlineData("0001-01-15", -1, "0001-01-01")]
    public void Calendar_months_end_on_the_same_day_or_the_last(string day, int months, string expected) => Assert.Equal(Day(expected), FrenchCalendar.AddMonths(Day(day), months));

    [Fact]
    public void Working_days_jump_over_weekends_and_holidays() => Assert.Equal(new DateOnly(2026, 5, 15), FrenchCalendar.AddWorkingDays(new DateOnly(2026, 5, 7), 4));

    [Fact]
    public void Both_ends_of_time_hold()
    {
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            Assert.NotEmpty(FrenchCalendar.Holidays(day.Year));
            _ = FrenchCalendar.IsWorkingDay(day);
            Assert.Equal(0, FrenchCalendar.WorkingDaysBetween(day, day));
            Assert.InRange(FrenchCalendar.AddWorkingDays(day, 5), DateOnly.MinValue, DateOnly.MaxValue);
            Assert.InRange(FrenchCalendar.StartOf(day), DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
            Assert.True(FrenchCalendar.EndOf(day) > FrenchCalendar.StartOf(day));
        }

        Assert.True(FrenchCalendar.WorkingDaysBetween(DateOnly.MinValue, DateOnly.MaxValue) > 2_500_000);
        Assert.Equal(DateOnly.MaxValue, FrenchCalendar.AddDays(DateOnly.MaxValue, int.MaxValue));
        Assert.Equal(DateOnly.MaxValue, FrenchCalendar.DayOf(DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MinValue, FrenchCalendar.DayOf(DateTimeOffset.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, FrenchCalendar.DueAfter(DateTimeOffset.MaxValue, new Target(10, true)));
        Assert.Equal(DateTimeOffset.MaxValue, FrenchCalendar.DueAfter(DateTimeOffset.MaxValue, new Target(10, false)));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class CountingInstants
{
    private static DateTimeOffset Utc(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    [Fact]
    public void A_local_day_starts_and_ends_at_midnight_in_Paris()
    {
        Assert.Equal(Utc(11, 21, 23), FrenchCalendar.StartOf(new DateOnly(2026, 11, 22)));
        Assert.Equal(new DateOnly(2026, 11, 22), FrenchCalendar.DayOf(Utc(11, 21, 23)));
        Assert.Equal(new DateOnly(2026, 11, 21), FrenchCalendar.DayOf(Utc(11, 21, 22, 59)));
    }

    [Fact]
    public void Every_hour_of_sixty_years_and_of_both_ends_of_them_is_of_the_day_the_time_zone_says()
    {
        for (var at = new DateTimeOffset(1999, 12, 30, 22, 59, 59, TimeSpan.Zero); at.Year < 2060 || at.DayOfYear < 5; at = at.AddHours(1))
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, FrenchCalendar.Paris).DateTime);
            if (FrenchCalendar.DayOf(at) != day || FrenchCalendar.DayOf(at.AddSeconds(1)) != DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.AddSeconds(1), FrenchCalendar.Paris).DateTime)) Assert.Fail($"{at:O}");
            if (FrenchCalendar.StartOf(day) > at || FrenchCalendar.EndOf(day) <= at) Assert.Fail($"{day:O}");
        }
    }

    [Fact]
    public void The_day_that_springs_forward_has_23_hours_and_the_one_that_falls_back_25()
    {
        Assert.Equal(TimeSpan.FromHours(23), Length(new DateOnly(2026, 3, 29)));
        Assert.Equal(TimeSpan.FromHours(25), Length(new DateOnly(2026, 10, 25)));

        static TimeSpan Length(DateOnly day) => FrenchCalendar.EndOf(day) - FrenchCalendar.StartOf(day);
    }

    [Fact]
    public void A_target_ends_with_the_last_of_its_days()
    {
        var friday = Utc(11, 20, 14);
        Assert.Equal(FrenchCalendar.EndOf(new DateOnly(2026, 11, 27)), FrenchCalendar.DueAfter(friday, new Target(5, true)));
        Assert.Equal(FrenchCalendar.EndOf(new DateOnly(2026, 11, 25)), FrenchCalendar.DueAfter(friday, new Target(5, false)));
    }

    [Fact]
    public void Elapsed_working_time_stands_still_on_days_off()
    {
        var (fridayNoon, saturday, sunday, mondayNoon) = (Utc(11, 20, 11), Utc(11, 21, 8), Utc(11, 22, 20), Utc(11, 23, 11));
        Assert.Equal(0, FrenchCalendar.Elapsed(saturday, sunday, true), 9);
        Assert.Equal(1, FrenchCalendar.Elapsed(fridayNoon, mondayNoon, true), 9);
        Assert.Equal(3, FrenchCalendar.Elapsed(fridayNoon, mondayNoon, false), 9);
        Assert.Equal(0.5, FrenchCalendar.Elapsed(fridayNoon, saturday, true), 9);
        Assert.Equal(0.2, FrenchCalendar.ShareUsed(fridayNoon, mondayNoon, new Target(5, true)), 9);
        Assert.Equal(0, FrenchCalendar.ShareUsed(mondayNoon, fridayNoon, new Target(5, true)));
        Assert.Equal(0, FrenchCalendar.ShareUsed(fridayNoon, mondayNoon, new Target(0, true)));
    }

    [Fact]
    public void Elapsed_time_adds_up() => Prop.ForAll(
        Gen.Choose(0, 3_000_000).ArrayOf(2).Select(offsets => offsets.Order().Select(minutes => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes)).ToArray()).ToArbitrary(),
        instants =>
        {
            var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var (middle, end) = (instants[0], instants[1]);
            Assert.Equal(FrenchCalendar.Elapsed(start, end, true), FrenchCalendar.Elapsed(start, middle, true) + FrenchCalendar.Elapsed(middle, end, true), 6);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
