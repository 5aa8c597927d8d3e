using Jalon.Grains;
using Jalon.Grains.Applications;

namespace Jalon.Web.Cockpit;

/// <summary>The life of a post in twelve lines, in its order: what a page of figures has room for.</summary>
public static class StepGroups
{
    /// <summary>From the day of the need to its first draft: no step is open yet, and no target runs.</summary>
    public const string Unwritten = "Besoin non écrit";

    /// <summary>Where papers and checks run side by side: the longest target is theirs, not the sum.</summary>
    public const string Parallel = "Contrat et pièces";

    /// <summary>Time of a case brought in whose stages were not dated: it is counted, and blamed on no stage.</summary>
    public const string Undated = "Étapes reprises sans date";

    public static readonly IReadOnlyList<string> All =
        [Unwritten, "Besoin", "Validation", "Publication", "Publicité légale", "Recevabilité", "Présélection", "Entretiens", "Choix et proposition", "Départ de l’agent", Parallel, "Arrivée"];

    /// <summary>Those that steps open: all but the first.</summary>
    public static IEnumerable<string> Steps => All.Skip(1);

    /// <summary>The line a step belongs to: by its name where the name says it, else by the stage of the case.</summary>
    public static string Of(string name, string stage) => name switch
    {
        JobApplicationGrain.UndatedStep => Undated,
        "choice" or "priorities" => All[8],
        "release" or "notice" or "ask-release" => All[9],
        _ => stage switch
        {
            "Draft" => All[1],
            "Submitted" => All[2],
            "Approved" => All[3],
            "Published" or "Closed" => All[4],
            nameof(Stage.Received) => All[5],
            nameof(Stage.Admissible) => All[6],
            nameof(Stage.Preselected) or nameof(Stage.Interview) => All[7],
            nameof(Stage.Selected) => All[8],
            nameof(Stage.Finalising) => All[10],
            _ => All[11],
        },
    };
}
