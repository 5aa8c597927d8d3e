using Jalon.Grains.Calendar;

namespace Jalon.Grains.Candidates;

/// <summary>Why a command on a person's file is refused.</summary>
public static class CandidateRefusals
{
    public static readonly Refusal Unknown = new("candidate_unknown", "Cette personne n’est pas enregistrée.");

    public static readonly Refusal AlreadyRegistered = new("already_registered", "Cette personne est déjà enregistrée. Modifiez son profil ou son identité.");

    public static readonly Refusal Merged = new("merged", "Cette fiche a été fusionnée avec une autre\u00A0: c’est l’autre qui compte. Défaites la fusion pour la modifier.");

    public static readonly Refusal MergedIntoItself = new("merged_into_itself", "Une fiche ne peut pas être fusionnée avec elle-même.");

    public static readonly Refusal CanonicalUnknown = new("canonical_unknown", "La fiche à garder n’existe pas. Choisissez-en une autre.");

    public static readonly Refusal CanonicalMerged = new("canonical_merged", "La fiche à garder est elle-même fusionnée avec une autre. Choisissez celle qui a été gardée.");

    public static readonly Refusal PersonNeeded = new("person_needed", "Une fusion se décide et se défait par une personne, jamais par le programme.");

    public static readonly Refusal NotInPool = new("not_in_pool", "Cette personne n’est pas dans le vivier\u00A0: son accord n’a pas été donné, ou a pris fin.");

    public static readonly Refusal TooManySkills = new("too_many_skills", $"La fiche compte déjà {Candidate.MostSkills} compétences. Retirez-en une avant d’en déclarer une autre.");

    public static readonly Refusal AttemptOver = new("attempt_over", "Cette acceptation n’a plus cours\u00A0: elle a été retirée ou remplacée entre-temps. Recommencez depuis la candidature.");

    public static readonly Refusal AlreadyConfirmed = new("engagement_confirmed", "L’engagement de cette personne sur cette candidature est déjà confirmé.");

    public static readonly Refusal NotEngaged = new("not_engaged", "Cette personne ne s’est pas engagée sur cette candidature. Recueillez d’abord son accord.");

    /// <summary>The post is never named: only those who may see it know where.</summary>
    public static Refusal EngagedElsewhere(Engagement held, Context context) => new("engaged_elsewhere", $"Cette personne s’est engagée ailleurs le {Day(held, context)}.");

    public static Refusal EngagedCannotMerge(Engagement held, Context context) =>
        new("engaged_cannot_merge", $"Cette personne s’est engagée le {Day(held, context)}\u00A0: gardez cette fiche-ci, et fusionnez l’autre avec elle.");

    private static string Day(Engagement held, Context context)
    {
        var day = FrenchCalendar.DayOf(held.At);
        return day.Year == FrenchCalendar.DayOf(context.At).Year ? French.ShortDate(day) : French.Date(day);
    }
}
