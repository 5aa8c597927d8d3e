using Jalon.Insights.Logs;
using Jalon.Insights.Numbers;

namespace Jalon.Insights.Tests.Logs;

public sealed class SampleTests
{
    [Fact]
    public void Quantiles_lie_between_the_closest_ranks()
    {
        Assert.Equal(new Sample(4, 2.5, 2.5, 3.7, 4, 10), Sample.Of([4, 1, 3, 2]));
        Assert.Equal(new Sample(1, 7, 7, 7, 7, 7), Sample.Of([7]));
        Assert.Null(Sample.Of([]));
    }

    [Fact]
    public void The_order_of_the_file_does_not_matter_but_between_equal_instants()
    {
        var (one, other) = (new EventLog(), new EventLog());
        (string Case, string Activity, long At)[] events = [("x", "a", 0), ("y", "a", 5), ("x", "b", 10), ("y", "c", 10), ("x", "c", 10), ("y", "b", 20)];
        foreach (var (name, activity, at) in events) one.Add(name, activity, at, at);
        foreach (var (name, activity, at) in events.OrderBy(line => line.Case)) other.Add(name, activity, at, at);
        Assert.Equal(LogAnalysis.Of(one).Activities, LogAnalysis.Of(other).Activities);
        Assert.Equal((2, 1), (LogAnalysis.Of(one).Variants, LogAnalysis.Of(one).Simultaneous));
    }

    [Fact]
    public void A_log_has_at_most_ten_thousand_activities()
    {
        var log = new EventLog();
        for (var i = 0; i < EventLog.MostActivities; i++) Assert.Equal(LogLimit.None, log.Add("x", $"a{i}", i, i));
        Assert.Equal(LogLimit.Activities, log.Add("x", "one too many", 0, 0));
        Assert.Equal(LogLimit.None, log.Add("x", "a1", 0, 0));
    }
}
