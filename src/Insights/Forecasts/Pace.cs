namespace Jalon.Insights.Forecasts;

/// <summary>
/// How much faster or slower than all each group goes: ends seen over ends expected, drawn towards 1 as much as the groups' own spread says (empirical Bayes on a gamma law:
/// Clayton and Kaldor, Biometrics 43, 1987; spread by Marshall's moments, Appl. Stat. 40, 1991). A group with few cases is nearly the filière; one never seen is.
/// </summary>
public sealed class Pace
{
    private readonly Dictionary<string, double> paces;

    private Pace(Dictionary<string, double> paces, double weight) => (this.paces, Weight) = (paces, weight);

    /// <summary>Ends that the common pace counts for.</summary>
    public double Weight { get; }

    public double Of(string group) => paces.GetValueOrDefault(group, 1);

    public static Pace Of(IEnumerable<(string Group, double Ended, double Expected)> visits)
    {
        var groups = visits.GroupBy(visit => visit.Group).Select(group => (Name: group.Key, Ended: group.Sum(visit => visit.Ended), Expected: group.Sum(visit => visit.Expected)))
            .Where(group => group.Expected > 0).ToList();
        var expected = groups.Sum(group => group.Expected);
        if (expected <= 0) return new Pace([], double.PositiveInfinity);
        var spread = groups.Sum(group => group.Expected * Math.Pow((group.Ended / group.Expected) - 1, 2)) / expected;
        var between = spread - (groups.Count / expected);
        var weight = between <= 1e-6 ? 1e6 : 1 / between;
        return new Pace(groups.ToDictionary(group => group.Name, group => (group.Ended + weight) / (group.Expected + weight)), weight);
    }
}
