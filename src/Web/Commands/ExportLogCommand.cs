using Jalon.Grains;
using Jalon.Web.Logs;

namespace Jalon.Web.Commands;

/// <summary>Writes an event log for other tools, with pseudonyms: CSV, or XES where the name of the file ends so.</summary>
internal static class ExportLogCommand
{
    public static readonly string[] WithValue = ["case"];

    public static async Task<int> RunAsync(Options options)
    {
        var path = options.Word("le nom d’un fichier à écrire, en .csv ou en .xes");
        var kind = options.Values.GetValueOrDefault("case", "candidature") switch
        {
            "candidature" => "job_application",
            "poste" => "vacancy",
            "parcours" => "reconversion_path",
            var other => throw new UsageException($"«\u00A0{other}\u00A0» n’est pas un genre de dossier\u00A0: écrivez candidature, poste ou parcours."),
        };
        var xes = path.EndsWith(".xes", StringComparison.OrdinalIgnoreCase);
        if (!xes && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new UsageException("Le nom du fichier dit son format\u00A0: il finit par .csv ou par .xes.");
        if (File.Exists(path)) throw new UsageException($"{path} existe déjà\u00A0: rien n’a été écrit.");
        using var interruption = new Interruption();
        await using var session = await Session.OpenAsync(interruption.Token);
        var (cases, visits) = await WriteAsync(path, xes, session.Engine, kind, interruption.Token);
        Console.Error.WriteLine($"{French.Count(cases, "dossier", "dossiers")}, {French.Count(visits, "passage", "passages")}, dans {path}.");
        return 0;
    }

    /// <summary>Under another name until it is whole: a file that was cut is never taken for a log.</summary>
    private static async Task<(int Cases, int Visits)> WriteAsync(string path, bool xes, Silo.Engine engine, string kind, CancellationToken ct)
    {
        var partial = $"{path}.partiel";
        try
        {
            (int, int) told;
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                var cases = LoggedSteps.ReadAsync(engine.Database, kind, ct);
                told = xes ? await LogExport.WriteXesAsync(file, cases) : await LogExport.WriteCsvAsync(file, cases);
            }

            File.Move(partial, path);
            return told;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Le fichier {path} ne peut pas être écrit\u00A0: {problem.Message}");
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
