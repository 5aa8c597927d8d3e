using Jalon.Grains;

namespace Jalon.Insights.Forecasts;

/// <summary>When something will happen, in days from today, as long as the post is not cancelled.</summary>
/// <param name="law">Chance of each day; what is missing to 1 lies beyond the horizon.</param>
public sealed class Forecast(double[] law)
{
    public int? P10 => Quantile(0.1);

    public int? P50 => Quantile(0.5);

    /// <summary>At or before that day with probability 0.8.</summary>
    public int? P80 => Quantile(0.8);

    public int? P90 => Quantile(0.9);

    /// <summary>Chance that it has happened so many days from today.</summary>
    public double ChanceBy(int days) => days < 0 ? 0 : Math.Min(1, law.Take(days + 1).Sum());

    /// <summary>The first day by which the chance is reached; null beyond the horizon.</summary>
    public int? Quantile(double share)
    {
        var reached = 0.0;
        for (var day = 0; day < law.Length; day++)
            if ((reached += law[day]) >= share - 1e-9) return day;
        return null;
    }

    /// <summary>Why a post is in danger; null when it is not: it will more probably than not be there in time.</summary>
    /// <param name="step">French name of the step under way.</param>
    /// <param name="usual">Days that step usually takes, where known.</param>
    public string? Danger(DateOnly today, DateOnly wanted, string step, int elapsed, int? usual)
    {
        var chance = ChanceBy(wanted.DayNumber - today.DayNumber);
        if (chance >= 0.5) return null;
        var late = usual < elapsed ? $", contre {usual}\u00A0d’ordinaire" : "";
        return $"{chance.ToString("P0", French.Culture)} de chances d’une arrivée au plus tard le {French.Date(wanted)}\u00A0: l’étape «\u00A0{step}\u00A0» dure depuis {French.Count(elapsed, "jour", "jours")}{late}.";
    }
}
