using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Tests.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class PlanningAnInterview
{
    private static readonly DateTimeOffset Tuesday = People.Tuesday, Wednesday = People.Wednesday;

    private static ApplicationCircumstances Worth(TimeState state) => People.Read with { Times = new Dictionary<DateTimeOffset, TimeState> { [Tuesday] = state, [Wednesday] = state } };

    private static Story By(Story story, Guid person)
    {
        story.By = person;
        return story;
    }

    [Fact]
    public void Offering_times_gives_the_ball_to_the_person_and_their_choice_convenes_them()
    {
        var story = People.Offered();
        Assert.Equal(("slots", TimeKind.Candidate, People.Person), (story.Open[0].Name, story.Open[0].Kind, story.Open[0].Holder.PersonId!.Value));
        By(story, People.Person).Then(new BookInterview(Wednesday), People.Read);
        var state = People.Of(story);
        Assert.Equal((Stage.Interview, 1, Wednesday, 0), (state.Stage, state.InterviewRound, state.Interview!.From!.Value, state.Interview.Sequence));
        Assert.Equal("interview", Assert.Single(story.Open).Name);
        Assert.Null(story.Open[0].Due);
    }

    [Fact]
    public void The_opinions_are_awaited_once_the_hour_has_passed_and_refused_before()
    {
        var story = People.Booked();
        By(story, People.Sami);
        Assert.Equal("L’avis se dépose après l’entretien, le mardi 15\u00A0décembre 2026 à 10\u00A0h.", Story.Why(story.Try(new FileOpinion("Avis", []))).Sentence);
        var end = Assert.Single(JobApplicationGrain.Kind.Deadlines(story.State!), deadline => deadline.Key == "interview").Due;
        Assert.Equal(Tuesday.AddMinutes(45), end);
        Assert.Equal("=", story.Verdict(new DeadlineReached("interview")));
        story.At = end;
        story.Then(new DeadlineReached("interview"));
        var opinions = Assert.Single(story.Open);
        Assert.Equal(("opinions", end, FrenchCalendar.EndOf(new DateOnly(2026, 12, 18))), (opinions.Name, opinions.Since, opinions.Due!.Value));
    }

    [Fact]
    public void An_opinion_given_as_the_interview_ends_leads_to_the_choice_once()
    {
        var story = People.Booked();
        story.At = Tuesday.AddMinutes(30);
        People.Opinion(People.Opinion(story, People.Sami), People.Odile);
        Assert.Equal("choice", Assert.Single(story.Open).Name);
        story.At = Tuesday.AddHours(1);
        story.Then(new DeadlineReached("interview"));
        Assert.Equal("choice", Assert.Single(story.Open).Name);
    }

    [Fact]
    public void The_person_moves_their_interview_until_the_day_before_in_the_same_event()
    {
        var story = By(People.Booked(), People.Person);
        story.At = FrenchCalendar.StartOf(new DateOnly(2026, 12, 15)).AddSeconds(-1);
        story.Then(new BookInterview(Wednesday), People.Read);
        Assert.Equal((1, 1), (People.Of(story).Interview!.Number, People.Of(story).Interview!.Sequence));
        Assert.Equal("interview", Assert.Single(story.Open).Name);
        story.At = FrenchCalendar.StartOf(new DateOnly(2026, 12, 16));
        Assert.Equal("too_late_to_rebook", story.Verdict(new BookInterview(Tuesday), People.Read));
    }

    [Theory]
    [InlineData(TimeState.Taken, "slot_taken")]
    [InlineData(TimeState.NotDeclared, "slot_gone")]
    public void A_time_taken_or_withdrawn_meanwhile_is_refused_to_the_person(TimeState worth, string code)
    {
        var story = By(People.Offered(), People.Person);
        Assert.Equal(code, story.Verdict(new BookInterview(Tuesday), Worth(worth)));
        Assert.Equal("slot_gone", story.Verdict(new BookInterview(Tuesday.AddDays(2)), People.Read));
        Assert.Equal("slots", Assert.Single(story.Open).Name);
    }

    [Theory]
    [InlineData("2026-12-13T09:00:00Z", "not_a_working_day", "Le dimanche 13\u00A0décembre 2026 n’est pas un jour ouvré.")]
    [InlineData("2026-12-25T09:00:00Z", "not_a_working_day", "Le vendredi 25\u00A0décembre 2026 n’est pas un jour ouvré.")]
    [InlineData("2026-12-15T02:00:00Z", "outside_hours", "Les entretiens se tiennent entre 8\u00A0h et 19\u00A0h, heure de Paris.")]
    [InlineData("2026-12-15T17:30:00Z", "outside_hours", "Les entretiens se tiennent entre 8\u00A0h et 19\u00A0h, heure de Paris.")]
    [InlineData("2026-12-04T09:00:00Z", "time_past", "Cette heure est passée\u00A0: vendredi 4\u00A0décembre 2026 à 10\u00A0h.")]
    [InlineData("2027-07-01T09:00:00Z", "time_too_far", "Cette date est trop lointaine\u00A0: 180 jours au plus.")]
    public void A_time_nobody_can_meet_at_is_refused_in_a_sentence(string at, string code, string sentence)
    {
        var why = Story.Why(People.Convened().Try(new ProposeInterview([DateTimeOffset.Parse(at, null)], 45, InterviewMode.OnSite), People.Read));
        Assert.Equal((code, sentence), (why.Code, why.Sentence));
    }

    [Fact]
    public void Eight_in_the_morning_in_Paris_is_eight_in_summer_too()
    {
        var eight = new DateTimeOffset(2027, 4, 6, 6, 0, 0, TimeSpan.Zero);
        Assert.Null(InterviewHours.Trouble(new(eight, eight.AddHours(1)), People.December));
        Assert.Equal("outside_hours", InterviewHours.Trouble(new(eight.AddMinutes(-1), eight.AddHours(1)), People.December)!.Code);
    }

    [Fact]
    public void Other_times_or_a_cancellation_give_the_ball_back_to_whoever_recruits()
    {
        var asked = By(People.Offered(), People.Person).Then(new AskOtherTimes("Pas avant jeudi"));
        Assert.Equal(("convocation", Role.Recruiter), (Assert.Single(asked.Open).Name, asked.Open[0].Holder.Role!.Value));
        var cancelled = People.Booked().Then(new CancelInterview("Salle prise"));
        Assert.Equal(("convocation", Stage.Interview), (Assert.Single(cancelled.Open).Name, People.Of(cancelled).Stage));
        Assert.Equal("no_interview_proposed", By(cancelled, People.Person).Verdict(new BookInterview(Tuesday), People.Read));
        var again = By(cancelled, Story.Recruiter).Then(new ProposeInterview([Wednesday], 30, InterviewMode.Phone), People.Read);
        Assert.Equal((2, -1, "slots"), (People.Of(again).Interview!.Number, People.Of(again).Interview!.Sequence, Assert.Single(again.Open).Name));
    }

    [Fact]
    public void Going_back_before_the_interview_calls_it_off()
    {
        var story = People.Booked().Then(new Move(Stage.Admissible, "Une pièce à revoir"));
        Assert.IsType<InterviewCancelled>(story.Facts[^2]);
        Assert.Null(People.Of(story).Interview);
        Assert.DoesNotContain(JobApplicationGrain.Kind.Deadlines(story.State!), deadline => deadline.Key == "interview");
    }

    [Fact]
    public void A_conflict_that_leaves_one_assessor_alone_waits_for_whoever_recruits_until_another_is_named()
    {
        var story = People.Booked().Then(new DeclareConflict(People.Sami), People.Read);
        Assert.Equal(["interview", "panel"], story.Open.Select(step => step.Name));
        Assert.Equal(Role.Recruiter, story.Open[1].Holder.Role);
        Assert.Equal(1, People.Of(story).Interview!.Sequence);
        Assert.Equal("assessor_busy", story.Verdict(new NameAssessor(Story.Manager), Worth(TimeState.Taken)));
        story.Then(new NameAssessor(Story.Manager), People.Read);
        Assert.Equal("interview", Assert.Single(story.Open).Name);
    }

    [Fact]
    public void Nobody_reads_before_they_said_that_they_have_no_conflict()
    {
        var story = By(People.Convened(), People.Sami);
        Assert.False(People.Of(story).Assessors[0].MayRead);
        story.Then(new DeclareImpartiality());
        Assert.True(People.Of(story).Assessors[0].MayRead);
        story.Then(new DeclareConflict(People.Sami));
        Assert.False(People.Of(story).Assessors[0].MayRead);
        Assert.Equal("conflict_declared", story.Verdict(new DeclareImpartiality()));
    }

    [Fact]
    public void Common_times_lie_in_what_all_declared_and_outside_what_any_has()
    {
        Stretch At(int from, int to) => new(Tuesday.AddHours(from - 10), Tuesday.AddHours(to - 10));
        var common = InterviewHours.Common([[At(9, 12), At(14, 18)], [At(10, 16)]], [At(14, 15)], 60, People.December);
        Assert.Equal([10, 10.5, 11, 15], common.Select(time => (time - Tuesday).TotalHours + 10));
        Assert.Empty(InterviewHours.Common([[At(9, 12)], []], [], 30, People.December));
    }
}
