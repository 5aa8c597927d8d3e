using Jalon.Grains;

namespace Jalon.Web.Cockpit.Experiments;

/// <summary>Another target for one step, on half of the posts: what was decided before the start, and never changes.</summary>
/// <param name="OrganisationId">Its posts and those below; null for the filière.</param>
/// <param name="Step">The step whose target varies.</param>
/// <param name="Days">Working days of variant B.</param>
/// <param name="ByRecruiter">Recruiters are drawn instead of posts: one who handles both variants would mix them.</param>
/// <param name="EndsOn">The day of the verdict; nothing is said before.</param>
/// <param name="Horizon">Days over which means are taken.</param>
/// <param name="DecidedAt">UTC, as the others.</param>
/// <param name="StoppedAt">When somebody ended the entries; what entered is followed to the end, as an observation.</param>
public sealed record Experiment(Guid Id, string Title, string Question, Guid? OrganisationId, string Step, int Days, bool ByRecruiter, DateOnly StartsOn, DateOnly EntriesUntil, DateOnly EndsOn, int Horizon,
    double HazardRatio, double ExpectedEvents, double Power, double Detectable, bool Observation, long Seed, DateTime DecidedAt, DateTime? StoppedAt, string? StoppedWhy)
{
    public const int TextLength = 1_000, TitleLength = 150;

    /// <summary>Neither law nor guard: the targets of the administration's own steps, which only say by when it means to be done.</summary>
    public static readonly IReadOnlyList<string> Steps =
        [.. DefaultRules.Parameters.Where(row => row.Name.StartsWith("target.", StringComparison.Ordinal) && row.Unit == ParameterUnit.WorkingDays && row.Reference == "Cible par défaut de la filière")
            .Select(row => row.Name["target.".Length..]).Where(step => Labels.Has($"Step.{step}")).Where(step => step is "admissibility" or "preselection" or "convocation" or "opinions" or "choice" or "proposal" or "contract")];

    public string StepLabel => Labels.Of($"Step.{Step}");

    /// <summary>Started under even chances, or stopped: it is looked at and concludes nothing.</summary>
    public bool OnlyObserves => Observation || StoppedAt is not null;

    public string State(DateOnly today) => today < StartsOn ? "à venir" : today >= EndsOn ? "terminée" : StoppedAt is not null || today > EntriesUntil ? "suivi en cours" : "entrées en cours";
}

/// <summary>A post of an experiment, followed from its publication.</summary>
/// <param name="Exposed">A step was opened under the varied target.</param>
public sealed record EnteredPost(Guid VacancyId, Variant Variant, string Stratum, bool Exposed);
