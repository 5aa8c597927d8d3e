namespace Jalon.Insights.Forecasts;

/// <summary>
/// When a post will get somewhere, learnt from the steps of all posts, those that last included. Each step has its own hazards, sped up or slowed down by profession and by
/// organisation; what remains is the step under way, given how long it has lasted, then the next ones, added as independent times.
/// </summary>
public sealed class ForecastModel
{
    private readonly StepHazard[] hazards;
    private readonly Pace[] professions;
    private readonly Pace[] organisations;
    private readonly Dictionary<(int From, int To, string Organisation, string Profession), double[]> known = [];

    private ForecastModel(StepHazard[] hazards, Pace[] professions, Pace[] organisations) =>
        (this.hazards, this.professions, this.organisations) = (hazards, professions, organisations);

    public int Steps => hazards.Length;

    /// <param name="steps">How many steps lead to the arrival.</param>
    public static ForecastModel Learn(IReadOnlyCollection<StepVisit> visits, int steps)
    {
        var byStep = Enumerable.Range(0, steps).Select(step => visits.Where(visit => visit.Step == step).ToList()).ToArray();
        var hazards = byStep.Select(own => new StepHazard(own)).ToArray();
        var professions = byStep.Select((own, step) => Pace.Of(own.Select(visit => (visit.Profession, visit.Ended ? 1.0 : 0, hazards[step].Expected(visit))))).ToArray();
        var organisations = byStep.Select((own, step) => Pace.Of(own.Select(visit =>
            (visit.Organisation, visit.Ended ? 1.0 : 0, hazards[step].Expected(visit) * professions[step].Of(visit.Profession))))).ToArray();
        return new ForecastModel(hazards, professions, organisations);
    }

    /// <summary>From a post under way to the end of a later step.</summary>
    /// <param name="step">The step under way.</param>
    /// <param name="elapsed">Days it has lasted.</param>
    /// <param name="through">The step whose end is awaited: that of the choice, or the last for the arrival.</param>
    public Forecast Of(int step, int elapsed, int through, string organisation, string profession) =>
        new(Sum(hazards[step].Law(PaceOf(step, organisation, profession), elapsed), Rest(step + 1, through, organisation, profession)));

    /// <summary>Days within which half of the visits to a step end, for this organisation and profession: « d’ordinaire ».</summary>
    public int? Usual(int step, string organisation, string profession) => new Forecast(hazards[step].Law(PaceOf(step, organisation, profession), -1)).P50;

    private double PaceOf(int step, string organisation, string profession) => organisations[step].Of(organisation) * professions[step].Of(profession);

    private double[]? Rest(int from, int through, string organisation, string profession)
    {
        if (from > through) return null;
        if (known.TryGetValue((from, through, organisation, profession), out var law)) return law;
        law = Sum(hazards[from].Law(PaceOf(from, organisation, profession), -1), Rest(from + 1, through, organisation, profession));
        return known[(from, through, organisation, profession)] = law;
    }

    /// <summary>The law of a sum of independent times, cut at the horizon.</summary>
    private static double[] Sum(double[] one, double[]? other)
    {
        if (other is null) return one;
        var sum = new double[StepHazard.Horizon + 1];
        var last = Array.FindLastIndex(other, chance => chance > 0);
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] == 0) continue;
            for (var j = 0; j <= last && i + j < sum.Length; j++) sum[i + j] += one[i] * other[j];
        }

        return sum;
    }
}
