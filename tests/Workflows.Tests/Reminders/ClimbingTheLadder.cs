using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Reminders;

namespace Jalon.Workflows.Tests.Reminders;

public sealed class ClimbingTheLadder
{
    /// <summary>A Monday, nine o'clock in Paris.</summary>
    private static readonly DateTimeOffset Monday = Morning(2026, 11, 23);

    private static DateTimeOffset Morning(int year, int month, int day) => FrenchCalendar.StartOf(new DateOnly(year, month, day)).AddHours(9);

    private static StepClock Clock(TimeKind kind, int days, bool working = true, DateTimeOffset? since = null, params Standstill[] pauses)
    {
        var (start, target) = (since ?? Monday, new Target(days, working));
        return new StepClock(new Step("x#1", "x", kind, new Holder(Role.Recruiter, null, null), start, target, FrenchCalendar.DueAfter(start, target)), pauses);
    }

    private static List<string> At(StepClock clock, DateTimeOffset now, params Rung[] told) => [.. Ladder.Due(clock, told, now).Select(rung => $"{rung.Audience} {rung.Percent}")];

    [Fact]
    public void Who_has_it_hears_first_then_who_waits_for_it_then_human_resources()
    {
        var clock = Clock(TimeKind.Administration, 10);
        Assert.Empty(At(clock, Morning(2026, 12, 2)));
        Assert.Equal(["Holder 80"], At(clock, Morning(2026, 12, 3)));
        Assert.Equal(["Holder 100", "Manager 100"], At(clock, Morning(2026, 12, 7), new Rung(80, Audience.Holder)));
        Assert.Equal(["HrLead 150"], At(clock, Morning(2026, 12, 14), new Rung(80, Audience.Holder), new(100, Audience.Holder), new(100, Audience.Manager)));
    }

    [Fact]
    public void A_candidate_hears_at_half_and_at_the_end_then_the_recruiter_decides()
    {
        var clock = Clock(TimeKind.Candidate, 10, working: false);
        Assert.Equal(["Holder 50"], At(clock, Monday.AddDays(5)));
        Assert.Equal(["Holder 100", "Recruiter 100"], At(clock, Monday.AddDays(10), new Rung(50, Audience.Holder)));
    }

    [Fact]
    public void A_third_party_hears_then_our_recruiter() =>
        Assert.Equal(["Holder 100", "Recruiter 100"], At(Clock(TimeKind.ThirdParty, 60, working: false), Monday.AddDays(61)));

    [Fact]
    public void A_legal_wait_reminds_nobody() => Assert.Empty(At(Clock(TimeKind.LegalWait, 1), Monday.AddDays(60)));

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_step_under_three_working_days_reminds_nobody_before_its_end(int days, bool working)
    {
        // Three days from a Friday are one working day.
        var since = working ? Monday : Morning(2026, 11, 27);
        var clock = Clock(TimeKind.Administration, days, working, since);
        Assert.Empty(At(clock, since.AddDays(days).AddHours(-1)));
        Assert.Equal(["Holder 100", "Manager 100"], At(clock, since.AddDays(days)));
    }

    [Fact]
    public void After_a_week_of_silence_each_hears_once() =>
        Assert.Equal(["Holder 100", "Manager 100", "HrLead 150"], At(Clock(TimeKind.Administration, 4), Morning(2026, 12, 4)));

    [Fact]
    public void What_was_said_is_not_said_again() =>
        Assert.Empty(At(Clock(TimeKind.Candidate, 10, working: false), Monday.AddDays(20), new Rung(100, Audience.Holder), new(100, Audience.Recruiter)));

    [Fact]
    public void A_pause_moves_the_date_and_keeps_the_first()
    {
        var (from, to) = (Morning(2026, 11, 25), Morning(2026, 12, 2));
        var clock = Clock(TimeKind.Administration, 10, pauses: new Standstill(from, to));
        Assert.Equal(FrenchCalendar.EndOf(new(2026, 12, 7)), clock.FirstDue);
        Assert.Equal(FrenchCalendar.EndOf(new(2026, 12, 14)), clock.DueAt(to));
        Assert.Null(clock.DueAt(from.AddDays(1)));
        Assert.Empty(At(clock, from.AddDays(6)));
        Assert.Empty(At(clock, Morning(2026, 12, 9)));
        Assert.Equal(["Holder 80"], At(clock, Morning(2026, 12, 10)));
    }

    [Fact]
    public void Pauses_that_overlap_count_once_and_what_came_before_the_step_does_not()
    {
        var clock = Clock(TimeKind.Administration, 10, pauses: [new(Monday.AddDays(-30), Monday.AddDays(1)), new(Monday, Monday.AddDays(2)), new(Monday.AddDays(1), Monday.AddDays(2))]);
        Assert.Equal([new Standstill(Monday, Monday.AddDays(2))], clock.Pauses);
        Assert.Equal(0, clock.ShareUsed(Monday.AddDays(2)), 9);
        Assert.Equal(0.1, clock.ShareUsed(Monday.AddDays(3)), 9);
    }

    [Fact]
    public void A_target_through_the_change_of_time_ends_at_local_midnight()
    {
        // The night of 28 March 2027 is an hour shorter.
        var clock = Clock(TimeKind.Candidate, 4, working: false, Morning(2027, 3, 26));
        Assert.Equal(new DateTimeOffset(2027, 3, 30, 22, 0, 0, TimeSpan.Zero), clock.DueAt(Morning(2027, 3, 29)));
    }

    [Fact]
    public void A_target_over_the_first_of_May_ends_a_working_day_later()
    {
        // 1 May 2026 is a Friday, 8 May too.
        var clock = Clock(TimeKind.Administration, 3, working: true, Morning(2026, 4, 29));
        Assert.Equal(new DateTimeOffset(2026, 5, 5, 22, 0, 0, TimeSpan.Zero), clock.DueAt(Morning(2026, 4, 30)));
    }
}
