using Jalon.Silo.Feed;

namespace Jalon.Web.Commands;

/// <summary>Writes the settled facts after a cursor, one JSON object a line; the last line is the next cursor.</summary>
internal static class FactsCommand
{
    private const int Page = 500;

    public static async Task<int> RunAsync(Options options)
    {
        options.NoWord();
        if (!Cursor.TryParse(options.Values.GetValueOrDefault("after"), out var after))
            throw new UsageException("Ce curseur n’en est pas un : donnez celui de la dernière ligne d’un appel précédent, ou rien pour tout lire.");
        using var interruption = new Interruption();
        await using var session = await Session.OpenAsync(interruption.Token);
        if (!await session.Engine.Feed.HandedOutAsync(after, interruption.Token)) throw new UsageException(Cursor.Unknown);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { NewLine = "\n" };
        while (await session.Engine.Feed.FactsAfterAsync(after, Page, interruption.Token) is { Count: > 0 } facts)
        {
            foreach (var fact in facts) await output.WriteLineAsync(FactJson.Line(fact));
            after = facts[^1].Position;
        }

        await output.WriteLineAsync($$"""{"next":"{{Cursor.Text(after)}}"}""");
        return 0;
    }
}
