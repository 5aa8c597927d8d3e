namespace Jalon.Grains.Applications;

/// <summary>Candidacies followed elsewhere until now: they come in as their tracker has them, without asking a past the guards of the present.</summary>
public static partial class JobApplicationGrain
{
    /// <summary>The step of a time nobody can tell apart: which stage it belongs to is not known, so it is no stage's delay.</summary>
    public const string UndatedStep = "undated";

    private static Decision TakeUp(JobApplication state, TakeUpStage up, Context context)
    {
        if (up.To < state.Stage) return Refusals.AlreadyFurther;
        if (up.To == state.Stage) return up.Timed || state.Steps.All(step => step.Name == UndatedStep) ? Decision.AlreadySo : Untimed(state, context);
        var hold = up.To >= Stage.Selected && state.Acceptance is not { Binds: true } ? state.HoldNumber : (int?)null;
        var engagement = up.To >= Stage.Finalising && state.Acceptance?.Engagement is null ? state.EngagementNumber : (int?)null;
        var after = Entering(state, up.To);
        var steps = up.To == Stage.InPost ? [] : up.Timed ? StepsOf(after, up.To, context) : [Undated(state, context)];
        IEnumerable<JobApplicationFact> arrived = up is { To: Stage.InPost, ArrivedOn: { } day } ? [new ArrivalRecorded(day)] : [];
        return new Accepted([new StageTakenUp(up.To, up.Timed, hold, engagement, [], []), .. arrived, new StageChanged(state.Stage, up.To, null, steps)]);
    }

    private static StageTakenUp Untimed(JobApplication state, Context context) =>
        new(state.Stage, false, null, null, [.. state.Steps.Select(step => step.Id)], [Undated(state, context)]);

    private static Step Undated(JobApplication state, Context context) => Open(state, UndatedStep, TimeKind.Administration, Role.Recruiter, state.RecruiterId, context);

    private static JobApplication TakenUp(JobApplication state, StageTakenUp up)
    {
        var free = state with { LateAdmitted = state.LateAdmitted || state.Late };
        if (up.Hold is null && up.Engagement is null) return free;
        var attempt = up.Hold ?? state.Acceptance!.Attempt;
        var phase = up.Engagement is null ? AcceptancePhase.Held : AcceptancePhase.Engaged;
        return free with { Acceptance = new(attempt, phase, null, up.Engagement), LastAttempt = up.Engagement ?? attempt };
    }
}
