using Jalon.Silo;

namespace Jalon.Web.Commands;

/// <summary>Prepares the database, and says what was done.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        options.NoWord();
        await using var database = await Database.OpenAsync(Session.Read(null), serving: false, Console.Error.WriteLine, CancellationToken.None);
        await using var source = Connections.Open(database.ConnectionString);
        var applied = await Migrations.ApplyAsync(source, CancellationToken.None);
        Console.Out.WriteLine(applied.Count == 0 ? "La base est déjà prête." : $"La base est prête : étape {string.Join(", ", applied)}.");
        return 0;
    }
}
