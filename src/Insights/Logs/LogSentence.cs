using Jalon.Grains;

namespace Jalon.Insights.Logs;

/// <summary>Where a log blocks, said in French.</summary>
public static class LogSentence
{
    public static string Of(LogFigures figures)
    {
        if (figures.MostTotal is not { Wait: { } wait } most) return "Aucune attente dans ce journal\u00A0: chaque dossier n’a qu’un événement, ou tous au même instant.";
        var share = (wait.Total / figures.TotalWait).ToString("P0", French.Culture);
        var first = $"Ce qui bloque le plus\u00A0: l’attente avant «\u00A0{most.Name}\u00A0», {Whole(wait.Total)} jours en tout, soit {share} de toute l’attente.";
        return $"{first}{Tail(figures, most)}{Usual(figures, most)}";
    }

    private static string Tail(LogFigures figures, ActivityFigures most) => figures.MostP90 switch
    {
        null => "",
        { } same when same == most => $" C’est aussi la plus longue pour le dixième le plus lent\u00A0: {Days(same.Wait!.P90)} ou plus.",
        { } other => $" Le dixième le plus lent attend le plus avant «\u00A0{other.Name}\u00A0»\u00A0: {Days(other.Wait!.P90)} ou plus.",
    };

    private static string Usual(LogFigures figures, ActivityFigures most) => figures.MostMedian is not { } usual || usual == most ? ""
        : $" L’attente médiane la plus longue est avant «\u00A0{usual.Name}\u00A0»\u00A0: {Days(usual.Wait!.Median)}.";

    public static string Whole(double days) => days.ToString("N0", French.Culture);

    private static string Days(double days) => $"{days.ToString("N2", French.Culture)} jours";
}
