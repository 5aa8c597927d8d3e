using Jalon.Grains;
using Jalon.Insights.Bottlenecks;

namespace Jalon.Insights.Tests.Bottlenecks;

public sealed class CostOfADelay
{
    private static readonly Place Budget = new("Besoin", "visa budgétaire", "Ministère Alpha", "Contrôle");
    private static readonly Place Security = Budget with { Step = "habilitation" };
    private static readonly Place Notice = Budget with { Step = "publication" };
    private static readonly Place Interview = Budget with { Step = "entretien" };

    private static Visit Of(string id, Place place, double start, double end, double target, params string[] after) =>
        new(id, place, TimeKind.Administration, start, end, Ended: true, target, after);

    [Fact]
    public void In_a_line_of_steps_the_whole_delay_is_lost()
    {
        var post = new CaseGraph([Of("1", Budget, 0, 20, 5), Of("2", Interview, 22, 30, 10, "1")]);
        Assert.Equal(30, post.Arrival);
        Assert.Equal(15, post.Excess(Budget));
        Assert.Equal(0, post.Excess(Interview));
    }

    [Fact]
    public void In_a_branch_that_is_not_critical_nothing_is_lost()
    {
        var post = new CaseGraph([Of("1", Budget, 0, 18, 5), Of("2", Security, 0, 40, 40), Of("3", Interview, 40, 45, 5, "1", "2")]);
        Assert.Equal(0, post.Excess(Budget));
        Assert.Equal(0, post.Excess(Security));
    }

    [Fact]
    public void Of_two_long_branches_only_the_part_beyond_the_other_is_lost()
    {
        var post = new CaseGraph([Of("1", Budget, 0, 18, 5), Of("2", Security, 0, 40, 10), Of("3", Interview, 41, 45, 5, "1", "2")]);
        Assert.Equal(22, post.Excess(Security));
        Assert.Equal(0, post.Excess(Budget));
    }

    [Fact]
    public void A_legal_wait_is_kept_whole()
    {
        var legal = new Visit("2", Notice, TimeKind.LegalWait, 20, 50, true, 5, ["1"]);
        var post = new CaseGraph([Of("1", Budget, 0, 20, 5), legal, Of("3", Interview, 50, 58, 8, "2")]);
        Assert.Equal(0, post.Excess(Notice));
        Assert.Equal(15, post.Excess(Budget));
    }

    [Fact]
    public void Several_visits_to_one_place_are_capped_together()
    {
        var post = new CaseGraph([Of("1", Interview, 0, 20, 5), Of("2", Budget, 20, 22, 5, "1"), Of("3", Interview, 22, 40, 5, "2")]);
        Assert.Equal(28, post.Excess(Interview));
    }

    [Fact]
    public void A_step_that_lasts_costs_what_it_has_cost_so_far() =>
        Assert.Equal(25, new CaseGraph([Of("1", Budget, 0, 30, 5) with { Ended = false }]).Excess(Budget));

    [Fact]
    public void Steps_that_overlapped_did_not_wait_for_each_other()
    {
        var post = new CaseGraph([Of("1", Budget, 0, 30, 5), Of("2", Interview, 10, 32, 30, "1")]);
        Assert.Equal(0, post.Excess(Budget));
    }

    [Fact]
    public void Workload_is_told_in_its_own_unit() =>
        Assert.Equal(new ApplicationDays(12), ApplicationDays.ByPlace([Of("1", Budget, 0, 5, 9), Of("2", Budget, 3, 10, 9)])[Budget]);

    [Fact]
    public void Little_s_law_holds_on_a_closed_window()
    {
        var draw = new Random(5);
        var spans = Enumerable.Range(0, 3_000).Select(_ => draw.NextDouble() * 400).Select(from => (from, from + (draw.NextDouble() * 90))).ToList();
        var law = Little.Of(spans, 100, 300);
        Assert.InRange(law.Gap, 0, 1e-6);
        Assert.InRange(law.Present, 300, 400);
        // An interval told twice on one side only would show.
        Assert.True(Math.Abs(Little.Of([.. spans, spans[0]], 0, 500).Present - Little.Of(spans, 0, 500).Present) > 1e-6);
    }
}
