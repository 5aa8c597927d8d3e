namespace Jalon.Grains.Candidates;

public abstract record CandidateFact : Fact;

public sealed record Registered(Guid CandidateId, CandidateStatus Status, Category? Category, string? Corps, string? Grade, Guid? OriginAdministration,
    DateTimeOffset RetentionUntil) : CandidateFact;

public sealed record ProfileAmended(CandidateStatus Status, Category? Category, string? Corps, string? Grade, Guid? OriginAdministration) : CandidateFact;

/// <summary>The person's row was replaced. What changed is nobody's business here.</summary>
public sealed record IdentityCorrected : CandidateFact;

public sealed record SkillDeclared(string Code, int Level, Evidence Evidence) : CandidateFact;

public sealed record SkillRemoved(string Code) : CandidateFact;

public sealed record WishesExpressed(IReadOnlyList<string> Professions, IReadOnlyList<string> Places, DateOnly? EarliestDate, Discretion Discretion, bool Returning = false) : CandidateFact;

public sealed record ConsentGiven(DateTimeOffset Until) : CandidateFact;

public sealed record PoolPaused : CandidateFact;

public sealed record PoolResumed : CandidateFact;

public sealed record ConsentWithdrawn : CandidateFact;

public sealed record ConsentExpired : CandidateFact;

public sealed record ContactRecorded(DateTimeOffset RetentionUntil) : CandidateFact;

public sealed record RetentionReached : CandidateFact;

public sealed record Merged(Guid Canonical) : CandidateFact;

public sealed record Unmerged(Guid Canonical) : CandidateFact;

public sealed record Engaged(Guid ApplicationId, int Attempt) : CandidateFact;

public sealed record EngagementConfirmed(Guid ApplicationId, int Attempt) : CandidateFact;

/// <summary>This attempt and the older ones of the same application are over, whether they had engaged the person or not yet.</summary>
public sealed record EngagementReleased(Guid ApplicationId, int Attempt, EngagementEnd Reason) : CandidateFact;

/// <summary>What rested on the person's consent is gone: talent pool, wishes, skills known only from their own declaration.</summary>
public sealed record ConsentedDataErased : CandidateFact;

public sealed record ErasureAsked(DateTimeOffset AnswerDue) : CandidateFact;
