namespace Jalon.Insights.Survival;

/// <summary>So many cases seen alike. A case is at risk at a time t when Entry &lt; t ≤ Days; one that enters at or after its own end never is.</summary>
/// <param name="Days">Days from the start of the case to its end, or to the last day it was seen.</param>
/// <param name="Outcome">What ended it, from 1; 0 when it has not ended (censored).</param>
/// <param name="Entry">
/// Days from the start of the case to the moment it came under observation (left truncation), that moment excluded; negative when it was seen from the start, an end on
/// day 0 included.
/// </param>
/// <param name="Count">How many such cases.</param>
public readonly record struct Observation(double Days, int Outcome, double Entry = Observation.FromTheStart, long Count = 1)
{
    public const int Open = 0;

    public const double FromTheStart = -1;

    /// <summary>Adds nothing to any estimate, and is counted apart.</summary>
    public bool NeverAtRisk => Days <= Entry;

    /// <summary>The same case where only one outcome matters: the others end its observation.</summary>
    public Observation Only(int outcome) => Outcome == outcome || Outcome == Open ? this : this with { Outcome = Open };
}
