namespace Jalon.Grains.Reconversions;

public abstract record PathFact : Fact
{
    /// <summary>What this fact does to the open steps; durations in force that day are part of what happened.</summary>
    public BallMove? Move { get; init; }
}

public sealed record PathWished(Guid PathId, Guid CandidateId, Guid OrganisationId, Guid? AdvisorId, PathTemplate Template, string? Track) : PathFact;

public sealed record PathAssessed(IReadOnlyList<string> Met) : PathFact;

public sealed record EligibilityConfirmed : PathFact;

public sealed record TrainingReleaseAsked(Guid HomeOrganisationId) : PathFact;

public sealed record TrainingReleaseGranted : PathFact;

public sealed record TrainingReleaseRefused : PathFact;

public sealed record FundingGranted(int Euros) : PathFact;

public sealed record FundingRefused : PathFact;

public sealed record CohortJoined(string Cohort) : PathFact;

public sealed record TutorNamed(Guid TutorId) : PathFact;

public sealed record TrainingStarted(DateOnly On, DateOnly ExpectedEnd) : PathFact;

public sealed record AttendanceRecorded(DateOnly Month, int Planned, int Attended) : PathFact;

public sealed record TrainingInterrupted(InterruptionReason Reason) : PathFact;

public sealed record TrainingResumed(DateOnly ExpectedEnd) : PathFact;

/// <summary>The end of the training moved; the forecast of the target post moves with it.</summary>
public sealed record PathSlipped(DateOnly From, DateOnly To) : PathFact;

public sealed record TargetPostNamed(Guid VacancyId, PlacementGround Ground, Guid? ApplicationId) : PathFact;

public sealed record TargetPostDropped(Guid VacancyId) : PathFact;

public sealed record PathCertified : PathFact;

public sealed record CertificationMissed : PathFact;

public sealed record PersonPlaced(Guid VacancyId, PlacementGround Ground) : PathFact;

public sealed record PathCompleted : PathFact;

public sealed record PathAbandoned(AbandonReason Reason) : PathFact;
