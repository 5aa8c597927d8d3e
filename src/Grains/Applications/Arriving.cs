using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>From the signed engagement to the person at work, and after.</summary>
public static partial class JobApplicationGrain
{
    private static Decision OnArrival(JobApplication state, Command command, Context context)
    {
        if (command is SecureEngagement secure) return Secure(state, secure, context);
        if (state.Stage != Stage.Confirmed) return Refusals.NotConfirmed;
        return command switch
        {
            PostponeArrival(var date) => date == state.ArrivalPlanned ? Decision.AlreadySo : new ArrivalPostponed(date),
            RecordNoShow => Leave(state, WithdrawalReason.NoShow, null, OpeningRelease.NoShow, context),
            RecordArrival(var date) when date > FrenchCalendar.DayOf(context.At) => Refusals.InFuture,
            RecordArrival(var date) => new Accepted(new ArrivalRecorded(date), new StageChanged(state.Stage, Stage.InPost, null, [])),
            _ => throw new InvalidOperationException($"no decision for {command.GetType().Name}"),
        };
    }

    private static Decision Secure(JobApplication state, SecureEngagement secure, Context context)
    {
        if (state.Stage != Stage.Finalising) return Refusals.NotFinalising;
        if (state.SecuredBy is not null) return Decision.AlreadySo;
        var confirmation = Open(state, "confirmation", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context);
        return new EngagementSecured(secure.Kind, secure.Date, Named(state, "release", "contract"), [confirmation]);
    }

    /// <summary>Once in post the case is over; the trial and the presence are facts after it.</summary>
    private static Decision InPost(JobApplication state, Command command, Context context) => command switch
    {
        EndTrial when state.Trial is not null => Refusals.TrialConcluded,
        EndTrial(TrialEnd.Ended) => new Accepted([new TrialConcluded(TrialEnd.Ended), .. GivenBack(state, OpeningRelease.TrialEnded)]),
        EndTrial => new TrialConcluded(TrialEnd.Kept),
        RecordPresence(var months) => state.Presence.Contains(months) ? Decision.AlreadySo : new PresenceRecorded(months),
        RecordArrival or AskAcceptance or AnswerProposal { Answer: ProposalAnswer.Accept } or BecomeExaminable or ReopenAfterLoss => Decision.AlreadySo,
        Move { To: Stage.InPost } => Decision.AlreadySo,
        HoldRefused or EngagementRefused => Refusals.StaleAttempt,
        AttemptCommand attempt and not ReleaseAttempt => Late(state, attempt.Attempt),
        ReleaseAttempt release => GiveUp(state, release.Attempt, context),
        EndPost or HireElsewhere or NoteEngagedElsewhere => Refusals.EngagedHere,
        _ => Refusals.AlreadyInPost,
    };
}
