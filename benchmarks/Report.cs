using System.Globalization;
using System.Text.Json;

namespace Jalon.Bench;

/// <summary>The figures, for people or for programs.</summary>
internal static class Report
{
    public static void Json(IReadOnlyList<Line> lines, TextWriter to)
    {
        foreach (var line in lines)
        {
            to.WriteLine(JsonSerializer.Serialize(new
            {
                name = line.Name,
                value = Math.Round(line.Value, line.Value < 100 ? 2 : 1),
                unit = line.Unit,
                raw = line.Raw is { } raw ? Math.Round(raw, 1) : (double?)null,
                ratio = line.Ratio is { } ratio ? Math.Round(ratio, 3) : (double?)null,
                target = line.Target,
                ok = line.Ok,
            }));
        }
    }

    public static void Table(string machine, IReadOnlyList<Line> lines, TextWriter to)
    {
        to.WriteLine(machine);
        to.WriteLine();
        to.WriteLine(Cells("mesure", "valeur", "unité", "brut", "rapport", "cible", "tenue", "étendue, attente, processeur par opération"));
        foreach (var line in lines)
        {
            to.WriteLine(Cells(
                line.Name, Number(line.Value, line.Value < 100 ? "0.0" : "0"), line.Unit, Number(line.Raw, "0"), Number(line.Ratio, "0.00"), Number(line.Target, "0.##"),
                line.Ok switch { true => "oui", false => "non", null => "" }, line.Note));
        }
    }

    private static string Cells(string name, string value, string unit, string raw, string ratio, string target, string ok, string note) =>
        $"{name,-24} {value,8} {unit,-5} {raw,8} {ratio,8} {target,6} {ok,-6} {note}".TrimEnd();

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.GetCultureInfo("fr-FR")) ?? "";
}
