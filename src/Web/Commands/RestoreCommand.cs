using Jalon.Silo;
using Jalon.Silo.Backups;
using Jalon.Web.Import;

namespace Jalon.Web.Commands;

/// <summary>Brings a backup back, into a database nobody serves meanwhile.</summary>
internal static class RestoreCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        var name = options.Word("le fichier d’une sauvegarde");
        using var interruption = new Interruption();
        await using var file = Restoration.Open(name);
        await Restoration.CheckAsync(file, interruption.Token);
        await using var database = await Database.OpenAsync(Session.Read(null), serving: true, Console.Error.WriteLine, interruption.Token);
        var bar = Console.IsErrorRedirected ? null : new ImportProgress(Console.Error, file);
        var restored = await Restoration.RunAsync(database.ConnectionString, file, options.Switches.Contains("replace"), rows => bar?.Show((int)rows), interruption.Token);
        bar?.Clear();
        Console.Out.WriteLine($"Base restaurée\u00A0: {BackupCommand.Words(restored)}. «\u00A0./run verify\u00A0» la relit toute.");
        return 0;
    }
}
