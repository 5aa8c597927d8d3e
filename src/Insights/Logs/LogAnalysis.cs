using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Insights.Logs;

/// <summary>Figures of an event log, whoever made it: each case is walked once, in the order of time.</summary>
public sealed class LogAnalysis
{
    /// <summary>Two waits are compared by a quantile from so many cases on.</summary>
    public const int LeastCompared = 20;

    /// <summary>An activity ends a case when it comes last in at least so much of the cases that have it.</summary>
    private const double EndsMostly = 0.9;

    private readonly EventLog log;
    private readonly Activity[] activities;
    private readonly Told[] told;
    private readonly HashSet<UInt128> variants = [];
    private int simultaneous;

    private LogAnalysis(EventLog log)
    {
        this.log = log;
        activities = [.. log.Activities.Select(name => new Activity(name))];
        told = new Told[log.Cases];
    }

    /// <param name="finals">The activities that end a case; null to deduce them.</param>
    public static LogFigures Of(EventLog log, IReadOnlyCollection<string>? finals = null)
    {
        var (analysis, events) = (new LogAnalysis(log), new List<EventLog.Event>());
        for (var number = 0; number < log.Cases; number++)
        {
            log.ReadCase(number, events);
            analysis.Walk(number, events);
        }

        return analysis.Figures(finals);
    }

    private void Walk(int number, List<EventLog.Event> events)
    {
        var (until, variant) = (events[0].Start, SequenceHash.Empty);
        for (var i = 0; i < events.Count; i++)
        {
            var (one, activity) = (events[i], activities[events[i].Activity]);
            if (i > 0) activity.Waits.Add(Days(Math.Max(0, one.Start - until)));
            if (i > 0 && one.Start == events[i - 1].Start) simultaneous++;
            if (log.HasEnds) activity.Works.Add(Days(one.End - one.Start));
            activity.Meet(number);
            variant = variant.Then(one.Activity);
            until = Math.Max(until, one.End);
        }

        variants.Add(variant.Value);
        activities[events[^1].Activity].Ending++;
        told[number] = new Told(events[0].Start, until, events[^1].Activity);
    }

    private LogFigures Figures(IReadOnlyCollection<string>? finals)
    {
        var ends = activities.Select(activity => finals?.Contains(activity.Name) ?? activity.Ending >= EndsMostly * activity.Cases).ToArray();
        return new LogFigures(log.Events, log.Cases, told.Count(one => !ends[one.Last]), variants.Count, simultaneous, finals is not null,
            [.. activities.Where((_, code) => ends[code]).Select(activity => activity.Name)],
            [.. activities.Select(activity => activity.Figures()).OrderByDescending(figures => figures.Wait?.Total ?? -1).ThenBy(figures => figures.Name, StringComparer.Ordinal)],
            Ends(ends),
            SurvivalCurve.Of(told.Select(one => Observed(one, ends[one.Last]))));
    }

    private Observation Observed(Told one, bool ended) =>
        ended ? new Observation(Days(one.Until - one.From), 1) : new Observation(Days(log.Until - one.From), Observation.Open);

    private List<EndFigures> Ends(bool[] ends) =>
    [
        .. told.Where(one => ends[one.Last]).GroupBy(one => one.Last)
            .Select(group => new EndFigures(activities[group.Key].Name, Sample.Of([.. group.Select(one => Days(one.Until - one.From))])!))
            .OrderByDescending(end => end.Duration.Count).ThenBy(end => end.Activity, StringComparer.Ordinal),
    ];

    private static double Days(long ticks) => (double)ticks / TimeSpan.TicksPerDay;

    /// <summary>One case, once walked.</summary>
    private readonly record struct Told(long From, long Until, int Last);

    /// <summary>What is gathered about one activity.</summary>
    private sealed class Activity(string name)
    {
        private int occurrences, lastCase = -1;

        public string Name => name;

        public List<double> Waits { get; } = [];

        public List<double> Works { get; } = [];

        public int Cases { get; private set; }

        public int Ending { get; set; }

        public void Meet(int number)
        {
            occurrences++;
            if (lastCase == number) return;
            lastCase = number;
            Cases++;
        }

        public ActivityFigures Figures() => new(name, occurrences, Sample.Of(Waits), Sample.Of(Works));
    }
}
