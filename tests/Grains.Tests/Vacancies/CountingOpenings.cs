using FsCheck;
using FsCheck.Fluent;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Tests.Vacancies;

public sealed class CountingOpenings
{
    [Fact]
    public void The_last_engaged_opening_closes_and_fills_a_published_vacancy()
    {
        var story = Posts.Published().Then(new Hold(Posts.Paul, 1)).Then(new Engage(Posts.Paul, 1));
        Assert.Equal((VacancyStage.Closed, VacancyEnd.Filled), (Posts.Of(story).Stage, Posts.Of(story).End));
        Assert.True(VacancyGrain.Kind.Moves(story.Facts[^1])!.Ends);
    }

    [Fact]
    public void Losing_the_person_brings_it_back_to_closed_with_no_end()
    {
        var story = Posts.Filled().Then(new Take(Posts.Paul, 2)).Then(new Release(Posts.Paul, 2, OpeningRelease.TrialEnded));
        Assert.Equal((VacancyStage.Closed, null), (Posts.Of(story).Stage, Posts.Of(story).End));
        Assert.Equal(new Opening(OpeningStatus.Free, LastRelease: OpeningRelease.TrialEnded), Assert.Single(Posts.Of(story).Openings));
        Assert.Equal("Closed", VacancyGrain.Kind.Moves(story.Facts[^1])!.Stage);
        Assert.Equal("ok", story.Verdict(new Hold(Posts.Salome, 1)));
    }

    [Fact]
    public void A_concluded_vacancy_is_filled_in_part_or_not_at_all()
    {
        Assert.Equal(VacancyEnd.Unfilled, Posts.Of(Posts.Concluded()).End);
        var story = Posts.Closed(2).Then(new Hold(Posts.Paul, 1)).Then(new Engage(Posts.Paul, 1)).Then(new Conclude());
        Assert.Equal(VacancyEnd.PartlyFilled, Posts.Of(story).End);
        Assert.Equal("=", story.Then(new Release(Posts.Paul, 1, OpeningRelease.NoShow)).Verdict(new Release(Posts.Paul, 1, OpeningRelease.NoShow)));
        Assert.Null(Posts.Of(story).End);
    }

    [Fact]
    public void A_release_that_comes_first_refuses_the_late_hold_and_lets_the_next_attempt_in()
    {
        var story = Posts.Closed().Then(new Release(Posts.Paul, 2, OpeningRelease.Unfinished));
        Assert.Equal(["attempt_released", "attempt_released", "ok"], new[] { 1, 2, 3 }.Select(attempt => story.Verdict(new Hold(Posts.Paul, attempt))));
    }

    [Fact]
    public void Two_people_race_for_one_opening_and_one_is_refused()
    {
        var story = Posts.Closed().Then(new Hold(Posts.Paul, 1));
        var why = Story.Why(story.Try(new Hold(Posts.Salome, 1)));
        Assert.Equal(("no_free_opening", "L’ouverture est déjà prise. La personne peut poursuivre l’entretien, pas être retenue."), (why.Code, why.Sentence));
        Assert.Equal("=", story.Verdict(new Hold(Posts.Paul, 1)));
    }

    [Fact]
    public void Asked_for_together_openings_go_as_far_as_they_can_in_the_order_of_those_who_ask()
    {
        var (hold, third) = (new Hold(Posts.Salome, 1), DerivedId.Of("application", "third"));
        var story = Posts.Published(2).Then(new Release(third, 4, OpeningRelease.Unfinished));
        story.Then(new HoldTogether([new(third, 4), hold, hold, new(Posts.Paul, 1), new(third, 5)]));
        Assert.Equal([Posts.Salome, Posts.Paul], Posts.Of(story).Openings.Select(opening => opening.ApplicationId));
        Assert.Equal("=", story.Verdict(new HoldTogether([hold, new(third, 5)])));
        Assert.Equal(["=", "=", "no_free_opening"], new[] { hold, new(Posts.Paul, 1), new(third, 5) }.Select(alone => story.Verdict(alone)));
    }

    [Fact]
    public void A_newer_attempt_of_the_same_person_takes_the_place_of_the_older()
    {
        var story = Posts.Closed().Then(new Hold(Posts.Paul, 1)).Then(new Hold(Posts.Paul, 3));
        Assert.Equal(3, Assert.Single(Posts.Of(story).Openings).Attempt);
        Assert.Equal("=", story.Verdict(new Release(Posts.Paul, 1, OpeningRelease.Unfinished)));
    }

    [Fact]
    public void Whatever_is_asked_openings_are_never_exceeded_and_facts_give_the_state() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), picks =>
    {
        var story = Posts.Published(2);
        story.Wait(40);
        foreach (var pick in picks) story.Do(Pool(Math.Abs(pick % 1000)));
        var vacancy = Posts.Of(story);
        Assert.True(vacancy.Openings.Count(opening => opening.Status != OpeningStatus.Free) <= 3);
        Assert.Equal(vacancy.Openings.Count, vacancy.Sheet.Openings);
        Assert.Equal(vacancy.Openings.Count(opening => opening.ApplicationId is not null), vacancy.Openings.Select(opening => opening.ApplicationId).OfType<Guid>().Distinct().Count());
        Assert.Equal(story.Open.Select(step => step.Id), vacancy.Steps.Select(step => step.Id));
        Assert.True(story.Written(vacancy).Length <= 8192);
    }).QuickCheckThrowOnFailure();

    private static Command Pool(int pick)
    {
        var (who, attempt) = (DerivedId.Of("application", pick % 4), (pick / 4 % 3) + 1);
        return (pick / 12 % 15) switch
        {
            0 or 1 or 2 => new Hold(who, attempt),
            14 => new HoldTogether([.. Enumerable.Range(0, 4).Select(other => new Hold(DerivedId.Of("application", other), attempt))]),
            3 or 4 => new Engage(who, attempt),
            5 => new Take(who, attempt),
            6 => new Release(who, attempt, OpeningRelease.Withdrawn),
            7 => new Close(),
            8 => new Extend(new(2027, 2, 1), "Peu de candidatures"),
            9 => new AmendSheet(Posts.Sheet with { Openings = (pick % 3) + 1 }),
            10 => new Conclude(),
            11 => new Suspend("Réorganisation"),
            12 => new Resume(),
            _ => pick % 5 == 0 ? new Cancel("Poste supprimé") : new RecordFinding("Aucun fonctionnaire"),
        };
    }
}
