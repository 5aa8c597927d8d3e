using Jalon.Web.Demonstration;

namespace Jalon.Web.Commands;

/// <summary>Loads the demonstration into an empty database.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        options.NoWord();
        using var interruption = new Interruption();
        await using var session = await Session.OpenAsync(interruption.Token);
        if (await LoadAsync(session.Engine, interruption.Token) is not { } why) return 0;
        Console.Error.WriteLine(why);
        return CommandLine.Refused;
    }

    /// <summary>What the first start does by itself on the private server, and any start where a load was cut.</summary>
    /// <param name="empty">Asked to begin with nothing.</param>
    public static async Task BeginAsync(Silo.Engine engine, bool embedded, bool empty)
    {
        using var interruption = new Interruption();
        var state = await DemonstrationLoad.StateAsync(engine.Database, interruption.Token);
        if (!state.Unfinished && !(embedded && state.Empty && !empty)) return;
        if (await LoadAsync(engine, interruption.Token) is { } why) Console.Error.WriteLine(why);
    }

    private static async Task<string?> LoadAsync(Silo.Engine engine, CancellationToken ct)
    {
        try
        {
            return await new DemonstrationLoad(engine, Console.Error, !Console.IsErrorRedirected).RunAsync(Size.Whole, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw new UsageException("Chargement interrompu. Relancez « ./run » : il reprendra où il en était.");
        }
    }
}
