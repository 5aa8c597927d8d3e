using System.Globalization;

namespace Jalon.Insights.Tests.Survival;

/// <summary>A stored table; its first lines, behind a #, say how it was made.</summary>
internal static class ReferenceFile
{
    public static List<double[]> Numbers(string name) => [.. Rows(name).Select(row => row.Select(Number).ToArray())];

    public static Dictionary<string, double> Figures(string name) => Rows(name).ToDictionary(row => row[0], row => Number(row[1]));

    private static IEnumerable<string[]> Rows(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Survival", "Reference", name)).Where(line => !line.StartsWith('#')).Skip(1).Select(line => line.Split(','));

    private static double Number(string cell) => cell is "NA" or "NaN" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);
}
