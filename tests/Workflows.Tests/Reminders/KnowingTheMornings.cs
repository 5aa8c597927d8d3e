using System.Globalization;
using Jalon.Workflows.Reminders;

namespace Jalon.Workflows.Tests.Reminders;

public sealed class KnowingTheMornings
{
    [Theory]
    // Winter, then summer: eight o'clock in Paris is not the same instant.
    [InlineData("2027-03-26T07:00:00Z", "2027-03-30T06:00:00Z")]
    [InlineData("2027-03-26T06:59:59Z", "2027-03-26T07:00:00Z")]
    [InlineData("2026-10-23T06:00:00Z", "2026-10-26T07:00:00Z")]
    // 1 May is a Friday, and nobody works.
    [InlineData("2026-04-30T06:00:00Z", "2026-05-04T06:00:00Z")]
    [InlineData("2026-12-24T07:00:00Z", "2026-12-28T07:00:00Z")]
    public void The_next_is_the_next_working_day_at_eight_in_Paris(string at, string next) => Assert.Equal(Instant(next), Mornings.After(Instant(at)));

    [Theory]
    [InlineData("2026-11-25T12:00:00Z", "2026-11-30T07:00:00Z")]
    [InlineData("2026-11-30T06:59:00Z", "2026-11-30T07:00:00Z")]
    [InlineData("2026-11-30T07:00:00Z", "2026-12-07T07:00:00Z")]
    // Easter Monday: the week begins on Tuesday.
    [InlineData("2027-03-27T12:00:00Z", "2027-03-30T06:00:00Z")]
    public void A_week_begins_on_its_first_working_day(string at, string next) => Assert.Equal(Instant(next), Mornings.OfWeekAfter(Instant(at)));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
