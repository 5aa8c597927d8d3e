namespace Jalon.Silo;

/// <summary>What is said of a database that was given in ConnectionStrings__Jalon and cannot be used: the fact, then the exact statement or setting.</summary>
internal static class DatabaseSentences
{
    private const string Setting = "ConnectionStrings__Jalon";

    public static readonly string Standby =
        Sentences.Spaced($"{Setting} désigne un serveur de secours en lecture seule : donnez l’adresse du serveur principal (Target Session Attributes=primary).");

    public static readonly string NoFrenchOrder =
        Sentences.Spaced("Ce PostgreSQL est construit sans ICU (collation « fr-x-icu » absente) : installez une version avec ICU, comme celle de Debian.");

    public static readonly string NoTimeZones =
        Sentences.Spaced("PostgreSQL ne connaît pas le fuseau Europe/Paris : installez le paquet « tzdata » sur son serveur.");

    public static readonly string TransactionPooler = Sentences.Spaced(
        $"{Setting} passe par un répartiteur de connexions en mode transaction, qui mêle les sessions : mettez « pool_mode = session » pour cette base, ou donnez l’adresse directe de PostgreSQL.");

    public static string TooOld(string version) =>
        Sentences.Spaced($"PostgreSQL {version} est trop ancien : {Setting} doit désigner PostgreSQL {ServerBinaries.OldestMajor} ou plus récent.");

    public static string NotUtf8(string database, string encoding) => Sentences.Spaced(
        $"La base « {database} » est en {encoding} : créez-la par create database {Name(database)} encoding 'UTF8' template template0;");

    public static string MayNotCreate(string database, string user) => Sentences.Spaced(
        $"Le compte « {user} » ne peut rien créer dans la base « {database} » : exécutez-y grant create on database {Name(database)} to {Name(user)};");

    public static string MayNotCreateExtension(string database, string extension) => Sentences.Spaced(
        $"L’extension {extension} manque dans la base « {database} » : sous un compte administrateur, exécutez-y create extension if not exists pg_trgm; create extension if not exists unaccent;");

    public static string ExtensionNotInstalled(string extension) => Sentences.Spaced(
        $"L’extension {extension} n’est pas installée sur le serveur : installez-y le paquet « postgresql-contrib », puis exécutez create extension if not exists {extension};");

    public static string Malformed(string why) =>
        Sentences.Spaced($"{Setting} n’est pas une chaîne de connexion lisible ({why}) : écrivez par exemple Host=db.exemple.fr;Database=jalon;Username=jalon;Password=…");

    public static string Unreachable(string host, int port) =>
        Sentences.Spaced($"PostgreSQL ne répond pas à {host}, port {port} : vérifiez qu’il tourne, et l’adresse donnée dans {Setting}.");

    public static string WrongPassword(string user) =>
        Sentences.Spaced($"PostgreSQL refuse le compte « {user} » ou son mot de passe : corrigez {Setting}.");

    public static string NoDatabase(string database, string user) => Sentences.Spaced(
        $"La base « {database} » n’existe pas : exécutez create database {Name(database)} owner {Name(user)} encoding 'UTF8' template template0;");

    public static string Refused(string message) =>
        Sentences.Spaced($"PostgreSQL refuse la connexion ({message}) : corrigez {Setting}, ou réessayez plus tard.");

    private static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
