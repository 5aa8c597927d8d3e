using System.Collections.Concurrent;

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
    private readonly ConcurrentDictionary<(int From, int To, string Organisation, string Profession), double[]> known = [];

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
        new(hazards[step].Law(PaceOf(step, organisation, profession), elapsed), Rest(step + 1, through, organisation, profession));

    /// <summary>Days within which half of the visits to a step end, for this organisation and profession: « d’ordinaire ».</summary>
    public int? Usual(int step, string organisation, string profession) => new Forecast(hazards[step].Law(PaceOf(step, organisation, profession), -1)).P50;

    private double PaceOf(int step, string organisation, string profession) => organisations[step].Of(organisation) * professions[step].Of(profession);

    /// <summary>Chance that the steps from one to another take at most so many days in all, by day; null where there are none.</summary>
    private double[]? Rest(int from, int through, string organisation, string profession) =>
        from > through ? null : known.GetOrAdd((from, through, organisation, profession), _ => By(new(hazards[from].Law(PaceOf(from, organisation, profession), -1), Rest(from + 1, through, organisation, profession))));

    private static double[] By(Forecast forecast) => [.. Enumerable.Range(0, StepHazard.Horizon + 1).Select(forecast.ChanceBy)];
}
