using Jalon.Insights.Experiments;

namespace Jalon.Insights.Tests.Experiments;

public sealed class PlanningAnExperiment
{
    /// <summary>Schoenfeld's formula worked by hand: 4 (1.95996 + 0.84162)² / ln² 1.5 = 190.97; Collett, Modelling Survival Data, gives 191 as well.</summary>
    [Fact]
    public void Ends_needed_are_the_published_ones()
    {
        Assert.Equal(190.97, Power.EventsFor(1.5), 0.01);
        Assert.Equal(0.8, Power.Of(1.5, Power.EventsFor(1.5)), 1e-9);
        Assert.Equal(1.5, Power.Detectable(Power.EventsFor(1.5)), 1e-9);
        Assert.Equal(Power.Of(1.5, 100), Power.Of(1 / 1.5, 100), 1e-12);
        Assert.InRange(Power.Of(1.5, 250), 0.89, 0.90);
        Assert.Equal(double.PositiveInfinity, Power.Detectable(0));
    }

    [Fact]
    public void A_plan_says_its_ends_months_and_smallest_difference()
    {
        var plan = new Plan(PostsPerMonth: 40, Rate: 0.35, OtherRate: 0.05, EntryMonths: 6, FollowUpMonths: 4, HazardRatio: 1.5);
        Assert.InRange(plan.ExpectedEvents, 185, 205);
        Assert.InRange(plan.Detectable, 1.4, 1.55);
        Assert.False(plan.ObservationOnly);
        var months = plan.MonthsFor()!.Value;
        Assert.True((plan with { EntryMonths = months }).Power >= 0.8 && (plan with { EntryMonths = months - 1 }).Power < 0.8);
        Assert.True((plan with { PostsPerMonth = 5 }).ObservationOnly);
        Assert.Null((plan with { PostsPerMonth = 0.1 }).MonthsFor());
    }
}
