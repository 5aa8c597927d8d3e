namespace Jalon.Grains.Candidates;

/// <summary>Where the level of a skill is known from.</summary>
public enum Evidence { Declared, Experience, Certificate, Assessment }

/// <summary>Who may know that a person wishes to move.</summary>
public enum Discretion { Open, AdvisorsOnly, Confidential }

/// <summary>Why an engagement came to nothing.</summary>
public enum EngagementEnd { Withdrawn, ProposalRefused, Rejected, PostCancelled, MovedBack, AttemptExpired, NoShow, TrialEnded }

/// <param name="Level">1 (notions) to 4 (expert).</param>
public sealed record Skill(string Code, int Level, Evidence Evidence);

/// <summary>What a person would like to do next, and where, by codes of the reference lists.</summary>
/// <param name="Returning">They left digital work for another, and come back to it.</param>
public sealed record Wishes(IReadOnlyList<string> Professions, IReadOnlyList<string> Places, DateOnly? EarliestDate, Discretion Discretion, bool Returning = false);

/// <summary>Consent to be found in the talent pool, until it expires.</summary>
public sealed record Pool(DateTimeOffset ConsentedAt, DateTimeOffset Until, bool Paused);

/// <summary>The one application that binds the person.</summary>
public sealed record Engagement(Guid ApplicationId, int Attempt, DateTimeOffset At, bool Confirmed);

/// <summary>The tombstone of an application's attempts: this one and the older ones are over, and what arrives late for them is refused.</summary>
public sealed record ReleasedAttempt(Guid ApplicationId, int Attempt);

/// <summary>A request for erasure of what does not rest on consent, waiting for its answer.</summary>
public sealed record ErasureRequest(DateTimeOffset AskedAt, DateTimeOffset AnswerDue);

/// <summary>An agent or an outside person, without identity or contact: those live in the person's row, and go when it goes.</summary>
/// <param name="OriginAdministration">The organisation a civil servant comes from.</param>
/// <param name="RetentionUntil">When the file has been without contact for too long; null once it was reached.</param>
public sealed record Candidate(
    Guid Id,
    CandidateStatus Status,
    Category? Category,
    string? Corps,
    string? Grade,
    Guid? OriginAdministration,
    IReadOnlyList<Skill> Skills,
    Wishes? Wishes,
    Pool? Pool,
    Engagement? Engagement,
    IReadOnlyList<ReleasedAttempt> Released,
    Guid? MergedInto,
    DateTimeOffset LastContactAt,
    DateTimeOffset? RetentionUntil,
    ErasureRequest? Erasure)
{
    /// <summary>A person declares so many skills at most; the state stays small.</summary>
    public const int MostSkills = 50;

    /// <summary>So many applications keep their tombstone; the oldest one leaves first, years after its last step could arrive.</summary>
    public const int MostReleased = 64;

    /// <summary>Whether this attempt of an application was given back, or a later one of the same application was.</summary>
    public bool IsReleased(Guid applicationId, int attempt) => Released.Any(past => past.ApplicationId == applicationId && past.Attempt >= attempt);
}
