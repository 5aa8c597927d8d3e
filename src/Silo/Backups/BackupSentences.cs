using Jalon.Grains;

namespace Jalon.Silo.Backups;

/// <summary>What is said when a backup cannot be taken or restored: what is wrong, then what to do.</summary>
internal static class BackupSentences
{
    public static readonly string NothingToSave = Sentences.Spaced("Cette base n’a pas encore de données de Jalon : il n’y a rien à sauvegarder.");

    public static readonly string NotABackup =
        Sentences.Spaced("Ce fichier n’est pas une sauvegarde de Jalon : donnez un fichier écrit par « ./run backup ». Rien n’a été changé.");

    public static readonly string Damaged =
        Sentences.Spaced("Cette sauvegarde est coupée ou abîmée : reprenez-en une copie intacte, ou une autre sauvegarde. Rien n’a été changé.");

    public static readonly string LaterFormat =
        Sentences.Spaced("Cette sauvegarde a été écrite par une version plus récente de Jalon : installez cette version-là, ou une plus récente. Rien n’a été changé.");

    public static readonly string InUse = Sentences.Spaced(
        "D’autres sessions tiennent encore les tables de cette base : fermez-les (programmes de Jalon, psql, tableaux de bord), puis relancez. Rien n’a été changé.");

    public static readonly string BeingPrepared = Sentences.Spaced("La base est en cours de préparation ou de restauration : attendez qu’elle soit prête, puis relancez.");

    public static readonly string NoRoom = Sentences.Spaced("Le disque de PostgreSQL est plein : libérez de la place (la base entière, le temps de la restauration), puis relancez. Rien n’a été changé.");

    public static string Missing(string file) => Sentences.Spaced($"Le fichier {file} n’existe pas : vérifiez son chemin, puis relancez.");

    public static string Unreadable(string file) => Sentences.Spaced($"Le fichier {file} ne peut pas être lu : vérifiez vos droits sur lui, puis relancez.");

    public static string Exists(string file) => Sentences.Spaced($"{file} existe déjà : choisissez un autre nom, ou déplacez-le d’abord.");

    public static string CannotWrite(string file) => Sentences.Spaced($"Impossible d’écrire {file} : donnez un fichier dans un dossier qui existe et où ce compte peut écrire.");

    public static string InProgress(string file) => Sentences.Spaced($"Une sauvegarde vers {file} est déjà en cours : attendez qu’elle finisse, ou choisissez un autre nom.");

    public static string Served(long connections) => Sentences.Spaced(
        $"D’autres programmes de Jalon utilisent cette base ({French.Count((int)connections, "connexion", "connexions")}) : arrêtez-les, puis relancez. Rien n’a été changé.");

    public static string WouldReplace(DateTimeOffset at) => Sentences.Spaced(
        $"Cette base contient déjà des données : ajoutez --replace pour les remplacer, sans retour, par la sauvegarde du {Instant(at)}.");

    public static string Later(IEnumerable<int> steps) => Sentences.Spaced(
        $"Cette sauvegarde vient d’une version plus récente de Jalon (étape {string.Join(", ", steps)}, inconnue ici) : installez cette version-là, ou une plus récente. Rien n’a été changé.");

    public static string OtherTables(string table) => Sentences.Spaced(
        $"Cette sauvegarde ne correspond pas aux tables de cette version de Jalon (« {table} ») : restaurez-la avec la version qui l’a écrite. Rien n’a été changé.");

    public static string Refused(string state, string message) => Sentences.Spaced($"PostgreSQL refuse cette sauvegarde ({state}, {message}). Rien n’a été changé.");

    /// <summary>« 25 novembre 2026 à 14:27 », at Paris.</summary>
    public static string Instant(DateTimeOffset at)
    {
        var paris = TimeZoneInfo.ConvertTime(at, Grains.Calendar.FrenchCalendar.Paris);
        return $"{French.Date(DateOnly.FromDateTime(paris.DateTime))} à {paris.ToString("HH:mm", French.Culture)}";
    }
}
