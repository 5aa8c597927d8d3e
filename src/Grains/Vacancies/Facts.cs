namespace Jalon.Grains.Vacancies;

/// <summary>What happened to a vacancy.</summary>
public abstract record VacancyFact : Fact
{
    /// <summary>What it does to the open steps of the vacancy.</summary>
    internal virtual BallMove? Ball => null;
}

/// <summary>A fact that brings the vacancy to a stage, with the steps that stage opens.</summary>
public abstract record VacancyStageFact(IReadOnlyList<Step> Opened) : VacancyFact
{
    internal abstract VacancyStage Reached { get; }

    internal override BallMove? Ball => new(true, [], Opened, Reached.ToString(), Reached == VacancyStage.Cancelled);
}

public sealed record VacancyDrafted(Guid VacancyId, Guid OrganisationId, SheetSummary Sheet, DateOnly NeededSince, Guid? RepublishedFrom, IReadOnlyList<Step> Opened) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => VacancyStage.Draft;
}

/// <param name="Revision">Names the side row that holds the whole sheet.</param>
public sealed record SheetAmended(SheetSummary Sheet, int Revision, DateOnly NeededSince) : VacancyFact;

public sealed record VacancySubmitted(IReadOnlyList<Step> Opened) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => VacancyStage.Submitted;
}

/// <param name="NoteId">The remark on the whole sheet, where there is one.</param>
/// <param name="ItemNotes">The remarks on items, by the item each is about.</param>
public sealed record VacancyReturned(Guid? NoteId, IReadOnlyList<Step> Opened, IReadOnlyDictionary<SheetItem, Guid>? ItemNotes = null) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => VacancyStage.Draft;
}

public sealed record VacancyApproved(IReadOnlyList<Step> Opened) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => VacancyStage.Approved;
}

public sealed record VacancyPublished(string Reference, DateOnly ApplicationsUntil, DateOnly? OnCommonSpaceSince, IReadOnlyList<Step> Opened) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => VacancyStage.Published;
}

/// <param name="ApplicationsUntil">Pushed to the end of the legal month where it was earlier.</param>
public sealed record CommonSpaceRecorded(DateOnly Since, DateOnly? ApplicationsUntil) : VacancyFact;

public sealed record LawfulSubstituteRecorded(DateOnly Since, Guid NoteId, DateOnly? ApplicationsUntil) : VacancyFact;

public sealed record UrgencyRecorded(Guid NoteId) : VacancyFact;

public sealed record VacancySuspended(Guid NoteId, DateTimeOffset Until) : VacancyFact;

public sealed record SuspensionRenewed(Guid NoteId, DateTimeOffset Until) : VacancyFact;

public sealed record SuspensionExpired : VacancyFact;

public sealed record VacancyResumed : VacancyFact;

public sealed record VacancyClosed(ClosingCause Cause) : VacancyStageFact([])
{
    internal override VacancyStage Reached => VacancyStage.Closed;
}

public sealed record VacancyExtended(DateOnly Until, Guid NoteId, IReadOnlyList<Step> Opened) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => VacancyStage.Published;
}

/// <summary>The end of the notice moves while it is still open: nothing else changes.</summary>
public sealed record ApplicationsProlonged(DateOnly Until, Guid NoteId) : VacancyFact;

public sealed record VacancyCancelled(Guid NoteId) : VacancyStageFact([])
{
    internal override VacancyStage Reached => VacancyStage.Cancelled;
}

public sealed record RecruitmentConcluded : VacancyFact
{
    internal override BallMove? Ball => new(true, [], [], Ends: true);
}

public sealed record FindingRecorded(Guid NoteId) : VacancyFact;

public sealed record OpeningHeld(Guid ApplicationId, int Attempt) : VacancyFact;

/// <summary>The post is in an experiment, for ever with this variant.</summary>
public sealed record VariantAssigned(Guid ExperimentId, Variant Variant) : VacancyFact;

/// <summary>A place was given before the post was followed here.</summary>
/// <param name="ChosenOn">The day of the choice; null when it is not known.</param>
public sealed record OpeningTakenUp(Guid ApplicationId, int Attempt, DateOnly? ChosenOn) : VacancyFact;

/// <param name="Fills">Nothing is left to fill: the vacancy reaches its end.</param>
public sealed record OpeningEngaged(Guid ApplicationId, int Attempt, bool Fills) : VacancyFact
{
    internal override BallMove? Ball => Fills ? new(true, [], [], Ends: true) : null;
}

public sealed record OpeningTaken(Guid ApplicationId, int Attempt) : VacancyFact;

/// <param name="Reopens">The vacancy had reached its end and loses it.</param>
public sealed record OpeningReleased(Guid ApplicationId, int Attempt, OpeningRelease Reason, bool Reopens) : VacancyFact
{
    internal override BallMove? Ball => Reopens ? new(false, [], [], nameof(VacancyStage.Closed)) : null;
}

/// <summary>A release that came before its hold: it is remembered, so that the late hold is refused.</summary>
public sealed record AttemptBarred(Guid ApplicationId, int Attempt) : VacancyFact;

/// <param name="Closed">The notice's end is past.</param>
public sealed record NoticeImported(Guid VacancyId, Guid OrganisationId, SheetSummary Sheet, int Revision, string Reference, DateOnly NeededSince, DateOnly? PublishedOn, DateOnly? OnCommonSpaceSince,
    DateOnly? ApplicationsUntil, bool Closed, string Digest, IReadOnlyList<Step> Opened) : VacancyStageFact(Opened)
{
    internal override VacancyStage Reached => Closed ? VacancyStage.Closed : VacancyStage.Published;
}

/// <summary>A notice imported again with another content; the stage is only changed where its dates say so.</summary>
public sealed record NoticeUpdated(SheetSummary Sheet, int Revision, string Reference, DateOnly? PublishedOn, DateOnly? OnCommonSpaceSince, DateOnly? ApplicationsUntil,
    VacancyStage? Becomes, string Digest, IReadOnlyList<Step> Opened) : VacancyFact
{
    internal override BallMove? Ball => Becomes is { } stage ? new(true, [], Opened, stage.ToString()) : null;
}
