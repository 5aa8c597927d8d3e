namespace Jalon.Grains.Applications;

public sealed record InterviewProposed(Interview Planned, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <summary>Booked, or moved when its sequence is above 0.</summary>
/// <param name="Assessors">Who meets the person.</param>
public sealed record InterviewBooked(Interview Planned, IReadOnlyList<Guid> Assessors, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <param name="Planned">As it was, under the sequence of its cancellation.</param>
public sealed record InterviewCancelled(Interview Planned, IReadOnlyList<Guid> Assessors, Guid? NoteId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

public sealed record OtherTimesAsked(Guid? NoteId, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <summary>Its hour has passed.</summary>
public sealed record InterviewOver(IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);

/// <summary>What the person needs on the day; the text is in the note, erased with it.</summary>
public sealed record PracticalNeedsTold(Guid NoteId) : JobApplicationFact;

public sealed record ImpartialityDeclared(Guid PersonId) : JobApplicationFact;

/// <param name="ByPerson">By the candidate; else by the administration.</param>
/// <param name="NewsDue">What the administration writes is news: before when others are due.</param>
public sealed record MessageWritten(Guid NoteId, bool ByPerson, DateTimeOffset? NewsDue, IReadOnlyList<string> Closes, IReadOnlyList<Step> Opened) : StepsMoved(Closes, Opened);
