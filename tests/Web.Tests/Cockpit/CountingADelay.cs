using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Insights.Bottlenecks;
using Jalon.Insights.Forecasts;
using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;
using Jalon.Silo.Projections;
using Jalon.Web.Cockpit;

namespace Jalon.Web.Tests.Cockpit;

/// <summary>Figures of a few steps told by hand: no database.</summary>
public sealed class CountingADelay
{
    private static readonly Guid Post = new("aaaaaaaa-0000-7000-8000-000000000001");
    private static readonly Guid Application = new("aaaaaaaa-0000-7000-8000-000000000002");
    private static readonly Guid Org = new("aaaaaaaa-0000-7000-8000-000000000003");
    private static readonly DateOnly Start = new(2026, 1, 5);

    [Fact]
    public void A_target_halved_on_1_March_shows_in_March_and_not_in_February()
    {
        var march = new DateOnly(2026, 3, 1);
        var places = Enumerable.Range(0, 60).Select(number => Place(number, day => day < march ? 20 : 10, 15)).ToList();
        var february = BottleneckRanking.Of(PostGraphs.Of(places, new DateOnly(2026, 2, 1), FrenchCalendar.StartOf(march)));
        var after = BottleneckRanking.Of(PostGraphs.Of(places, march, FrenchCalendar.StartOf(march.AddMonths(1))));
        var untouched = BottleneckRanking.Of(PostGraphs.Of([.. Enumerable.Range(0, 60).Select(number => Place(number, _ => 20, 15))], new DateOnly(2026, 2, 1), FrenchCalendar.StartOf(march)));

        Assert.Equal(untouched.Lines.Select(line => (line.Posts, line.Excess, line.Expected)), february.Lines.Select(line => (line.Posts, line.Excess, line.Expected)));
        Assert.All(february.Lines, line => Assert.Equal(0, line.Excess.Days));
        Assert.True(after.Lines.Sum(line => line.Excess.Days) > 0);
    }

    [Fact]
    public void A_date_wished_for_is_too_early_where_somebody_will_more_probably_come_later()
    {
        var today = Start.AddDays(60);
        Outlook Expected(int wished, int? middle) => new(new PlaceSteps(Line(60) with { Promised = today.AddDays(wished) }, null, []), default, null,
            new Forecast(middle is { } days ? [.. Enumerable.Repeat(0.0, days), 1] : [0.1]), null, false);
        Assert.Equal(new Wishes(7, 5, 20), Wishes.Of([Expected(30, 10), Expected(30, 30), Expected(30, 40), Expected(30, 45), Expected(30, 50), Expected(30, 60), Expected(30, null)], today));
        Assert.Equal(new Wishes(2, 1, null), Wishes.Of([Expected(30, 10), Expected(30, 40)], today));
    }

    [Fact]
    public void A_delay_in_a_branch_that_is_not_critical_costs_nothing()
    {
        StepLine[] steps = [Step("contract", Stage.Finalising, 0, 30, 30), Step("document", Stage.Finalising, 0, 25, 5), Step("arrival", Stage.Confirmed, 30, 40, null)];
        var graph = PostGraphs.Of(new PlaceSteps(Line(40), Application, steps), Start, At(60));
        Assert.Equal(0, graph.Excess(PostGraphs.PlaceOf(steps[1], Org)));
    }

    [Fact]
    public void The_legal_month_binds_the_choice_and_nothing_before_it()
    {
        StepLine[] steps =
        [
            Step("legal-month", null, 0, 30, null, Post), Step("preselection", Stage.Admissible, 5, 40, 10), Step("opinions", Stage.Interview, 40, 43, 5), Step("choice", Stage.Selected, 43, 45, 5),
        ];
        var graph = PostGraphs.Of(new PlaceSteps(Line(45), Application, steps), Start, At(60));
        // Kept to ten days, the preselection ends on day 15, the opinions on day 18, and the choice waits for the month that ends on day 30.
        Assert.Equal(13, graph.Excess(PostGraphs.PlaceOf(steps[1], Org)), 6);
    }

    [Fact]
    public void Two_visits_are_two_and_what_ended_before_the_period_is_blamed_for_nothing()
    {
        StepLine[] steps = [Step("preselection", Stage.Admissible, 0, 30, 10), Step("preselection", Stage.Admissible, 30, 60, 10)];
        var graph = PostGraphs.Of(new PlaceSteps(Line(60), Application, steps), Start.AddDays(31), At(90));
        Assert.Equal(2, graph.Visits.Count);
        Assert.Equal(20, graph.Excess(PostGraphs.PlaceOf(steps[0], Org)), 6);
    }

    /// <summary>Any steps at all: each instant of the life of a place has one holder, so that what they held sums exactly to it.</summary>
    [Fact]
    public void What_each_holder_had_sums_to_the_lead_time_exactly()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var draws = new Draws((ulong)seed);
            var steps = new StepLine[draws.Below(12)];
            for (var place = 0; place < steps.Length; place++) steps[place] = Any(ref draws, place);
            Assert.Equal(At(50) - At(0), Attribution.Of(steps, At(0), At(50)).Aggregate(TimeSpan.Zero, (sum, held) => sum + held.Time));
        }
    }

    [Fact]
    public void Groups_too_small_in_either_period_are_compared_within_a_coarser_one()
    {
        var before = Cases("a", 12).Concat(Cases("b", 3)).Concat(Cases("c", 9)).ToList();
        var after = Cases("a", 11).Concat(Cases("b", 30)).Concat(Cases("c", 2)).ToList();
        var (baseline, recent) = Strata.Of(before, after);
        Assert.Equal([("a", 12), ("all", 12)], Sizes(baseline));
        Assert.Equal([("a", 11), ("all", 32)], Sizes(recent));
    }

    private static IEnumerable<Levelled> Cases(string name, int count) => Enumerable.Repeat(new Levelled([name, "all"], new Observation(10, 1)), count);

    private static List<(string, int)> Sizes(IReadOnlyList<Grouped> groups) => [.. groups.GroupBy(one => one.Group).Select(group => (group.Key, group.Count())).Order()];

    private static StepLine Any(ref Draws draws, int number)
    {
        var (begin, length, open) = (draws.Below(50), draws.Below(31), draws.Below(4) == 0);
        return new StepLine(Application, $"s#{number}", "preselection", nameof(Stage.Admissible), (TimeKind)draws.Below(4), null, Org, null, At(begin), open ? null : At(begin + length), null);
    }

    private static PlaceSteps Place(int number, Func<DateOnly, int> target, int days)
    {
        var begin = Start.AddDays(number);
        var step = new StepLine(Application, $"preselection#{number}", "preselection", nameof(Stage.Admissible), TimeKind.Administration, Role.LineManager, Org, null,
            FrenchCalendar.StartOf(begin), FrenchCalendar.StartOf(begin.AddDays(days)), FrenchCalendar.StartOf(begin.AddDays(target(begin))));
        return new PlaceSteps(new PostLine(Post, number, 1, Org, null, null, Application, new Span(begin, begin.AddDays(days), 1), PostOutcome.Contract, null), Application, [step]);
    }

    private static PostLine Line(int until) => new(Post, 1, 1, Org, null, null, Application, new Span(Start, Start.AddDays(until), 1), PostOutcome.Contract, null);

    private static StepLine Step(string name, Stage? stage, int from, int to, int? target, Guid? owner = null) => new(owner ?? Application, $"{name}#{from}", name, stage?.ToString() ?? "Published",
        target is null ? TimeKind.LegalWait : TimeKind.Administration, Role.Recruiter, Org, null, At(from), At(to), target is { } days ? At(from + days) : null);

    private static DateTimeOffset At(int day) => new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.FromHours(1)).ToUniversalTime().AddDays(day);
}
