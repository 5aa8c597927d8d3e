using Jalon.Grains.Vacancies;

namespace Jalon.Grains.Applications;

/// <summary>Outcomes, and what undoes them. The stage where it happened is kept.</summary>
public static partial class JobApplicationGrain
{
    private static Decision RejectPerson(JobApplication state, Reject reject, Context context)
    {
        if (reject.Bulk && state.Stage >= Stage.Preselected) return Refusals.BulkTooLate;
        if (reject.Bulk && state is { Late: true, LateAdmitted: false }) return Refusals.LateOneByOne;
        if (state.Stage >= Stage.Preselected && string.IsNullOrWhiteSpace(reject.Text)) return Refusals.ReasonNeeded;
        var note = NoteOrNone(state, context, "reason", reject.Text);
        return new Accepted(
            [new ApplicationRejected(state.Stage, reject.Reason, reject.Shared, note?.Id, reject.Bulk), .. GivenBack(state, OpeningRelease.Rejected)], Rows(note));
    }

    private static Accepted WithdrawPerson(JobApplication state, Withdraw withdraw, Context context) => Leave(state, withdraw.Reason, withdraw.Text, OpeningRelease.Withdrawn, context);

    private static Accepted Leave(JobApplication state, WithdrawalReason reason, string? text, OpeningRelease cause, Context context)
    {
        var note = NoteOrNone(state, context, "reason", text);
        return new Accepted([new ApplicationWithdrawn(state.Stage, reason, note?.Id), .. GivenBack(state, cause)], Rows(note));
    }

    /// <summary>From the confirmation on the person is bound and so is the administration: the post is theirs, and its end is not.</summary>
    private static Decision EndForPost(JobApplication state, PostEndReason reason) =>
        state.Stage >= Stage.Confirmed ? Refusals.EngagedHere : new Accepted([new PostEnded(state.Stage, reason), .. GivenBack(state, OpeningRelease.PostEnded)]);

    private static Decision NoteElsewhere(JobApplication state, DateTimeOffset since) =>
        state.EngagedElsewhereSince == since ? Decision.AlreadySo
        : state.Acceptance is { Phase: AcceptancePhase.Engaged } ? Refusals.EngagedHere
        : new EngagedElsewhereNoted(since);

    private static Decision Hired(JobApplication state) =>
        state.Acceptance is { Phase: AcceptancePhase.Engaged } ? Refusals.EngagedHere
        : new Accepted([new HiredElsewhere(state.Stage), .. GivenBack(state, OpeningRelease.HiredElsewhere)]);

    /// <summary>The engagement elsewhere fell through: the case is live again, unless its own recruitment ended meanwhile.</summary>
    private static Accepted UndoElsewhere(JobApplication state, ApplicationCircumstances? read, Context context)
    {
        var hired = state.Outcome?.Kind == OutcomeKind.HiredElsewhere;
        IEnumerable<JobApplicationFact> forgotten = state.EngagedElsewhereSince is null ? [] : [new EngagedElsewhereUndone()];
        if (!hired || read?.Vacancy is null or { Ended: true }) return new Accepted([.. forgotten]);
        var (at, steps) = Again(state, read, context);
        return new Accepted([.. forgotten, new HiringElsewhereUndone(at, steps)]);
    }

    private static Decision Reopen(JobApplication state, ApplicationCircumstances read, Context context)
    {
        if (state.Outcome is { Kind: OutcomeKind.PostEnded, Reason: not nameof(PostEndReason.Filled) }) return Refusals.NothingToUndo;
        if (read.Vacancy is null or { Ended: true }) return Refusals.VacancyEnded;
        var (at, steps) = Again(state, read, context);
        return state.Outcome!.Kind == OutcomeKind.Rejected ? new RejectionUndone(at, steps) : new PostReopened(at, steps);
    }

    /// <summary>The same stage, as a new visit. A place was given back with the outcome: from Selected on, the person returns to the interview and may be retained anew.</summary>
    private static (Stage At, IReadOnlyList<Step> Steps) Again(JobApplication state, ApplicationCircumstances read, Context context)
    {
        var at = state.Stage > Stage.Interview ? Stage.Interview : state.Stage;
        var after = state with { AwaitsFinding = state.AwaitsFinding && FindingMissing(read) };
        return (at, StepsOf(after, at, context));
    }
}
