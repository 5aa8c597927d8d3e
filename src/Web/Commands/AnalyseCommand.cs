using Jalon.Insights.Logs;
using Jalon.Web.Logs;

namespace Jalon.Web.Commands;

/// <summary>Where anybody's event log waits: CSV or XES, plain or gzip, as a table or as JSON.</summary>
internal static class AnalyseCommand
{
    public static readonly string[] WithValue = ["case", "activity", "time", "end", "final"];

    public static int Run(Options options)
    {
        using var interruption = new Interruption();
        return Write(options, Console.Out, interruption.Token);
    }

    /// <exception cref="UsageException">The log cannot be read as asked.</exception>
    internal static int Write(Options options, TextWriter output, CancellationToken ct)
    {
        var path = options.Word("le fichier d’un journal d’événements");
        try
        {
            var intake = Read(path, options, ct);
            var figures = LogAnalysis.Of(intake.Whole(), Finals(options, intake.Log));
            if (options.Switches.Contains("json")) output.WriteLine(LogJson.Of(figures, intake.Aside));
            else LogText.Write(output, Path.GetFileName(path), figures, intake.Aside);
            return intake.Aside.Any() ? 1 : 0;
        }
        catch (InvalidDataException)
        {
            throw LogFile.Damaged();
        }
        catch (OperationCanceledException)
        {
            throw new UsageException("Analyse interrompue.");
        }
    }

    private static LogIntake Read(string path, Options options, CancellationToken ct)
    {
        var intake = new LogIntake();
        var columns = new LogColumns(Asked("case"), Asked("activity"), Asked("time"), Asked("end"));
        var (text, isXes) = LogFile.Open(path);
        using (text)
        {
            if (isXes) XesLog.Read(text, columns, intake, ct);
            else CsvLog.Read(text, columns, intake, ct);
        }

        return intake;

        string? Asked(string name) => options.Values.GetValueOrDefault(name);
    }

    private static string[]? Finals(Options options, EventLog log)
    {
        var names = options.Values.GetValueOrDefault("final")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names?.Except(log.Activities).FirstOrDefault() is { } unknown)
            throw new UsageException($"Aucun événement ne porte l’activité «\u00A0{unknown}\u00A0». Activités trouvées\u00A0: {string.Join(" ; ", log.Activities.Take(40))}.");
        return names;
    }
}
