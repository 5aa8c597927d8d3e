using Jalon.Grains.Vacancies;
using Jalon.Web.Pages.Vacancies;

namespace Jalon.Web.Tests.Pages;

/// <summary>Above a board: until when people may apply, and never that they may on a day gone by.</summary>
public sealed class SayingUntilWhenOneMayApply
{
    [Theory]
    [InlineData(VacancyStage.Published, "2026-11-26", "Ouvertes jusqu’au 26\u00A0novembre 2026")]
    [InlineData(VacancyStage.Published, "2026-11-25", "Closes depuis le 25\u00A0novembre 2026")]
    [InlineData(VacancyStage.Closed, "2026-11-25", "Closes depuis le 25\u00A0novembre 2026")]
    [InlineData(VacancyStage.Closed, "2026-11-26", "Closes avant le 26\u00A0novembre 2026")]
    [InlineData(VacancyStage.Cancelled, "2026-12-31", "Closes avant le 31\u00A0décembre 2026")]
    [InlineData(VacancyStage.Published, null, "Sans date limite")]
    public void The_words_follow_the_day_and_the_stage(VacancyStage stage, string? until, string words) =>
        Assert.Equal(words, BoardHead.ApplicationsOf(stage, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), new DateOnly(2026, 11, 26)));
}
