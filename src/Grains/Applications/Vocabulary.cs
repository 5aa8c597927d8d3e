namespace Jalon.Grains.Applications;

/// <summary>How a candidacy ended, beside the stage where it did.</summary>
public enum OutcomeKind { Rejected, Withdrawn, HiredElsewhere, PostEnded }

/// <summary>Grounds of a rejection: all bear on the post, none on the person's private situation (CGFP, art. L. 131-1 et suivants).</summary>
public enum RejectionReason { Profile, Experience, Skills, Diploma, Admissibility, LateFiling, MissingDocuments, Availability, PayTerms, Clearance, EthicsCheck, AnotherChosen, Other }

public enum WithdrawalReason { OtherPost, Pay, Place, Delay, Personal, Content, ReleaseRefused, ProposalDeclined, NoShow, NotSaid }

public enum PostEndReason { Filled, Unfilled, Cancelled }

/// <summary>Where an application came from.</summary>
public enum Channel { Jalon, CommonSpace, OrganisationSite, JobBoard, Email, Referral, TalentPool, Community, Fair, Spontaneous, Import, Other }

/// <summary>How the person would come to the post (domain §2.3 and §2.4).</summary>
public enum WayIn { Transfer, NormalActivityPosting, Loan, Secondment, DirectIntegration, ReturnFromLeave, FixedTerm, OpenEnded, ProjectContract }

public enum ProposalAnswer { Accept, Discuss, Refuse }

/// <summary>What binds both sides before the arrival is planned: the origin's release, or the signed contract.</summary>
public enum EngagementKind { Release, Contract }

public enum TrialEnd { Kept, Ended }

/// <summary>How a criterion is met, in words; nothing adds or averages them.</summary>
public enum OpinionLevel { NotShown, Partial, Met, Exceeded }

public enum DocumentStatus { Asked, Received, Validated }

public enum Information { Acknowledgement, News, Outcome }

/// <summary>Where an acceptance stands among the three grains it spans.</summary>
public enum AcceptancePhase { Asked, Held, EngagementAsked, Engaged, ReleasingEngagement, Releasing, Released }

public static class WaysIn
{
    /// <summary>A contract is signed, and paid by the grid; the others keep their corps and its index.</summary>
    public static bool IsContract(this WayIn way) => way is WayIn.FixedTerm or WayIn.OpenEnded or WayIn.ProjectContract;
}
