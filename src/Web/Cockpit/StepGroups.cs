using Jalon.Grains;

namespace Jalon.Web.Cockpit;

/// <summary>The life of a post in eleven lines, in its order: what a page of figures has room for.</summary>
public static class StepGroups
{
    public static readonly IReadOnlyList<string> All =
        ["Besoin", "Validation", "Publication", "Publicité légale", "Recevabilité", "Présélection", "Entretiens", "Choix et proposition", "Départ de l’agent", "Contrat et pièces", "Arrivée"];

    /// <summary>The line a step belongs to: by its name where the name says it, else by the stage of the case.</summary>
    public static string Of(string name, string stage) => name switch
    {
        "choice" or "priorities" => All[7],
        "release" or "notice" or "ask-release" => All[8],
        _ => stage switch
        {
            "Draft" => All[0],
            "Submitted" => All[1],
            "Approved" => All[2],
            "Published" or "Closed" => All[3],
            nameof(Stage.Received) => All[4],
            nameof(Stage.Admissible) => All[5],
            nameof(Stage.Preselected) or nameof(Stage.Interview) => All[6],
            nameof(Stage.Selected) => All[7],
            nameof(Stage.Finalising) => All[9],
            _ => All[10],
        },
    };
}
