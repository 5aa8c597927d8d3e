using Jalon.Silo;

using Npgsql;

namespace Jalon.Web.Commands;

/// <summary>What <c>./run</c> can be told to do. The exit code is 0 when all went well, 1 when something was found or set aside, 2 when the request cannot be taken.</summary>
public static class CommandLine
{
    public const int Refused = 2;

    private const string Usage = """
        ./run                                                    servir les pages et l’API
        ./run import FICHIER… [--dry-run]                        faire entrer un export de Choisir le service public (56 colonnes)
        ./run person COURRIEL --role RÔLE --organisation ORGANISATION [--create] [--given-name PRÉNOM] [--family-name NOM]
        ./run token COURRIEL                                     créer un jeton d’accès à l’API
        ./run facts [--after CURSEUR]                            écrire les faits, un objet JSON par ligne, le curseur suivant à la fin
        ./run analyse JOURNAL --case COLONNE --activity COLONNE --time COLONNE [--end COLONNE] [--final "ACTIVITÉ;…"] [--json]
                                                                 dire où attend n’importe quel journal d’événements (CSV ou XES, gzip ou non)
        ./run verify                                             vérifier que le journal est entier
        ./run migrate                                            préparer la base

        Options de « ./run » sans commande : --role all|web|worker. Les réglages sont dans le README.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                [] or ["serve", ..] => await ServeCommand.RunAsync(Options.Parse(args.Length == 0 ? [] : args[1..], ["role"], [])),
                ["--role", ..] => await ServeCommand.RunAsync(Options.Parse(args, ["role"], [])),
                ["import", .. var rest] => await ImportCommand.RunAsync(Options.Parse(rest, [], ["dry-run"])),
                ["person", .. var rest] => await PersonCommand.RunAsync(Options.Parse(rest, ["role", "organisation", "given-name", "family-name"], ["create"])),
                ["token", .. var rest] => await TokenCommand.RunAsync(Options.Parse(rest, [], [])),
                ["facts", .. var rest] => await FactsCommand.RunAsync(Options.Parse(rest, ["after"], [])),
                ["analyse", .. var rest] => AnalyseCommand.Run(Options.Parse(rest, AnalyseCommand.WithValue, ["json"])),
                ["verify", .. var rest] => await VerifyCommand.RunAsync(Options.Parse(rest, [], [])),
                ["migrate", .. var rest] => await MigrateCommand.RunAsync(Options.Parse(rest, [], [])),
                ["--help" or "-h" or "help", ..] => Say(Usage, 0),
                [var other, ..] => Say($"« {other} » n’est pas une commande.\n\n{Usage}", Refused),
            };
        }
        catch (UsageException wrong)
        {
            return Say(wrong.Message, Refused);
        }
        catch (Exception unavailable) when (unavailable is DatabaseUnavailableException or SchemaAheadException)
        {
            return Say(unavailable.Message, Refused);
        }
        catch (Exception away) when (away is NpgsqlException or DatabaseAwayException && PostgresAway.Is(away))
        {
            return Say("PostgreSQL ne répond pas : vérifiez qu’il est démarré, puis relancez.", Refused);
        }
    }

    /// <summary>Sentences go to the error output, so that what a command gives can be kept in a file.</summary>
    private static int Say(string text, int code)
    {
        Console.Error.WriteLine(text);
        return code;
    }
}

/// <summary>The request itself is wrong; the message says what to write.</summary>
public sealed class UsageException(string sentence) : Exception(sentence);

/// <summary>Words, options with a value and switches of a command line.</summary>
public sealed record Options(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Switches)
{
    /// <exception cref="UsageException">An option is unknown, or has no value.</exception>
    public static Options Parse(string[] args, string[] withValue, string[] switches)
    {
        var (words, values, on) = (new List<string>(), new Dictionary<string, string>(), new HashSet<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : null;
            if (name is null) words.Add(args[i]);
            else if (switches.Contains(name)) on.Add(name);
            else if (!withValue.Contains(name)) throw new UsageException($"L’option « --{name} » n’existe pas ici. « ./run --help » dit lesquelles existent.");
            else if (i + 1 == args.Length) throw new UsageException($"L’option « --{name} » attend une valeur.");
            else values[name] = args[++i];
        }

        return new Options(words, values, on);
    }

    public string Required(string name) => Values.GetValueOrDefault(name) ?? throw new UsageException($"L’option « --{name} » est nécessaire.");

    public string Word(string what) => Words is [var only] ? only : throw new UsageException($"Cette commande attend {what}, et rien d’autre.");

    public void NoWord()
    {
        if (Words is [var first, ..]) throw new UsageException($"« {first} » n’est pas attendu ici. « ./run --help » dit quoi écrire.");
    }
}
