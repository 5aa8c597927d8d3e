namespace Jalon.Silo.Mail;

/// <summary>What is written to people: one text each in <c>Texts</c>, named after it.</summary>
public enum Letter
{
    Acknowledgement, AcknowledgementAwaitingFinding, News, Preselected, Convocation, ConvocationChanged, ConvocationCancelled, DocumentAsked, Proposal, ReleaseAsked, ContractBegun,
    ArrivalPlanned, ArrivalPostponed, Rejection, RejectionWithReason, PostFilled, PostUnfilled, PostCancelled, HiredElsewhere, WithdrawalRecorded, SignInLink, OfferAlert,
    AssessorNamed, AssessorConvened, AssessorConvocationChanged, AssessorConvocationCancelled, AnswerEscalated, ImplicitRefusal, ReleaseRequest, ArrivalToPrepare, Reminder, DailyDigest, WeeklyDigest,
    ArrivalInformation, TrialToDecide, TrainingReleaseSilence, SlotsProposed, SlotsAsked, OtherTimesWanted, ConflictToMend, MessageToPerson, MessageFromPerson, OtherPostProposed,
}
