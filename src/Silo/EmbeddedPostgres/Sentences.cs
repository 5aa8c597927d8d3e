using System.Globalization;

namespace Jalon.Silo;

/// <summary>What is said when the database cannot be used: one line, what is wrong, then what to do.</summary>
internal static class Sentences
{
    public static readonly string NoBinaries =
        Spaced("PostgreSQL n’est pas installé : installez le paquet « postgresql » (15 ou plus récent), ou lancez le programme par ./run, qui s’en charge.");

    public static readonly string NoUnprivilegedAccount =
        Spaced("PostgreSQL refuse de tourner sous root et ce système n’a ni compte « postgres » ni compte « nobody » : créez le compte « postgres », ou lancez Jalon sous un compte ordinaire.");

    public static readonly string NoSetpriv =
        Spaced("Les commandes « setsid », « setpriv » ou « find » manquent : installez les paquets « util-linux » et « findutils ».");

    public static readonly string LinuxOnly =
        Spaced("La base fournie avec Jalon ne tourne que sous Linux : donnez l’adresse d’un PostgreSQL dans ConnectionStrings__Jalon.");

    public static readonly string StartedAgain = Spaced("PostgreSQL s’était arrêté : Jalon l’a relancé, et rien de ce qui était enregistré n’est perdu.");

    public static readonly string AnswersAgain = Spaced("PostgreSQL répond de nouveau.");

    public static readonly string StartedElsewhere = Spaced("PostgreSQL a été relancé sur un autre port : arrêtez Jalon et relancez-le pour qu’il s’y connecte.");

    public static string BinariesTooOld(int newest) =>
        Spaced($"PostgreSQL {newest} est trop ancien : installez PostgreSQL {ServerBinaries.OldestMajor} ou plus récent, avec pg_trgm et unaccent.");

    public static string OtherMajor(string folder, int version, IReadOnlyCollection<int> installed)
    {
        var have = installed.Count == 0
            ? "et il n’est pas installé ici"
            : $"et seul PostgreSQL {string.Join(" et ", installed.Distinct())} est installé ici";
        return Spaced($"Le dossier {folder} a été créé par PostgreSQL {version}, {have} : installez PostgreSQL {version}, ou donnez un autre dossier dans JALON_DATA.");
    }

    public static string UnreachableFolder(string folder, string account) =>
        Spaced($"Le compte « {account} », sous lequel tourne PostgreSQL, ne peut pas atteindre le dossier {folder} (un dossier parent lui est fermé) : donnez dans JALON_DATA un dossier hors d’un répertoire personnel, par exemple /var/lib/jalon.");

    public static string FolderNotOurs(string folder) =>
        Spaced($"Le dossier {folder} contient déjà autre chose que des données de Jalon : donnez dans JALON_DATA un dossier vide ou à créer.");

    public static string FolderOfSomebodyElse(string folder, string owner, string account) =>
        Spaced($"Le dossier {folder} appartient au compte « {owner} » et non à « {account} » : lancez Jalon sous le compte « {owner} », ou donnez un autre dossier dans JALON_DATA.");

    public static string CannotWrite(string folder) =>
        Spaced($"Impossible de créer ou d’écrire {folder} : donnez dans JALON_DATA un dossier où ce compte peut écrire.");

    public static string DiskFull(string folder) =>
        Spaced($"Il n’y a plus assez de place sur le disque de {folder}{FreeSpace(folder)} : libérez 1 Go au moins, puis relancez.");

    public static string AlreadyServing(string folder, int? process) =>
        Spaced($"Jalon tourne déjà sur le dossier {folder}{(process is { } id ? $" (processus {id})" : "")} : arrêtez-le d’abord, ou donnez un autre dossier dans JALON_DATA.");

    public static string StartInProgress(string folder) =>
        Spaced($"Un autre programme démarre ou arrête la base de {folder} depuis plus d’une minute : attendez qu’il ait fini, ou arrêtez-le, puis relancez.");

    public static string PortTaken(int port, int instead) =>
        Spaced($"Le port {port} de la base est pris par un autre programme : la base écoute maintenant sur le port {instead}.");

    public static string NoPort(int port) =>
        Spaced($"La base ne peut écouter sur aucun port de 127.0.0.1 (dernier essayé : {port}, pris par un autre programme) : arrêtez ce programme, puis relancez.");

    public static string TcpOnly(string folder) =>
        Spaced($"Le chemin {folder} est trop long pour une prise locale (107 octets) : la base n’est jointe que par 127.0.0.1, un peu moins vite.");

    public static string InitialisationFailed(string folder, string essence) =>
        Spaced($"La base n’a pas pu être créée dans {folder} : {essence}. Corrigez cette cause, puis relancez.");

    public static string StartFailed(string log, string essence) =>
        Spaced($"PostgreSQL ne démarre pas : {essence}. Le détail est dans {log} ; corrigez cette cause, puis relancez.");

    public static string StillRecovering(string log) =>
        Spaced($"PostgreSQL rejoue encore son journal après un arrêt brutal : attendez un peu, puis relancez (suivi dans {log}).");

    public static string ProcessesRemain(string folder, IEnumerable<int> processes) =>
        Spaced($"D’anciens processus de PostgreSQL tiennent encore {folder} ({string.Join(", ", processes)}) : arrêtez-les par kill, puis relancez.");

    public static string PasswordLost(string passwordFile) =>
        Spaced($"Le mot de passe de la base, {passwordFile}, manque ou ne correspond plus : remettez ce fichier depuis votre sauvegarde, puis relancez.");

    public static string NotThisFolder(string folder, string answered) =>
        Spaced($"Le serveur qui répond sert {answered} et non {folder} : arrêtez-le, puis relancez.");

    public static string StopFailed(string folder, string essence) =>
        Spaced($"PostgreSQL ne s’est pas arrêté dans {folder} : {essence}. Le prochain démarrage reprendra ce serveur.");

    /// <summary>The typography of French in one place: these signs never begin a line.</summary>
    internal static string Spaced(string sentence) => sentence
        .Replace(" :", "\u00A0:", StringComparison.Ordinal)
        .Replace(" ;", "\u00A0;", StringComparison.Ordinal)
        .Replace("« ", "«\u00A0", StringComparison.Ordinal)
        .Replace(" »", "\u00A0»", StringComparison.Ordinal);

    private static string FreeSpace(string folder)
    {
        try
        {
            var megabytes = new DriveInfo(folder).AvailableFreeSpace / (1 << 20);
            return string.Create(CultureInfo.InvariantCulture, $" ({megabytes} Mo libres)");
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }
}
