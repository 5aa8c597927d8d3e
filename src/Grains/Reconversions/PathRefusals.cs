namespace Jalon.Grains.Reconversions;

/// <summary>Why a command on a path is refused.</summary>
public static class PathRefusals
{
    public static readonly Refusal Unknown = new("path_unknown", "Ce parcours n’existe pas.");

    public static readonly Refusal AlreadyWished = new("already_wished", "Ce parcours est déjà ouvert.");

    public static readonly Refusal ReleaseNotAsked = new("release_not_asked", "L’accord de l’administration d’origine n’a pas été demandé. Demandez-le d’abord.");

    public static readonly Refusal ReleaseAlreadyAsked = new("release_already_asked", "L’accord d’une autre administration est déjà demandé. Attendez sa réponse, ou enregistrez-la.");

    public static readonly Refusal FundingMissing = new("funding_missing", "Ce parcours est financé\u00A0: la formation ne commence qu’une fois le financement accordé.");

    public static readonly Refusal NotFunded = new("not_funded", "Ce parcours ne demande pas de financement\u00A0: la formation peut commencer.");

    public static readonly Refusal NotTheirApplication = new("not_their_application", "Cette candidature n’est pas celle de la personne sur ce poste.");

    public static readonly Refusal TargetPostMissing = new("target_post_missing", "Aucun poste cible n’est indiqué. Indiquez-le, avec ce qui permet d’y nommer la personne.");

    public static readonly Refusal NotInPost = new("application_not_in_post",
        "La personne passe par la procédure publiée\u00A0: elle sera placée quand sa candidature sera à l’étape En poste.");

    public static readonly Refusal KeepsPost = new("keeps_post", "Ce parcours laisse la personne sur son poste\u00A0: il se termine, il ne se conclut pas par un placement.");

    public static readonly Refusal LeavesPost = new("leaves_post", "Ce parcours mène à un autre poste\u00A0: il se conclut par un placement.");

    public static readonly Refusal TooManyMonths = new("too_many_months", $"L’assiduité est déjà enregistrée pour {ReconversionPath.MostMonths} mois\u00A0: c’est le plus qu’un parcours peut compter.");

    public static Refusal AlreadyOver(PathStage stage) => new("path_over", $"Ce parcours est terminé\u00A0: {stage.Label()}. Ouvrez-en un autre si la personne le souhaite.");

    public static Refusal NotNow(PathStage stage) => new("not_at_this_stage", $"Ce parcours est à l’étape «\u00A0{stage.Label()}\u00A0»\u00A0: cela ne se fait pas à cette étape.");

    public static Refusal NotTheNextStage(PathStage from, PathStage to) =>
        new("not_the_next_stage", $"Ce parcours est à l’étape «\u00A0{from.Label()}\u00A0»\u00A0: il ne peut pas passer à l’étape «\u00A0{to.Label()}\u00A0».");

    public static Refusal PrerequisitesMissing(IReadOnlyList<string> missing) =>
        new("prerequisites_missing", $"Il manque {French.Count(missing.Count, "prérequis", "prérequis")}\u00A0: {string.Join(", ", missing)}.");

    public static Refusal EndBeforeStart(DateOnly start) => new("end_before_start", $"La fin de la formation vient après son début, le {French.Date(start)}.");
}
