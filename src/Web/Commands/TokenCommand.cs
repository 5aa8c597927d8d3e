using Jalon.Silo;

namespace Jalon.Web.Commands;

/// <summary>Creates an API token for a person and prints it, once: only its hash is kept.</summary>
internal static class TokenCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        var email = options.Word("un courriel");
        await using var session = await Session.OpenAsync(CancellationToken.None);
        var person = await People.FindAsync(session.Engine.Database, email, CancellationToken.None)
            ?? throw new UsageException("Personne n’a ce courriel ici. « ./run person COURRIEL --role … --organisation … » ajoute une personne.");
        Console.Out.WriteLine(await ApiTokens.CreateAsync(session.Engine.Database, person, CancellationToken.None));
        return 0;
    }
}
