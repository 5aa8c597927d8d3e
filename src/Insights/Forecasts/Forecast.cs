using Jalon.Grains;

namespace Jalon.Insights.Forecasts;

/// <summary>
/// When something will happen, in days from today, as long as the post is not cancelled: the end of what is under way, then an independent time. The two are kept apart, because a
/// chance by one day asks for one sum of products, and the whole law of their sum for hundreds.
/// </summary>
/// <param name="law">Chance of each day for what is under way; what is missing to 1 lies beyond the horizon.</param>
/// <param name="rest">Chance that what follows takes at most so many days; null where nothing follows.</param>
public sealed class Forecast(double[] law, double[]? rest = null)
{
    /// <summary>Chances equal but for rounding are equal.</summary>
    private const double Rounding = 1e-9;

    private readonly int last = Array.FindLastIndex(law, chance => chance > 0);

    public int? P10 => Quantile(0.1);

    public int? P50 => Quantile(0.5);

    /// <summary>At or before that day with probability 0.8.</summary>
    public int? P80 => Quantile(0.8);

    public int? P90 => Quantile(0.9);

    /// <summary>Chance that it has happened so many days from today.</summary>
    public double ChanceBy(int days)
    {
        var (by, chance) = (Math.Min(days, law.Length - 1), 0.0);
        for (var day = Math.Min(by, last); day >= 0; day--) chance += law[day] * (rest is null ? 1 : rest[by - day]);
        return Math.Min(1, chance);
    }

    /// <summary>The first day by which the chance is reached; null beyond the horizon.</summary>
    public int? Quantile(double share)
    {
        var (first, until) = (0, law.Length - 1);
        if (ChanceBy(until) < share - Rounding) return null;
        while (first < until)
        {
            var middle = (first + until) / 2;
            if (ChanceBy(middle) >= share - Rounding) until = middle;
            else first = middle + 1;
        }

        return first;
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
