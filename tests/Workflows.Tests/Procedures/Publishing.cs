using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Workflows.Procedures;
using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Procedures;

public sealed class Publishing
{
    private static Played Begun(Action<Played>? with = null) => new(Library.Default(Rules.Default)["publication"], "Draft", played =>
    {
        played.Values["public"] = false;
        with?.Invoke(played);
    });

    private static Played Published() => Begun().Hear(new VacancySubmitted([])).Do("hierarchy", "favourable").Do("budget", "available").Hear(new VacancyApproved([]))
        .Hear(new VacancyPublished("2026-1", new(2026, 12, 31), null, []));

    [Fact]
    public void Two_validations_and_the_budget_run_side_by_side_before_the_need_is_approved() =>
        Begun().Sees("need#1").Hear(new VacancySubmitted([])).Sees("budget#1 hierarchy#1").Do("budget", "available").Sees("hierarchy#1").Do("hierarchy", "favourable").Sees("validation#1")
            .Hear(new VacancyApproved([])).Sees("publish#1");

    [Fact]
    public void A_need_returned_with_remarks_is_described_again_whoever_had_still_to_answer()
    {
        Begun().Hear(new VacancySubmitted([])).Do("hierarchy", "unfavourable").Do("budget", "available").Hear(new VacancyReturned(Guid.Empty, [])).Sees("need#2");
        Begun().Hear(new VacancySubmitted([])).Hear(new VacancyReturned(Guid.Empty, [])).Sees("need#2").Hear(new VacancySubmitted([])).Sees("budget#2 hierarchy#2");
    }

    [Fact]
    public void A_need_approved_at_once_leaves_the_other_opinions_behind() => Begun().Hear(new VacancySubmitted([])).Hear(new VacancyApproved([])).Sees("publish#1");

    [Fact]
    public void The_month_runs_from_the_day_on_the_common_space_as_soon_as_it_is_known()
    {
        var played = Published().Sees("channels#1 closed-early#1 common-space#1 month-over#1");
        Assert.Null(played.The("month-over").Due);
        (played.Values["public"], played.Values["publicSince"]) = (true, new DateOnly(2026, 11, 30));
        played.Hear(new CommonSpaceRecorded(new(2026, 11, 30), null)).Sees("channels#1 closed-early#1 month-over#1");
        Assert.Equal(FrenchCalendar.StartOf(new(2026, 12, 30)), played.The("month-over").Due);
        played.Do("channels").Ring("month-over").Sees("end-of-notice#1").Hear(new VacancyClosed(ClosingCause.Deadline)).Ended();
    }

    [Fact]
    public void A_post_already_on_the_common_space_is_not_declared_again() =>
        Begun(played => played.Values["public"] = true).Hear(new VacancySubmitted([])).Hear(new VacancyApproved([])).Hear(new VacancyPublished("2026-1", new(2026, 12, 31), new(2026, 11, 20), []))
            .Sees("channels#1 closed-early#1 month-over#1");

    [Fact]
    public void Closed_for_urgency_before_the_month_it_is_over() => Published().Do("channels").Hear(new LawfulSubstituteRecorded(new(2026, 11, 24), Guid.Empty, null)).Hear(new VacancyClosed(ClosingCause.Person)).Ended();

    [Fact]
    public void What_was_not_spread_when_the_notice_closed_is_overtaken() => Published().Hear(new VacancyClosed(ClosingCause.Person)).Ended(InstanceEnd.Overtaken);

    [Fact]
    public void A_suspension_of_the_post_pauses_it_and_a_cancellation_ends_it()
    {
        var played = Published().Hear(new VacancySuspended(Guid.Empty, Played.Noon.AddDays(30)));
        Assert.Empty(InstanceGrain.Kind.Deadlines(played.State));
        played.Hear(new VacancyResumed()).Hear(new VacancyCancelled(Guid.Empty)).Ended(InstanceEnd.Cancelled);
    }
}
