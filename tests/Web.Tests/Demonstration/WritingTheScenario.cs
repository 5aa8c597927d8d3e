using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Web.Demonstration;

namespace Jalon.Web.Tests.Demonstration;

/// <summary>The story before it is played: pure, the same for the same day, and the same size whatever the day.</summary>
public sealed class WritingTheScenario
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Fact]
    public void Written_twice_for_one_day_it_is_the_same_to_the_last_identifier()
    {
        var (first, second) = (Scenario.Write(Today, Size.Whole), Scenario.Write(Today, Size.Whole));
        Assert.Equal(first.Select(deed => (deed.At, deed.GrainId, deed.CommandId, deed.By)), second.Select(deed => (deed.At, deed.GrainId, deed.CommandId, deed.By)));
        Assert.Equal(first.Count, first.Select(deed => deed.CommandId).Distinct().Count());
    }

    [Theory]
    [InlineData(2026, 11, 25)]
    [InlineData(2027, 3, 1)]
    [InlineData(2028, 8, 15)]
    public void It_tells_fourteen_months_that_end_the_evening_before(int year, int month, int day)
    {
        var today = new DateOnly(year, month, day);
        var deeds = Scenario.Write(today, Size.Whole);
        Assert.Equal(today.AddMonths(-14), FrenchCalendar.DayOf(deeds[0].At));
        Assert.InRange(deeds[^1].At, FrenchCalendar.StartOf(today.AddDays(-5)), FrenchCalendar.StartOf(today).AddTicks(-1));
        Assert.InRange(deeds.Count(deed => deed.Command is Apply), 3_600, 4_400);
        Assert.Equal(150, deeds.Count(deed => deed.Command is Grains.Vacancies.DraftVacancy));
        Assert.Equal(40, deeds.Count(deed => deed.Command is Grains.Reconversions.WishPath));
        Assert.Equal(12, deeds.Count(deed => deed.Command is Grains.Organisations.CreateOrganisation));
    }

    /// <summary>Two reservations on one post in one evening would be played in an order that nobody chose.</summary>
    [Fact]
    public void One_place_of_a_post_is_reserved_given_or_given_back_in_an_evening()
    {
        var deeds = Scenario.Write(Today, Size.Whole);
        var posts = deeds.Select(deed => deed.Command).OfType<Apply>().DistinctBy(apply => (apply.VacancyId, apply.CandidateId))
            .ToDictionary(apply => DerivedId.Application(apply.VacancyId, apply.CandidateId), apply => apply.VacancyId);
        var evenings = deeds.Where(deed => deed.Command is AskAcceptance or AnswerProposal { Answer: not ProposalAnswer.Discuss } or Move { To: Stage.Confirmed } or RecordArrival
            or RecordNoShow or EndTrial { Result: TrialEnd.Ended } or Grains.Vacancies.Cancel or Grains.Vacancies.Conclude or Grains.Vacancies.RecordFinding);
        var filed = deeds.Where(deed => deed.Command is Apply).Select(deed => (FrenchCalendar.DayOf(deed.At), ((Apply)deed.Command).VacancyId)).ToHashSet();
        Assert.DoesNotContain(deeds.Where(deed => deed.Command is Grains.Vacancies.Cancel or Grains.Vacancies.Conclude or Grains.Vacancies.RecordFinding),
            deed => filed.Contains((FrenchCalendar.DayOf(deed.At), deed.GrainId)));
        Assert.All(evenings.GroupBy(deed => (FrenchCalendar.DayOf(deed.At), posts.GetValueOrDefault(deed.GrainId, deed.GrainId))), evening => Assert.Single(evening));
    }

    [Fact]
    public void Nobody_in_it_has_a_real_address()
    {
        var addresses = Scenario.Write(Today, new Size(12, 4)).Select(deed => deed.Command).OfType<Grains.Candidates.Register>().Select(person => person.Email!).ToList();
        Assert.All(addresses, address => Assert.EndsWith(".example", address, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<Role>().Except([Role.Candidate]).Order(), Cast.Players.Where(player => player.Purpose is not null).Select(player => player.Role).Distinct().Order());
    }
}
