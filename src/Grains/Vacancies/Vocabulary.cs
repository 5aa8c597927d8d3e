namespace Jalon.Grains.Vacancies;

/// <summary>The life of a post to fill. Its end is derived (<see cref="VacancyEnd"/>), never typed.</summary>
public enum VacancyStage { Draft, Submitted, Approved, Published, Closed, Cancelled }

/// <summary>How a recruitment ended, read from its openings.</summary>
public enum VacancyEnd { Filled, PartlyFilled, Unfilled, Cancelled }

/// <summary>Why the post is to be filled (domain §2.1, item 2).</summary>
public enum NeedKind { Creation, Vacant, LikelyVacant }

/// <summary>Who may hold the post.</summary>
public enum Openness { CivilServantsOnly, CivilServantsAndContract, ContractOnly }

/// <summary>One of the n places of a vacancy: held at Selected, engaged at Confirmed, taken at InPost.</summary>
public enum OpeningStatus { Free, Held, Engaged, Taken }

/// <summary>Why an opening became free again.</summary>
public enum OpeningRelease { Withdrawn, Rejected, ProposalDeclined, NoShow, TrialEnded, MovedBack, PostEnded, HiredElsewhere, Unfinished, Superseded }

/// <summary>Why a vacancy was closed.</summary>
public enum ClosingCause { Person, Deadline, AllEngaged, ConfirmedMeanwhile }

/// <summary>The mandatory items of a notice: twelve (décret 2018-1351, art. 3), and three more where contract agents may apply (décret 2019-1414).</summary>
public enum SheetItem
{
    Branch, NeedKind, CategoryAndCorps, RecruitingAuthority, Organisation, Profession, MissionsAndProfile, Conditions, Title, Place, VacantFrom, ApplyToAndDeadline,
    JobSheet, LegalBasis, RequiredDocuments,
}

/// <summary>A paper a person may be asked for.</summary>
public enum DocumentType
{
    CurriculumVitae, CoverLetter, Diploma, GradeOrder, ServiceRecord, JobSheet, EvaluationReport, Portfolio, IdentityPaper, BankDetails, CriminalRecord, PaySlip, FamilyRecord, Other,
}
