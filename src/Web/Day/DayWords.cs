using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Web.Components;
using Jalon.Web.Reading;

namespace Jalon.Web.Day;

/// <summary>What a line of the day says: what to do, for whom, by when.</summary>
public static class DayWords
{
    private static readonly string[] WeekDays = ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."];

    public static string Title(DaySection section) => section switch
    {
        DaySection.Late => "En retard",
        DaySection.Today => "À rendre aujourd’hui ou bientôt",
        DaySection.Next => "Ensuite",
        DaySection.Team => "Sans responsable dans votre équipe",
        _ => "Plus tard",
    };

    /// <summary>« Vérifier la recevabilité de 4 candidatures ».</summary>
    /// <param name="about">The person, or the post where the step is the post's own.</param>
    public static string Title(DayLine line, string about, Stage? stage, DateTimeOffset now)
    {
        var many = line.Count > 1;
        return line.Step.Name switch
        {
            "admissibility" when many && now - line.Step.Since < TimeSpan.FromDays(3) => $"Lire {line.Count} nouvelles candidatures",
            "admissibility" => $"Vérifier la recevabilité de {(many ? $"{line.Count} candidatures" : about)}",
            "preselection" => many ? $"Présélectionner parmi {line.Count} candidatures" : $"Décider de la présélection de {about}",
            "convocation" => $"Convoquer {about} à l’entretien",
            "opinions" => $"Donner votre avis sur {about}",
            "interview" => $"Rencontrer {about}",
            "reply" => $"Répondre à {about}",
            "panel" => $"Confier à nouveau l’évaluation de {about}",
            "choice" when stage == Stage.Interview => $"Décider après l’entretien de {about}",
            "choice" => $"Valider le choix de {about}",
            "proposal" => $"Envoyer la proposition à {about}",
            "contract" => $"Faire signer le contrat de {about}",
            "need" => $"Écrire le besoin «{French.Nbsp}{about}{French.Nbsp}»",
            "validation" => $"Valider le besoin «{French.Nbsp}{about}{French.Nbsp}»",
            "publication" => $"Publier «{French.Nbsp}{about}{French.Nbsp}»",
            var other => $"{Whose.Title(other)}{French.Nbsp}: {about}",
        };
    }

    /// <summary>« présélectionner 12 candidatures », after the name of who does it.</summary>
    public static string Awaited(DayLine line) => line is { Count: > 1, Step.Kind: TimeKind.Administration } ? $"{Whose.Task(line.Step.Name)} · {line.Count} candidatures" : Whose.Task(line.Step.Name);

    /// <summary>« depuis 7 j », « aujourd’hui », « ven. 27 », « 2 déc. »; nothing where no date is awaited.</summary>
    public static string Due(Step step, DateTimeOffset now)
    {
        if (step.Due is not { } due) return "";
        var (day, today) = (Days.Last(due), FrenchCalendar.DayOf(now));
        return (day.DayNumber - today.DayNumber) switch
        {
            < 0 => $"depuis {Days.Since(day, today)}",
            0 => "aujourd’hui",
            < 7 => $"{WeekDays[(int)day.DayOfWeek]}{French.Nbsp}{(day.Day == 1 ? "1er" : day.Day)}",
            _ => Days.Short(day, today),
        };
    }

    /// <summary>The one main action of a line: the deed, or the page where it is done.</summary>
    public static PageAction Action(DayLine line, string about, Stage? stage, ActionWeight weight) => ActionOf(line, about, stage, weight) with { Touch = "principale" };

    private static PageAction ActionOf(DayLine line, string about, Stage? stage, ActionWeight weight)
    {
        var file = $"/candidatures/{line.CaseId}";
        return line.Step.Name switch
        {
            "admissibility" => new(line.Count > 1 ? $"Trier les {line.Count}" : "Trier", $"/postes/{line.PostId}/tri", weight, null, about),
            "preselection" when line.Count > 1 => new($"Voir les {line.Count}", $"/postes/{line.PostId}/preselection", weight, null, about),
            "preselection" => Press("Présélectionner", line, stage, weight, about),
            "convocation" => new("Convoquer", $"{file}/entretien", weight, null, about),
            "opinions" => new("Donner mon avis", $"/evaluations/{line.CaseId}#avis", weight, null, about),
            "interview" => new("Lire le dossier", $"/evaluations/{line.CaseId}", weight, null, about),
            "reply" => new("Répondre", $"{file}#messages", weight, null, about),
            "panel" => new("Nommer", $"{file}#nommer", weight, null, about),
            "choice" when stage == Stage.Interview => new("Décider", $"{file}#gestes", weight, null, about),
            "choice" => new("Choisir", $"/postes/{line.PostId}/choix#personne-{line.CaseId}", weight, null, about),
            "proposal" => new("Proposer", $"{file}/proposition", weight, null, about),
            "contract" => new("Enregistrer", $"{file}#engagement", weight, null, about),
            "need" => new("Écrire", $"/postes/{line.PostId}/modifier", weight, null, about),
            "validation" => new("Relire", $"/postes/{line.PostId}/relecture", weight, null, about),
            "publication" => new("Publier", $"/postes/{line.PostId}/diffusion", weight, null, about),
            _ => new("Ouvrir", line.CaseKind == "vacancy" ? $"/postes/{line.PostId}" : file, weight, null, about),
        };
    }

    private static PageAction Press(string verb, DayLine line, Stage? stage, ActionWeight weight, string about) => new(verb, "/journee?handler=avancer", weight, new Dictionary<string, string>
    {
        ["candidature"] = line.CaseId.ToString(),
        ["etape"] = $"{stage}",
        [Deeds.Acting.CommandField] = Guid.CreateVersion7().ToString(),
    }, about);
}
