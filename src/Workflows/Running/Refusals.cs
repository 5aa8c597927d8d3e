using Jalon.Grains;

namespace Jalon.Workflows.Running;

/// <summary>Why a command on an instance is refused.</summary>
internal static class Refusals
{
    public static readonly Refusal Unknown = new("instance_unknown", "Cette procédure n’est pas en cours.");

    public static readonly Refusal Over = new("instance_over", "Cette procédure est terminée\u00A0: il n’y a plus rien à y faire.");

    public static readonly Refusal OtherVersion = new("version_unknown", "Cette version de la procédure n’existe pas, ou n’est pas de la même procédure.");

    public static readonly Refusal InsideCall = new("migration_in_call",
        "Cette procédure attend une autre procédure qu’elle a appelée\u00A0: elle changera de version quand celle-ci sera finie.");

    public static readonly Refusal TaskOver = new("task_over", "Cette tâche est déjà faite, ou n’a plus lieu d’être.");

    public static Refusal SnoozedIntoThePast(DateOnly today) => new("snooze_past", $"Choisissez un jour après aujourd’hui, {French.Date(today)}.");

    public static Refusal SnoozedTooLong(DateOnly last) => new("snooze_long", $"Une tâche se met de côté jusqu’au {French.Date(last)} au plus\u00A0: au-delà, déléguez-la ou dites pourquoi elle attend.");

    public static Refusal DoneByTheCase(string task) =>
        new("task_of_the_case", $"La tâche «\u00A0{task}\u00A0» se termine par ce qui arrive au dossier\u00A0: faites-le sur le dossier, elle se fermera d’elle-même.");

    public static Refusal AnswerUnknown(string task, IReadOnlyList<string> answers) =>
        new("answer_unknown", $"La tâche «\u00A0{task}\u00A0» attend une de ces réponses\u00A0: {string.Join(", ", answers)}.");

    public static Refusal ItemUnknown(string task) => new("item_unknown", $"La tâche «\u00A0{task}\u00A0» n’attend rien de cette personne.");

    public static Refusal NoPlace(string element) =>
        new("migration_no_place", $"La nouvelle version n’a pas d’élément du même genre où reprendre «\u00A0{element}\u00A0»\u00A0: indiquez lequel.");

    public static Refusal BlockChanged(string element) =>
        new("migration_block_changed", $"Les branches parallèles où se trouve «\u00A0{element}\u00A0» ne sont plus les mêmes\u00A0: attendez qu’elles se referment.");
}
