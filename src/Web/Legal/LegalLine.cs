using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Clocks;

namespace Jalon.Web.Legal;

/// <summary>The case a legal deadline runs on, as its reader may know it.</summary>
/// <param name="Title">« Salomé Girard, Ingénieur DevOps F/H », or the pseudonym of the file.</param>
/// <param name="Kind">As procedures name it: <c>vacancy</c>, <c>application</c>.</param>
public sealed record LegalCase(Guid Id, string Kind, Guid OrganisationId, string Title, string? Organisation)
{
    public string Url => Kind == "vacancy" ? $"/postes/{Id}" : $"/candidatures/{Id}";
}

/// <summary>Where a deadline stands today.</summary>
public enum LegalPlace { Past, Near, Later, Standing }

/// <summary>One deadline with its proof.</summary>
/// <param name="Moves">What moved it since it began.</param>
public sealed record LegalLine(LegalCase Case, LegalDeadline Deadline, IReadOnlyList<Moved> Moves, LegalPlace Place)
{
    /// <summary>Working days within which a deadline is near.</summary>
    private const int Within = 5;

    /// <summary>
    /// A wait that ends on its first possible day is over, and of no interest, from then on; so is a refusal by silence, or an answer overdue, once the answer came after all. A silence that
    /// granted something has its effect, and stays.
    /// </summary>
    public static bool IsShown(LegalDeadline deadline, DateTimeOffset now) => deadline.IsOpen && deadline.Effect switch
    {
        LegalEffect.AcceptancePossible => !(deadline.Due <= now),
        LegalEffect.DeemedRefused or LegalEffect.AnswerOverdue => deadline.AnsweredAt is null,
        _ => true,
    };

    public static LegalPlace PlaceOf(LegalDeadline deadline, DateTimeOffset now) => deadline.Due is not { } due ? LegalPlace.Standing
        : due <= now ? LegalPlace.Past
        : due <= FrenchCalendar.EndOf(FrenchCalendar.AddWorkingDays(FrenchCalendar.DayOf(now), Within)) ? LegalPlace.Near : LegalPlace.Later;

    public string Rule => Labels.Of($"LegalRule.{Deadline.Rule}");

    public string Start => Labels.Of($"LegalStart.{Deadline.Proof.StartFact}");

    /// <summary>« La candidature est réputée refusée après le vendredi 27 novembre 2026 ».</summary>
    public string Sentence => Deadline.Day is not { } day ? $"{Deadline.Effect.Label()}{French.Nbsp}: date connue à la reprise"
        : Deadline.Effect == LegalEffect.AcceptancePossible ? $"{Deadline.Effect.Label()} le {French.FullDate(day)}" : $"{Deadline.Effect.Label()} après le {French.FullDate(day)}";
}
