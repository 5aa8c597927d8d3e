using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>Why a vacancy refuses: stable codes for programs, sentences for people.</summary>
internal static class Refusals
{
    private const string Month = "CGFP, art. D. 311-1 et suivants";

    public static readonly Refusal Unknown = new("unknown_vacancy", "Ce poste n’existe pas.".Spaced());

    public static readonly Refusal AlreadyDrafted = new("already_drafted", "Ce poste existe déjà : ouvrir sa fiche pour la modifier.".Spaced());

    public static readonly Refusal Ended = new("recruitment_ended", "Ce recrutement est terminé : il ne change plus. Un nouvel avis peut le reprendre.".Spaced());

    public static readonly Refusal UnderValidation = new("under_validation", "La fiche est en cours de validation : elle se modifie une fois renvoyée avec des remarques, ou approuvée.".Spaced());

    public static readonly Refusal SheetChanged = new(Vacancy.SheetChanged, "La fiche a changé depuis que vous l’avez ouverte : la relire avant d’enregistrer la vôtre.".Spaced());

    public static readonly Refusal SuspendedNow = new("suspended", "Ce poste est suspendu : le reprendre avant de publier.".Spaced());

    public static readonly Refusal NotSuspended = new("not_suspended", "Ce poste n’est pas suspendu : il n’y a rien à renouveler.".Spaced());

    public static readonly Refusal TitleGenders = new("title_genders", "L’intitulé s’adresse aux femmes et aux hommes : le terminer par F/H ou écrire les deux formes.".Spaced());

    public static readonly Refusal DeadlinePast = new("deadline_past", "La date limite de candidature est passée : en donner une à venir.".Spaced());

    public static readonly Refusal InFuture = new("date_in_future", "Cette date est à venir : l’enregistrer le jour venu.".Spaced());

    public static readonly Refusal UrgencyByRecruiter =
        new("urgency_by_recruiter", "L’urgence s’enregistre par une autre personne que le chargé ou la chargée de recrutement du poste.".Spaced());

    public static readonly Refusal OpeningHeld = new("opening_held", "Une personne est retenue sur ce poste : attendre sa confirmation, ou la libérer avant de conclure.".Spaced());

    public static readonly Refusal SomeoneConfirmed =
        new("someone_confirmed", "Une personne est déjà confirmée sur ce poste : le recrutement se conclut, il ne s’annule plus.".Spaced());

    public static readonly Refusal ConcludeInstead =
        new("conclude_instead", "Les ouvertures qui resteraient sont toutes pourvues : conclure le recrutement plutôt qu’en réduire le nombre.".Spaced());

    public static readonly Refusal ItemsLost = new("items_lost", "L’avis est publié : une mention obligatoire ne peut plus en être retirée.".Spaced());

    public static readonly Refusal NotLater = new("not_later", "La nouvelle date limite doit être à venir, et plus tard que l’ancienne.".Spaced());

    public static readonly Refusal BornHere = new("born_here", "Ce poste est géré ici : l’avis importé ne peut pas le remplacer.".Spaced());

    public static readonly Refusal InExperiment = new("in_experiment", "Ce poste est dans une expérimentation : sa variante ne change pas.".Spaced());
    public static readonly Refusal AttemptReleased = new("attempt_released", "Cette réservation a été libérée : en demander une nouvelle.".Spaced());

    public static readonly Refusal NotHeld = new("not_held", "Aucune ouverture n’est réservée pour cette candidature.".Spaced());

    public static readonly Refusal AlreadyEngaged = new("already_engaged", "Cette personne est déjà confirmée sur ce poste.".Spaced());

    public static Refusal WrongStage(VacancyStage stage, params ReadOnlySpan<VacancyStage> expected) => new(
        expected is [VacancyStage.Published] or [VacancyStage.Published, ..] ? "not_published" : $"not_{expected[0].ToString().ToLowerInvariant()}",
        $"Ce poste est à l’étape « {stage.Label()} » : cette action demande l’étape « {string.Join(" » ou « ", expected.ToArray().Select(one => one.Label()))} ».".Spaced());

    public static Refusal Missing(IEnumerable<SheetItem> items) => new("missing_items", $"L’avis ne peut pas être publié : il manque {string.Join(", ", items.Select(item => item.Label()))}.".Spaced());

    /// <summary>The notice must stay open for the whole legal month.</summary>
    public static Refusal DeadlineInMonth(DateOnly since, DateOnly ends) => new(
        "legal_month",
        $"La date limite de candidature ne peut pas tomber avant le {French.FullDate(ends.AddDays(-1))} : le mois légal de publicité court depuis le {French.ShortDate(since)}.".Spaced(),
        FrenchCalendar.StartOf(ends), Month);

    /// <summary>Closing before the end of the legal month, or of the announced deadline.</summary>
    public static Refusal StillOpen(bool inMonth, DateOnly lastDay) => new(
        inMonth ? "legal_month" : "applications_open",
        $"Ce poste ne peut pas encore être clos : les candidatures restent ouvertes jusqu’au {French.FullDate(lastDay)}.".Spaced(), FrenchCalendar.EndOf(lastDay), inMonth ? Month : null);

    public static readonly Refusal MonthNotStarted = new(
        "legal_month", "Ce poste ne peut pas encore être clos : le mois légal de publicité n’a pas commencé, faute de date sur l’espace commun.".Spaced(), null, Month);

    public static Refusal NoFreeOpening(int openings) => new(
        "no_free_opening",
        openings == 1 ? "L’ouverture est déjà prise. La personne peut poursuivre l’entretien, pas être retenue."
            : $"Les {openings}{French.Nbsp}ouvertures sont déjà prises. La personne peut poursuivre l’entretien, pas être retenue.");

    /// <summary>Fewer openings than people already on them.</summary>
    public static Refusal OpeningsInUse(int used) => new(
        "openings_in_use", $"{French.Count(used, "ouverture est occupée", "ouvertures sont occupées")} : leur nombre ne peut pas descendre plus bas.".Spaced());

    /// <summary>Non-breaking spaces where the typography asks for them.</summary>
    internal static string Spaced(this string sentence) =>
        sentence.Replace(" :", "\u00A0:").Replace("« ", "«\u00A0").Replace(" »", "\u00A0»").Replace(" ;", "\u00A0;").Replace(" ?", "\u00A0?");
}
