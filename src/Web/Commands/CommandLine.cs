using Jalon.Silo;
using Jalon.Silo.Backups;

using Npgsql;

namespace Jalon.Web.Commands;

/// <summary>What <c>./run</c> can be told to do. The exit code is 0 when all went well, 1 when something was found or set aside, 2 when the request cannot be taken.</summary>
public static class CommandLine
{
    public const int Refused = 2;

    private const int Interrupted = 130;

    private const string Usage = """
        ./run                                                    servir les pages et l’API ; la démonstration d’abord, sur un serveur privé encore vide
        ./run --empty                                            la même chose, sans démonstration
        ./run demo                                               charger la démonstration dans une base vide
        ./run import FICHIER… [--dry-run]                        faire entrer des offres (56 ou 30 colonnes) ou des candidatures
        ./run import-tracker TABLEAU.xlsx|.csv [--dry-run] [--organisation NOM] [--status STATUT] [--columns "COLONNE=RÔLE;…"] [--stages "LIBELLÉ=ÉTAPE;…"] [--told]
                                                                 reprendre les recrutements en cours d’un tableau de suivi, avec leurs dates
        ./run person COURRIEL --role RÔLE --organisation ORGANISATION [--create] [--given-name PRÉNOM] [--family-name NOM]
        ./run token COURRIEL                                     créer un jeton d’accès à l’API
        ./run facts [--after CURSEUR]                            écrire les faits, un objet JSON par ligne, le curseur suivant à la fin
        ./run analyse JOURNAL --case COLONNE --activity COLONNE --time COLONNE [--end COLONNE] [--final "ACTIVITÉ;…"] [--json]
                                                                 dire où attend n’importe quel journal d’événements (CSV ou XES, gzip ou non)
        ./run export-log FICHIER.csv|.xes [--case candidature|poste|parcours]
                                                                 écrire un journal d’événements, sous pseudonymes, pour d’autres outils
        ./run verify                                             vérifier que le journal est entier
        ./run backup FICHIER                                     sauvegarder la base, même pendant qu’elle sert
        ./run restore FICHIER [--replace]                        restaurer une sauvegarde ; --replace perd ce qui est dans la base
        ./run migrate                                            préparer la base

        Options de « ./run » sans commande : --role all|web|worker. Les réglages sont dans le README.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                [] or ["serve", ..] => await ServeCommand.RunAsync(Options.Parse(args.Length == 0 ? [] : args[1..], ["role"], ["empty"])),
                ["--role" or "--empty", ..] => await ServeCommand.RunAsync(Options.Parse(args, ["role"], ["empty"])),
                ["demo", .. var rest] => await DemoCommand.RunAsync(Options.Parse(rest, [], [])),
                ["import", .. var rest] => await ImportCommand.RunAsync(Options.Parse(rest, [], ["dry-run"])),
                ["import-tracker", .. var rest] => await TrackerCommand.RunAsync(Options.Parse(rest, TrackerCommand.WithValue, TrackerCommand.Switches)),
                ["person", .. var rest] => await PersonCommand.RunAsync(Options.Parse(rest, ["role", "organisation", "given-name", "family-name"], ["create"])),
                ["token", .. var rest] => await TokenCommand.RunAsync(Options.Parse(rest, [], [])),
                ["facts", .. var rest] => await FactsCommand.RunAsync(Options.Parse(rest, ["after"], [])),
                ["analyse", .. var rest] => AnalyseCommand.Run(Options.Parse(rest, AnalyseCommand.WithValue, ["json"])),
                ["export-log", .. var rest] => await ExportLogCommand.RunAsync(Options.Parse(rest, ExportLogCommand.WithValue, [])),
                ["verify", .. var rest] => await VerifyCommand.RunAsync(Options.Parse(rest, [], [])),
                ["backup", .. var rest] => await BackupCommand.RunAsync(Options.Parse(rest, [], [])),
                ["restore", .. var rest] => await RestoreCommand.RunAsync(Options.Parse(rest, [], ["replace"])),
                ["migrate", .. var rest] => await MigrateCommand.RunAsync(Options.Parse(rest, [], [])),
                ["--help" or "-h" or "help", ..] => Say(Usage, 0),
                [var other, ..] => Say($"« {other} » n’est pas une commande.\n\n{Usage}", Refused),
            };
        }
        catch (UsageException wrong)
        {
            return Say(wrong.Message, Refused);
        }
        catch (Exception unavailable) when (unavailable is DatabaseUnavailableException or SchemaAheadException or BackupException)
        {
            return Say(unavailable.Message, Refused);
        }
        catch (OperationCanceledException)
        {
            return Say("Interrompu.", Interrupted);
        }
        catch (Exception away) when (away is NpgsqlException or DatabaseAwayException && PostgresAway.Is(away))
        {
            return Say($"{PostgresAway.Sentence(PostgresAway.Why(away)!.Value)} Ce qui était déjà fait est enregistré : relancez la commande quand PostgreSQL sera rétabli.".Replace(" :", "\u00A0:", StringComparison.Ordinal), Refused);
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
