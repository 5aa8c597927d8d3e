using System.Text.Json.Serialization;
using Jalon.Grains.Reference;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <param name="Reason">Name of the member of <see cref="RejectionReason"/>, <see cref="WithdrawalReason"/> or <see cref="PostEndReason"/>; null for a person hired elsewhere.</param>
/// <param name="Shared">Whether the reason is told to the person.</param>
public sealed record Outcome(OutcomeKind Kind, string? Reason, bool Shared, DateTimeOffset At, DateTimeOffset? ToldAt = null);

/// <summary>One acceptance, resumable from the state alone.</summary>
/// <param name="Attempt">Number under which the vacancy holds the opening.</param>
/// <param name="Until">When what is unfinished is released; null where nothing is.</param>
/// <param name="Engagement">Number under which the candidate engages; null before the person's own yes.</param>
/// <param name="Cause">Why the opening is given back, where it is.</param>
public sealed record Acceptance(int Attempt, AcceptancePhase Phase, DateTimeOffset? Until = null, int? Engagement = null, OpeningRelease? Cause = null)
{
    /// <summary>Something is reserved, or may be.</summary>
    [JsonIgnore]
    public bool Binds => Phase is not (AcceptancePhase.Releasing or AcceptancePhase.Released);
}

/// <param name="NoteId">The note that holds its terms.</param>
/// <param name="ValidUntil">Last day it can be accepted, where it has one.</param>
/// <param name="Visa">What the pay grid said of it; null where no contract is signed.</param>
public sealed record Proposal(WayIn WayIn, DateOnly StartDate, DateOnly AnswerBy, Guid? NoteId, DateTimeOffset SentAt, int Version = 1, DateOnly? ValidUntil = null, BudgetVisa? Visa = null);

/// <param name="OpinionId">The note that holds the opinion, once filed in the current round.</param>
/// <param name="Conflicted">Declared a conflict of interest: no access any more.</param>
/// <param name="Impartial">Said that there is none: until then the file stays closed.</param>
public sealed record Assessor(Guid PersonId, Guid? OpinionId = null, bool Conflicted = false, bool Impartial = false)
{
    /// <summary>Whoever has given an opinion has read.</summary>
    [JsonIgnore]
    public bool MayRead => !Conflicted && (Impartial || OpinionId is not null);
}

/// <param name="StepId">The step that waits for the person, while asked.</param>
/// <param name="FileId">The stored file, where one came by the program.</param>
/// <param name="ValidatedBy">Who found it good.</param>
public sealed record Document(DocumentType Type, DocumentStatus Status, DateTimeOffset? AskedAt = null, string? StepId = null, Guid? FileId = null, Guid? ValidatedBy = null)
{
    /// <summary>Asked, and not found good yet: the case waits for it. What a person sends of themself holds nothing up.</summary>
    [JsonIgnore]
    public bool IsOwed => AskedAt is not null && Status != DocumentStatus.Validated;
}

/// <summary>Another post proposed to the person.</summary>
/// <param name="Agreed">Null until they answer.</param>
public sealed record OtherPost(Guid VacancyId, DateTimeOffset ProposedAt, bool? Agreed = null);

/// <summary>One person's candidacy on one vacancy.</summary>
public sealed record JobApplication
{
    public required Guid VacancyId { get; init; }

    public required Guid CandidateId { get; init; }

    public required Guid OrganisationId { get; init; }

    public Stage Stage { get; init; } = Stage.Received;

    public DateTimeOffset StageSince { get; init; }

    public Outcome? Outcome { get; init; }

    public CandidateStatus Status { get; init; }

    public Channel Channel { get; init; }

    public DateTimeOffset FiledAt { get; init; }

    /// <summary>Filed after the notice's deadline (« hors délai »).</summary>
    public bool Late { get; init; }

    public bool LateAdmitted { get; init; }

    /// <summary>How many times the person applied.</summary>
    public int Round { get; init; } = 1;

    /// <summary>A contract application that waits for the infructuous finding (guard 6).</summary>
    public bool AwaitsFinding { get; init; }

    public Guid? RecruiterId { get; init; }

    public Guid? LineManagerId { get; init; }

    public Acceptance? Acceptance { get; init; }

    /// <summary>The last number given to a hold or an engagement: never used twice.</summary>
    public int LastAttempt { get; init; }

    public DateTimeOffset? EngagedElsewhereSince { get; init; }

    public DateTimeOffset? PrioritiesExaminedAt { get; init; }

    public Guid? ChoiceNoteId { get; init; }

    public Guid? SecondChoiceId { get; init; }

    public Proposal? Proposal { get; init; }

    /// <summary>How many versions of a proposal were sent in this round.</summary>
    public int ProposalCount { get; init; }

    public EngagementKind? SecuredBy { get; init; }

    public DateOnly? ArrivalPlanned { get; init; }

    public DateOnly? ArrivedOn { get; init; }

    public TrialEnd? Trial { get; init; }

    public IReadOnlyList<int> Presence { get; init; } = [];

    public int InterviewRound { get; init; }

    public IReadOnlyList<Assessor> Assessors { get; init; } = [];

    /// <summary>The one being planned, or to come, or the last that took place in this round.</summary>
    public Interview? Interview { get; init; }

    /// <summary>How many times an interview was proposed.</summary>
    public int InterviewsPlanned { get; init; }

    /// <summary>The note that says what the person needs on the day, where they told.</summary>
    public Guid? NeedsId { get; init; }

    public IReadOnlyList<Document> Documents { get; init; } = [];

    /// <summary>The announced criteria on which the file was read, and the note that says how it meets each.</summary>
    public IReadOnlyDictionary<string, Guid>? FileNotes { get; init; }

    public IReadOnlyList<OtherPost> OtherPosts { get; init; } = [];

    public DateTimeOffset? NewsDue { get; init; }

    public DateTimeOffset? EscalationDue { get; init; }

    public DateTimeOffset? ImplicitRefusalDue { get; init; }

    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>How many times each step was opened, so that no id is ever used twice.</summary>
    public IReadOnlyDictionary<string, int> Visits { get; init; } = new Dictionary<string, int>();

    /// <summary>The number under which an opening is held, or would be next.</summary>
    [JsonIgnore]
    public int HoldNumber => Acceptance is { Binds: true } bound ? bound.Attempt : LastAttempt + 1;

    /// <summary>The number under which the person is engaged, or would be next.</summary>
    [JsonIgnore]
    public int EngagementNumber => Acceptance is { Binds: true, Engagement: { } engaged } ? engaged : Math.Max(LastAttempt, HoldNumber) + 1;

    /// <summary>Still on its way: no outcome, not in post.</summary>
    [JsonIgnore]
    public bool Live => Outcome is null && Stage != Stage.InPost;
}

/// <summary>What an application needs to know of its vacancy to decide.</summary>
/// <param name="AcceptanceFrom">End of the legal month; null while no publicity is recorded.</param>
/// <param name="PublicSince">First day of the legal month.</param>
/// <param name="Permanent">False for a contract of <paramref name="ContractMonths"/>.</param>
public sealed record VacancyView(
    Guid OrganisationId, VacancyStage Stage, bool Ended, DateTimeOffset? AcceptanceFrom, DateOnly? PublicSince, bool Urgency, bool Permanent, int? ContractMonths,
    bool NeedsFinding, DateTimeOffset? FindingAt, DateOnly? ApplicationsUntil, IReadOnlyList<DocumentType> RequiredDocuments, int Openings, int FreeOpenings,
    Guid? Recruiter, Guid? LineManager)
{
    public static VacancyView Of(Vacancy vacancy, Rules rules, DateOnly today) => new(
        vacancy.OrganisationId, vacancy.Stage, vacancy.End is not null, vacancy.AcceptanceFrom(rules), vacancy.PublicSince, vacancy.Urgency is not null,
        vacancy.Sheet.Permanent ?? vacancy.Sheet.ContractMonths is null, vacancy.Sheet.ContractMonths, vacancy.NeedsFinding(rules, today), vacancy.Finding?.At,
        vacancy.ApplicationsUntil, vacancy.Sheet.RequiredDocuments, vacancy.Openings.Count, vacancy.FreeOpenings, vacancy.Sheet.Recruiter, vacancy.Sheet.LineManager);
}

/// <summary>Read from the tables for one command, again at each retry.</summary>
/// <param name="Vacancy">Null when there is no such vacancy.</param>
/// <param name="EngagedElsewhereSince">When the person engaged on another post, where they did.</param>
/// <param name="UntreatedInTime">Other live applications of the vacancy filed in time, at Received or Admissible, not awaiting the finding.</param>
public sealed record ApplicationCircumstances(VacancyView? Vacancy, DateTimeOffset? EngagedElsewhereSince, int UntreatedInTime)
{
    /// <summary>What the times of a plan are worth, where one is asked for. A free one is kept for this candidacy long enough to be committed.</summary>
    public IReadOnlyDictionary<DateTimeOffset, TimeState>? Times { get; init; }
}
