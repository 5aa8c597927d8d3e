namespace Jalon.Insights.Forecasts;

/// <summary>A visit to one step of the way to a post.</summary>
/// <param name="Step">Its place on the way, from 0.</param>
/// <param name="Days">Whole days from its start to its end, or to today where it lasts.</param>
/// <param name="Entry">Days after its start when it came under observation; −1 from the start, as in <see cref="Survival.Observation"/>.</param>
public sealed record StepVisit(int Step, string Organisation, string Profession, int Days, bool Ended, int Entry = -1);

/// <summary>
/// The chance that a step ends on each day, given that it had not before: events over cases at risk, on stretches of days long enough to hold enough ends (piecewise
/// constant hazards; Holford, Biometrics 36, 1980). A day that alone has enough ends, like that of a legal term, keeps its own.
/// </summary>
public sealed class StepHazard
{
    /// <summary>Longest time looked at, in days: two years.</summary>
    public const int Horizon = 730;

    private const int LeastEnds = 15;

    private readonly double[] rate = new double[Horizon + 1];

    /// <summary>−ln of the chance of lasting past each day.</summary>
    private readonly double[] cumulated = new double[Horizon + 1];

    public StepHazard(IReadOnlyCollection<StepVisit> visits)
    {
        var (ends, risk) = Count(visits);
        for (var day = 0; day <= Horizon;)
        {
            var (last, ended, atRisk) = Stretch(day, ends, risk);
            // Nobody was followed that long: the last known rate goes on.
            var hazard = atRisk > 0 ? -Math.Log(1 - Math.Min(0.999, ended / atRisk)) : day == 0 ? 0 : rate[day - 1];
            for (; day <= last; day++) rate[day] = hazard;
        }

        for (var day = 0; day <= Horizon; day++) cumulated[day] = rate[day] + (day == 0 ? 0 : cumulated[day - 1]);
    }

    /// <summary>Ends expected of a visit at the common pace.</summary>
    public double Expected(StepVisit visit) => Through(visit.Days) - (visit.Entry < 0 ? 0 : Through(visit.Entry));

    /// <summary>Chance of ending each so many days from now: at a pace of its own (1 = common), having lasted some days already (−1: it starts today, and may end the same day).</summary>
    public double[] Law(double pace, int elapsed)
    {
        var law = new double[Horizon + 1];
        var start = elapsed < 0 ? 0 : 1;
        var (left, from) = (1.0, Math.Max(0, elapsed));
        for (var day = start; day <= Horizon && left > 1e-7; day++)
        {
            law[day] = left * (1 - Math.Exp(-pace * rate[Math.Min(Horizon, from + day)]));
            left -= law[day];
        }

        return law;
    }

    private double Through(int day) => cumulated[Math.Min(day, Horizon)];

    private static (double[] Ends, double[] Risk) Count(IReadOnlyCollection<StepVisit> visits)
    {
        var (ends, risk) = (new double[Horizon + 1], new double[Horizon + 2]);
        foreach (var visit in visits.Where(visit => visit.Days > visit.Entry && visit.Entry < Horizon))
        {
            risk[visit.Entry + 1]++;
            risk[Math.Min(visit.Days, Horizon) + 1]--;
            if (visit.Ended && visit.Days <= Horizon) ends[visit.Days]++;
        }

        for (var day = 1; day <= Horizon; day++) risk[day] += risk[day - 1];
        return (ends, risk);
    }

    private static (int Last, double Ended, double AtRisk) Stretch(int day, double[] ends, double[] risk)
    {
        var (ended, atRisk) = (0.0, 0.0);
        for (var last = day; ; last++)
        {
            (ended, atRisk) = (ended + ends[last], atRisk + risk[last]);
            if (last == Horizon || ended >= LeastEnds || ends[last + 1] >= LeastEnds || risk[last + 1] == 0) return (last, ended, atRisk);
        }
    }
}
