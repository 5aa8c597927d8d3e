using Jalon.Grains.Reference;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>What happened to a candidacy. The facts that change who has the ball carry the steps they close and open.</summary>
public abstract record JobApplicationFact : Fact
{
    /// <summary>What it does to the open steps of the case.</summary>
    internal virtual BallMove? Ball => null;
}

/// <summary>Steps end and begin inside a stage.</summary>
public abstract record StepsMoved(IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : JobApplicationFact
{
    internal override BallMove? Ball => new(false, Closes, Opened);
}

/// <summary>The case is over: nobody holds it any more.</summary>
public abstract record CaseEnded : JobApplicationFact
{
    internal override BallMove? Ball => new(true, [], [], Ends: true);
}

/// <summary>A case that was over is live again, at a stage, with its steps opened anew.</summary>
public abstract record CaseReopened(Stage At, IReadOnlyList<Step> Opened) : JobApplicationFact
{
    internal override BallMove? Ball => new(true, [], Opened, At.ToString());
}

public sealed record ApplicationFiled(
    Guid VacancyId, Guid CandidateId, Guid OrganisationId, CandidateStatus Status, Channel Channel, DateTimeOffset FiledAt, bool Late, int Round, bool AwaitsFinding,
    Guid? RecruiterId, Guid? LineManagerId, DateTimeOffset NewsDue, DateTimeOffset EscalationDue, DateTimeOffset ImplicitRefusalDue,
    IReadOnlyList<Step> Opened) : JobApplicationFact
{
    internal override BallMove? Ball => new(true, [], Opened, nameof(Stage.Received), PostId: VacancyId);
}

public sealed record LateApplicationAdmitted(Guid NoteId) : JobApplicationFact;

public sealed record StageChanged(Stage From, Stage To, Guid? NoteId, IReadOnlyList<Step> Opened) : JobApplicationFact
{
    internal override BallMove? Ball => new(true, [], Opened, To.ToString(), To == Stage.InPost);
}

/// <summary>What was read at that instant is kept: the end of the legal month, the applications left, the openings left.</summary>
public sealed record AcceptanceAsked(int Attempt, DateTimeOffset Until, DateTimeOffset? AcceptanceFrom, bool Urgency, int FreeOpenings) : JobApplicationFact;

public sealed record AcceptanceHeld(int Attempt) : JobApplicationFact;

public sealed record AcceptanceRefused(int Attempt, string Code) : JobApplicationFact;

/// <summary>The opening is to be given back, and the engagement with it where there is one.</summary>
public sealed record ReleaseAsked(int Attempt, int? Engagement, OpeningRelease Cause) : JobApplicationFact;

public sealed record AttemptReleased(int Attempt) : JobApplicationFact;

public sealed record PrioritiesExamined : JobApplicationFact;

public sealed record ChoiceValidated(Guid NoteId, Guid? SecondChoice, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <param name="Visa">What the pay grid said: the amounts themselves are in the note.</param>
/// <param name="GridVersion">The version of the grid that was read, where one was in force.</param>
public sealed record ProposalSent(
    WayIn WayIn, DateOnly StartDate, DateOnly AnswerBy, Guid? NoteId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened, int Version = 1, DateOnly? ValidUntil = null,
    BudgetVisa? Visa = null, int? GridVersion = null) : StepsMoved(Closes, Opened);

public sealed record ProposalDiscussed(Guid? NoteId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <summary>The person said yes: their engagement is asked of their own grain.</summary>
public sealed record EngagementAsked(int Attempt, DateTimeOffset Until) : JobApplicationFact;

public sealed record EngagementRecorded(int Attempt) : JobApplicationFact;

public sealed record EngagementDenied(int Attempt, string Code) : JobApplicationFact;

/// <summary>The engagement was not finished in time: it is given back alone, the opening stays held, the answer is asked again.</summary>
public sealed record EngagementReleaseAsked(int Attempt, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record EngagementSecured(EngagementKind Kind, DateOnly Date, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record ArrivalPostponed(DateOnly Date) : JobApplicationFact;

public sealed record ArrivalRecorded(DateOnly Date) : JobApplicationFact;

public sealed record TrialConcluded(TrialEnd Result) : JobApplicationFact;

public sealed record PresenceRecorded(int Months) : JobApplicationFact;

public sealed record ApplicationRejected(Stage Stage, RejectionReason Reason, bool Shared, Guid? NoteId, bool Bulk) : CaseEnded;

public sealed record RejectionUndone(Stage At, IReadOnlyList<Step> Opened) : CaseReopened(At, Opened);

public sealed record ApplicationWithdrawn(Stage Stage, WithdrawalReason Reason, Guid? NoteId) : CaseEnded;

public sealed record PostEnded(Stage Stage, PostEndReason Reason) : CaseEnded;

public sealed record PostReopened(Stage At, IReadOnlyList<Step> Opened) : CaseReopened(At, Opened);

public sealed record EngagedElsewhereNoted(DateTimeOffset Since) : JobApplicationFact;

public sealed record HiredElsewhere(Stage Stage) : CaseEnded;

public sealed record EngagedElsewhereUndone : JobApplicationFact;

public sealed record HiringElsewhereUndone(Stage At, IReadOnlyList<Step> Opened) : CaseReopened(At, Opened);

public sealed record BecameExaminable(IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record DocumentAsked(DocumentType Type, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record DocumentReceived(DocumentType Type, IReadOnlyList<string> Closes) : StepsMoved(Closes, [])
{
    /// <summary>The stored file; null where the paper came another way.</summary>
    public Guid? FileId { get; init; }
}

public sealed record DocumentValidated(DocumentType Type, IReadOnlyList<string> Closes) : StepsMoved(Closes, []);

public sealed record AssessorNamed(Guid PersonId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record AssessorReleased(Guid PersonId, Guid NoteId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record AssessorReplaced(Guid PersonId, Guid With, Guid NoteId) : JobApplicationFact;

public sealed record ConflictDeclared(Guid PersonId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record OpinionFiled(Guid PersonId, Guid NoteId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <summary>The file was read on one criterion; the level is in the note, erased with it.</summary>
public sealed record FileAssessed(string Criterion, Guid NoteId) : JobApplicationFact;

public sealed record InterviewRoundOpened(int Round, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record StepOpened(IReadOnlyList<Step> Opened) : StepsMoved([], Opened);

public sealed record StepClosed(IReadOnlyList<string> Closes) : StepsMoved(Closes, []);

/// <summary>A stage reached before the case was followed here, as its tracker has it.</summary>
/// <param name="Timed">Whether the time spent there is known.</param>
/// <param name="Hold">Number under which the vacancy keeps an opening, where one is kept from this stage on.</param>
/// <param name="Engagement">Number under which the person is engaged, where they are from this stage on.</param>
public sealed record StageTakenUp(Stage At, bool Timed, int? Hold, int? Engagement, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record PersonInformed(Information What, DateTimeOffset NewsDue) : JobApplicationFact;

public sealed record OutcomeTold : JobApplicationFact;

/// <summary>No news for too long; the next alert comes after as long again.</summary>
public sealed record NewsOverdue(DateTimeOffset NextDue) : JobApplicationFact;

public sealed record AnswerEscalated : JobApplicationFact;

public sealed record ImplicitRefusalReached : JobApplicationFact;

public sealed record NoteAdded(Guid NoteId) : JobApplicationFact;

public sealed record OtherPostProposed(Guid VacancyId, Guid? NoteId) : JobApplicationFact;

public sealed record OtherPostAnswered(Guid VacancyId, bool Agrees, Guid? NoteId) : JobApplicationFact;
