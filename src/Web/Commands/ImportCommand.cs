using Jalon.Web.Import;

namespace Jalon.Web.Commands;

/// <summary>Brings files of notices or of applications in; what cannot go in is set aside with its reason.</summary>
internal static class ImportCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        if (options.Words.Count == 0) throw new UsageException("Dites quels fichiers importer : ./run import FICHIER…");
        var dryRun = options.Switches.Contains("dry-run");
        using var interruption = new Interruption();
        await using var session = await Session.OpenAsync(interruption.Token, Intake.Work);
        var intake = new Intake(session.Engine, commit: !dryRun);
        var terminal = Console.IsErrorRedirected ? null : Console.Error;
        return await new ImportRun(intake.TakeAsync, Console.Out, dryRun, terminal).Files(options.Words, interruption.Token);
    }
}
