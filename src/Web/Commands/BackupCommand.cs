using Jalon.Grains;
using Jalon.Silo;
using Jalon.Silo.Backups;

namespace Jalon.Web.Commands;

/// <summary>Saves the database into a file, beside the program that may be serving it.</summary>
internal static class BackupCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        var file = options.Word("le fichier à écrire");
        using var interruption = new Interruption();
        await using var database = await Database.OpenAsync(Session.Read(null), serving: false, Console.Error.WriteLine, interruption.Token);
        var saved = await Backup.TakeAsync(database.ConnectionString, file, interruption.Token);
        Console.Out.WriteLine($"Sauvegarde écrite\u00A0: {file}, {Words(saved)}.");
        return 0;
    }

    /// <summary>« état du 25 novembre 2026 à 14:27, 24 tables, 1 204 lignes, 0,3 Mo ».</summary>
    internal static string Words(BackupReport report) => string.Create(French.Culture,
        $"état du {report.Instant}, {French.Count(report.Tables, "table", "tables")}, {report.Rows:N0}{French.Nbsp}lignes, {report.Bytes / 1e6:N1}{French.Nbsp}Mo");
}
