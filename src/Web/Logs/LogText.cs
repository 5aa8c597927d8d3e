using Jalon.Grains;
using Jalon.Insights.Logs;
using Jalon.Insights.Numbers;
using Jalon.Insights.Survival;

namespace Jalon.Web.Logs;

/// <summary>The figures of a log as a page of text.</summary>
internal static class LogText
{
    private const int LongestName = 40;

    public static void Write(TextWriter output, string file, LogFigures figures, IEnumerable<SetAside> aside)
    {
        output.WriteLine($"{file}\u00A0: {French.Count(figures.Events, "événement", "événements")}, {French.Count(figures.Cases, "dossier", "dossiers")}, "
            + $"{French.Count(figures.Variants, "variante", "variantes")}\u00A0; {French.Count(figures.Open, "dossier en cours", "dossiers en cours")}.");
        output.WriteLine(Finals(figures));
        if (figures.Simultaneous > 0)
            output.WriteLine($"{French.Count(figures.Simultaneous, "événement", "événements")} au même instant que le précédent\u00A0: l’ordre du fichier est gardé.");
        foreach (var line in aside) output.WriteLine($"Mis de côté\u00A0: {French.Count(line.Count, "événement", "événements")} {line.Reason}, d’abord {line.First}.");

        var waits = figures.Activities.Where(activity => activity.Wait is not null).Select(activity => (activity.Name, activity.Wait!));
        Table(output, "Attente avant chaque activité, en jours", waits, "total", wait => LogSentence.Whole(wait.Total));
        var works = figures.Activities.Where(activity => activity.Work is not null).Select(activity => (activity.Name, activity.Work!));
        Table(output, "Durée de chaque activité, en jours", works, "total", work => LogSentence.Whole(work.Total));
        var ends = figures.Ends.Select(end => (end.Activity, end.Duration));
        Table(output, "Durée des dossiers terminés, par dernière activité, en jours", ends, "la plus longue", end => Number(end.Largest));

        output.WriteLine();
        output.WriteLine("Durée de tous les dossiers, ceux en cours compris (Kaplan–Meier)");
        foreach (var (share, words) in new[] { (0.5, "La moitié"), (0.75, "Trois quarts"), (0.9, "Neuf dixièmes") })
            output.WriteLine($"  {words}\u00A0: {Reached(figures.Duration.QuantileOf(share))}");
        output.WriteLine();
        output.WriteLine(LogSentence.Of(figures));
    }

    private static string Finals(LogFigures figures)
    {
        var how = figures.FinalsGiven ? "données" : "déduites\u00A0: presque toujours les dernières";
        return figures.Finals.Count == 0
            ? "Aucune activité ne termine les dossiers\u00A0: tous sont comptés en cours. Dites lesquelles avec --final."
            : $"Activités qui terminent un dossier ({how})\u00A0: {string.Join(", ", figures.Finals)}.";
    }

    private static void Table(TextWriter output, string title, IEnumerable<(string Name, Sample Figures)> lines, string last, Func<Sample, string> lastCell)
    {
        var rows = lines.Select(line => new[]
        {
            line.Name.Length <= LongestName ? line.Name : line.Name[..(LongestName - 1)] + "…", line.Figures.Count.ToString("N0", French.Culture),
            Number(line.Figures.Median), Number(line.Figures.Mean), Number(line.Figures.P90), lastCell(line.Figures),
        }).Prepend(["", "n", "médiane", "moyenne", "9e décile", last]).ToList();
        if (rows.Count == 1) return;
        var widths = Enumerable.Range(0, 6).Select(column => rows.Max(row => row[column].Length)).ToArray();
        output.WriteLine();
        output.WriteLine(title);
        foreach (var row in rows)
            output.WriteLine($"  {row[0].PadRight(widths[0])}  {string.Join("  ", row.Skip(1).Select((cell, i) => cell.PadLeft(widths[i + 1])))}");
    }

    private static string Reached(Quantile quantile) => quantile.Day is not { } day ? "non atteinte"
        : $"{Number(day)} jours (intervalle à 95\u00A0%\u00A0: {(quantile.Low is { } low ? Number(low) : "…")} à {(quantile.High is { } high ? Number(high) : "non atteint")})";

    private static string Number(double days) => days.ToString("N2", French.Culture);
}
