using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Projections;

namespace Jalon.Silo.Tests.Projections;

public sealed class TimingPosts
{
    private static readonly Guid Org = new("aaaaaaaa-0000-7000-8000-000000000001");
    private static readonly Guid One = new("aaaaaaaa-0000-7000-8000-000000000002");
    private static readonly Guid Two = new("aaaaaaaa-0000-7000-8000-000000000003");
    private static readonly DateOnly Start = new(2026, 3, 2);

    private readonly List<PostFact> facts = [];

    private readonly Dictionary<Guid, Arrived> arrivals = [];

    [Fact]
    public void From_the_need_to_the_person_at_work_whatever_day_it_was_told()
    {
        Draft(1, need: -20);
        Tell(30, new VacancyPublished("R", Start.AddDays(70), Start.AddDays(30), []));
        Tell(80, new OpeningHeld(One, 1));
        Tell(120, new OpeningEngaged(One, 1, true));
        arrivals[One] = new Arrived(PostOutcome.CivilServant, Start.AddDays(150));
        Tell(153, new OpeningTaken(One, 1));

        Assert.Equal([(-20, 150, PostOutcome.CivilServant)], Of(PostClock.Arrival));
        Assert.Equal([(-20, 80, PostOutcome.CivilServant)], Of(PostClock.Choice));
        Assert.Equal([(30, 80, PostOutcome.CivilServant)], Of(PostClock.Notice));
    }

    [Fact]
    public void A_notice_that_expires_without_anybody_fills_nothing()
    {
        Draft(1);
        Tell(30, new VacancyPublished("R", Start.AddDays(60), null, []));
        Tell(61, new VacancyClosed(ClosingCause.Deadline));
        Assert.Equal([(0, null, PostOutcome.Open)], Of(PostClock.Arrival));

        Tell(90, new RecruitmentConcluded());
        Assert.Equal([(0, 90, PostOutcome.Unfilled)], Of(PostClock.Arrival));
    }

    [Fact]
    public void Each_place_has_its_own_end_and_cancelling_ends_those_nobody_took()
    {
        Draft(3);
        Tell(10, new OpeningHeld(One, 1));
        Tell(20, new OpeningEngaged(One, 1, false));
        Tell(40, new OpeningTaken(One, 1));
        Tell(50, new VacancyCancelled(Org));
        Assert.Equal([(0, 40, PostOutcome.Contract), (0, 50, PostOutcome.Cancelled), (0, 50, PostOutcome.Cancelled)], Of(PostClock.Arrival));
    }

    [Fact]
    public void A_person_lost_begins_another_visit_and_the_first_stays_as_it_was()
    {
        Draft(1);
        Tell(10, new OpeningHeld(One, 1));
        Tell(40, new OpeningTaken(One, 1));
        Tell(70, new OpeningReleased(One, 1, OpeningRelease.TrialEnded, true));
        Assert.Equal([(0, 40, PostOutcome.Contract), (70, null, PostOutcome.Open)], Of(PostClock.Arrival));
        Assert.Equal([(0, 10, PostOutcome.Contract), (70, null, PostOutcome.Open)], Of(PostClock.Choice));

        Tell(80, new OpeningHeld(Two, 1));
        Tell(90, new OpeningTaken(Two, 1));
        Assert.Equal([(0, 40, PostOutcome.Contract), (70, 90, PostOutcome.Contract)], Of(PostClock.Arrival));
    }

    [Fact]
    public void A_proposal_declined_gives_the_choice_back_and_the_need_goes_on()
    {
        Draft(1);
        Tell(10, new OpeningHeld(One, 1));
        Tell(20, new OpeningReleased(One, 1, OpeningRelease.ProposalDeclined, false));
        Assert.Equal([(0, null, PostOutcome.Open)], Of(PostClock.Arrival));
        Assert.Equal([(0, 10, PostOutcome.Contract), (20, null, PostOutcome.Open)], Of(PostClock.Choice));
    }

    [Fact]
    public void The_same_person_retained_again_in_the_same_breath_is_one_choice()
    {
        Draft(1);
        Tell(10, new OpeningHeld(One, 1));
        Tell(12, new OpeningReleased(One, 1, OpeningRelease.Superseded, false));
        Tell(12, new OpeningHeld(One, 2));
        Assert.Equal([(0, 10, PostOutcome.Contract)], Of(PostClock.Choice));
    }

    [Fact]
    public void Changing_the_recruiter_or_a_word_of_the_sheet_moves_no_clock()
    {
        Draft(1);
        var before = Of(PostClock.Arrival);
        Tell(10, new SheetAmended(Sheet(1) with { Recruiter = Two, Title = "Autre intitulé" }, 2, Start));
        Tell(11, new UrgencyRecorded(Org));
        Assert.Equal(before, Of(PostClock.Arrival));
    }

    [Fact]
    public void A_notice_brought_in_is_seen_from_its_publication_only()
    {
        facts.Add(new PostFact(new NoticeImported(One, Org, Sheet(1), 1, "R", Start, Start.AddDays(40), null, null, false, "d", []), At(55)));
        Assert.Equal(Start.AddDays(40), Figures().Spans.Single(span => span.Clock == PostClock.Arrival).Seen);
        Assert.Null(Figures().Spans.Single(span => span.Clock == PostClock.Notice).Seen);
    }

    [Fact]
    public void A_suspension_is_a_pause_from_its_day_until_the_day_it_ends()
    {
        Draft(1);
        Tell(10, new VacancySuspended(Org, At(40)));
        Tell(25, new VacancyResumed());
        Assert.Equal([(Start.AddDays(10), Start.AddDays(25))], Figures().Pauses);
    }

    private void Draft(int openings, int need = 0) => Tell(0, new VacancyDrafted(One, Org, Sheet(openings), Start.AddDays(need), null, []));

    private void Tell(int day, VacancyFact fact) => facts.Add(new PostFact(fact, At(day)));

    private PostFigures Figures() => PostFigures.Of(facts, application => arrivals.GetValueOrDefault(application, new Arrived(PostOutcome.Contract, null)))!;

    private List<(int From, int? To, PostOutcome Outcome)> Of(PostClock clock) =>
        [.. Figures().Spans.Where(span => span.Clock == clock).Select(span => (span.From.DayNumber - Start.DayNumber, span.To?.DayNumber - Start.DayNumber, span.Outcome))];

    private static DateTimeOffset At(int day) => FrenchCalendar.StartOf(Start.AddDays(day)).AddHours(10);

    private static SheetSummary Sheet(int openings) => new VacancySheet("Architecte F/H", Openings: openings).Summary();
}
