using System.Text.Encodings.Web;
using System.Text.Json;

using Jalon.Insights.Logs;

namespace Jalon.Web.Logs;

/// <summary>The figures of a log for programs: days, unrounded; null where a quantile is not reached.</summary>
internal static class LogJson
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(LogFigures figures, IEnumerable<SetAside> aside) => JsonSerializer.Serialize(
        new
        {
            figures.Events,
            figures.Cases,
            figures.Open,
            figures.Variants,
            figures.Simultaneous,
            figures.Finals,
            figures.FinalsGiven,
            figures.Activities,
            figures.Ends,
            Duration = new { Median = Reached(figures, 0.5), P75 = Reached(figures, 0.75), P90 = Reached(figures, 0.9) },
            Bottleneck = new { Total = figures.MostTotal?.Name, P90 = figures.MostP90?.Name, Median = figures.MostMedian?.Name, Sentence = LogSentence.Of(figures) },
            SetAside = aside,
        },
        Written);

    private static object Reached(LogFigures figures, double share)
    {
        var quantile = figures.Duration.QuantileOf(share);
        return new { quantile.Day, quantile.Low, quantile.High };
    }
}
