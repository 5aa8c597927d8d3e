using System.Text.Json.Serialization;
using Jalon.Grains.Calendar;

namespace Jalon.Grains.Vacancies;

/// <summary>A place to fill; its number is its position in the list.</summary>
/// <param name="LastRelease">Why the last person was lost, where one was.</param>
public sealed record Opening(OpeningStatus Status, Guid? ApplicationId = null, int? Attempt = null, OpeningRelease? LastRelease = null);

/// <summary>The newest attempt of an application that was released: it and any older one come too late.</summary>
public sealed record Tombstone(Guid ApplicationId, int Attempt);

/// <param name="Since">From this instant the administration's clock stands still.</param>
public sealed record Suspension(Guid NoteId, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>Who recorded it and when; the reason is a note.</summary>
public sealed record Recorded(Guid NoteId, Guid By, DateTimeOffset At);

/// <summary>The experiment a post is in, and what was drawn for it.</summary>
public sealed record ExperimentSeat(Guid ExperimentId, Variant Variant);

/// <summary>What was said when the need came back: a remark on the whole, and one by item. They stay until the need is approved.</summary>
public sealed record Remarks(Guid? NoteId, IReadOnlyDictionary<SheetItem, Guid> Items, Guid By, DateTimeOffset At);

/// <summary>A post to fill: the need, its notice and its openings.</summary>
public sealed record Vacancy
{
    /// <summary>Code of the refusal to write over what somebody else wrote meanwhile.</summary>
    public const string SheetChanged = "sheet_changed";

    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public required SheetSummary Sheet { get; init; }

    public int Revision { get; init; } = 1;

    public Remarks? Remarks { get; init; }

    public string? Reference { get; init; }

    public VacancyStage Stage { get; init; }

    public DateTimeOffset StageSince { get; init; }

    /// <summary>The day the need began; never later than the first draft.</summary>
    public DateOnly NeededSince { get; init; }

    public DateOnly DraftedOn { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public DateOnly? OnCommonSpaceSince { get; init; }

    public DateOnly? LawfulSubstituteSince { get; init; }

    public DateOnly? ApplicationsUntil { get; init; }

    public Recorded? Urgency { get; init; }

    public Recorded? Finding { get; init; }

    public Suspension? Suspension { get; init; }

    public DateTimeOffset? ConcludedAt { get; init; }

    public Guid? RepublishedFrom { get; init; }

    public ExperimentSeat? Experiment { get; init; }

    /// <summary>Digest of the last imported content, null for a notice born here.</summary>
    public string? ImportDigest { get; init; }

    public IReadOnlyList<Opening> Openings { get; init; } = [];

    public IReadOnlyList<Tombstone> Released { get; init; } = [];

    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>How many times each step was opened, so that no id is ever used twice.</summary>
    public IReadOnlyDictionary<string, int> Visits { get; init; } = new Dictionary<string, int>();

    // Written beside the sheet because lists and searches read them there.
    public string? Title => Sheet.Title;

    public string? Profession => Sheet.Profession;

    public Category? Category => Sheet.Category;

    public string? Place => Sheet.Place;

    public DateTimeOffset? PausedSince => Suspension?.Since;

    [JsonIgnore]
    public int FreeOpenings => Openings.Count(opening => opening.Status == OpeningStatus.Free);

    /// <summary>How it ended, or null while it may still recruit.</summary>
    [JsonIgnore]
    public VacancyEnd? End => Stage switch
    {
        VacancyStage.Cancelled => VacancyEnd.Cancelled,
        VacancyStage.Closed when Openings.All(Gone) => VacancyEnd.Filled,
        VacancyStage.Closed when ConcludedAt is not null => Openings.Any(Gone) ? VacancyEnd.PartlyFilled : VacancyEnd.Unfilled,
        _ => null,
    };

    /// <summary>The day the legal month began, or null while no publicity is recorded.</summary>
    [JsonIgnore]
    public DateOnly? PublicSince => OnCommonSpaceSince ?? LawfulSubstituteSince;

    /// <summary>The first day after the legal month, urgency left aside.</summary>
    public DateOnly? LegalMonthEnds(Rules rules) => PublicSince is { } since ? rules.On(since, "legal-month", OrganisationId).After(since) : null;

    /// <summary>The instant from which a person may be accepted; null when nothing says when (no publicity recorded, no urgency).</summary>
    public DateTimeOffset? AcceptanceFrom(Rules rules) =>
        Urgency is { } urgency ? urgency.At : LegalMonthEnds(rules) is { } day ? FrenchCalendar.StartOf(day) : null;

    /// <summary>Whether contract applications wait for an infructuous finding.</summary>
    public bool NeedsFinding(Rules rules, DateOnly day) =>
        Sheet.LegalBasis is { } code && rules.Basis(day, code) is { NeedsFinding: true };

    internal static bool Gone(Opening opening) => opening.Status is OpeningStatus.Engaged or OpeningStatus.Taken;
}

/// <summary>Read from the tables to cancel, again at each retry.</summary>
/// <param name="SomeoneConfirmed">An application of this post is confirmed or in post, and keeps its place.</param>
public sealed record VacancyCircumstances(bool SomeoneConfirmed);
