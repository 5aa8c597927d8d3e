using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Insights.Logs;

/// <summary>An activity: how long cases waited before it, and how long it lasted where the log says so. Days.</summary>
/// <param name="Wait">From the end of what came before in the case to its start; null when it only ever came first.</param>
/// <param name="Work">From its start to its end; null in a log of instants.</param>
public sealed record ActivityFigures(string Name, int Occurrences, Sample? Wait, Sample? Work);

/// <summary>Cases that ended by one activity. Days from their first event to their last.</summary>
public sealed record EndFigures(string Activity, Sample Duration);

/// <summary>What any event log says about waiting.</summary>
/// <param name="Open">Cases whose last activity is not one that ends a case: they are censored at the last instant of the log.</param>
/// <param name="Variants">Different sequences of activities.</param>
/// <param name="Simultaneous">Events at the very instant of the one before in their case: their order is that of the file.</param>
/// <param name="Finals">Activities that end a case, given or deduced.</param>
/// <param name="Duration">All cases, open ones included (Kaplan–Meier).</param>
public sealed record LogFigures(int Events, int Cases, int Open, int Variants, int Simultaneous, bool FinalsGiven, IReadOnlyList<string> Finals,
    IReadOnlyList<ActivityFigures> Activities, IReadOnlyList<EndFigures> Ends, SurvivalCurve Duration)
{
    /// <summary>The activity before which cases waited most; null when none waited.</summary>
    public ActivityFigures? MostTotal => Highest(wait => wait.Total, 1);

    /// <summary>By the ninetieth percentile, among activities with enough waits to be compared.</summary>
    public ActivityFigures? MostP90 => Highest(wait => wait.P90, LogAnalysis.LeastCompared);

    public ActivityFigures? MostMedian => Highest(wait => wait.Median, LogAnalysis.LeastCompared);

    public double TotalWait => Activities.Sum(activity => activity.Wait?.Total ?? 0);

    private ActivityFigures? Highest(Func<Sample, double> figure, int least) =>
        Activities.Where(activity => activity.Wait?.Count >= least && figure(activity.Wait) > 0).MaxBy(activity => figure(activity.Wait!));
}
