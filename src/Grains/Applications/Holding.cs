namespace Jalon.Grains.Applications;

/// <summary>Who has the ball at each stage: the step a stage opens, and with whom.</summary>
public static partial class JobApplicationGrain
{
    internal const string DocumentStep = "document";

    /// <summary>The step with which a stage begins, or is taken up again.</summary>
    private static IReadOnlyList<Step> StepsOf(JobApplication state, Stage stage, Context context) => stage == Stage.InPost ? [] : [.. StageSteps(state, stage, context), .. DocumentSteps(state, context), .. ReplySteps(state, context)];

    private static IReadOnlyList<Step> StageSteps(JobApplication state, Stage stage, Context context) => stage switch
    {
        Stage.Received when state.AwaitsFinding => [Open(state, "finding", TimeKind.LegalWait, Role.Recruiter, state.RecruiterId, context)],
        Stage.Received => [Open(state, "admissibility", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context)],
        Stage.Admissible => [Open(state, "preselection", TimeKind.Administration, Role.LineManager, state.LineManagerId, context)],
        Stage.Preselected or Stage.Interview when state.Interview is { IsOffered: true } && !(stage == Stage.Interview && OpinionsAreIn(state)) => [OpenForPerson(state, "slots", context)],
        Stage.Preselected => [Open(state, "convocation", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context)],
        Stage.Interview when OpinionsAreIn(state) => [Open(state, "choice", TimeKind.Administration, Role.LineManager, state.LineManagerId, context)],
        Stage.Interview when state.Interview is { IsBooked: true } => [Open(state, "interview", TimeKind.Administration, Role.Assessor, null, context)],
        Stage.Interview when state.Interview is { IsToPlan: true } => [Open(state, "convocation", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context)],
        Stage.Interview => [Open(state, "opinions", TimeKind.Administration, Role.Assessor, null, context)],
        Stage.Selected => [Open(state, "choice", TimeKind.Administration, Role.LineManager, state.LineManagerId, context)],
        Stage.Finalising when state.Status == CandidateStatus.CivilServant => [OpenOutside(state, "release", context)],
        Stage.Finalising => [Open(state, "contract", TimeKind.Administration, Role.Recruiter, state.RecruiterId, context)],
        Stage.Confirmed => [OpenOutside(state, "arrival", context)],
        _ => [],
    };

    private static Step Open(JobApplication state, string name, TimeKind kind, Role role, Guid? person, Context context) =>
        context.Rules.Open(name, state.Visits.GetValueOrDefault(name) + 1, kind, new Holder(role, state.OrganisationId, person), context.At);

    /// <summary>A step whose end depends on the origin administration: outside ours.</summary>
    private static Step OpenOutside(JobApplication state, string name, Context context) =>
        context.Rules.Open(name, state.Visits.GetValueOrDefault(name) + 1, TimeKind.ThirdParty, new Holder(Role.Approver, null, null), context.At);

    /// <summary>The person themself: their own act is awaited.</summary>
    private static Step OpenForPerson(JobApplication state, string name, Context context) =>
        context.Rules.Open(name, state.Visits.GetValueOrDefault(name) + 1, TimeKind.Candidate, new Holder(Role.Candidate, null, state.CandidateId), context.At);

    /// <summary>Papers asked and not received stay asked when the stage changes.</summary>
    private static IEnumerable<Step> DocumentSteps(JobApplication state, Context context)
    {
        var visits = state.Visits.GetValueOrDefault(DocumentStep);
        return state.Documents.Where(document => document.Status == DocumentStatus.Asked)
            .Select((_, index) => context.Rules.Open(DocumentStep, visits + index + 1, TimeKind.Candidate, new Holder(Role.Candidate, null, state.CandidateId), context.At));
    }

    /// <summary>The open steps of a name: those that end with it.</summary>
    private static IReadOnlyList<string> Named(JobApplication state, params ReadOnlySpan<string> names)
    {
        var wanted = names.ToArray();
        return [.. state.Steps.Where(step => wanted.Contains(step.Name)).Select(step => step.Id)];
    }

    private static Decision OpenOne(JobApplication state, OpenStep open, Context context) =>
        new StepOpened([context.Rules.Open(open.Name, state.Visits.GetValueOrDefault(open.Name) + 1, open.Kind, open.Holder, context.At)]);

    /// <summary>The last open step of a live case is never closed alone: somebody always has the ball.</summary>
    private static Decision CloseOne(JobApplication state, string id)
    {
        if (state.Steps.All(step => step.Id != id)) return WasOpened(state, id) ? Decision.AlreadySo : Refusals.UnknownStep;
        return !state.Steps.Any(step => step.Id != id && step.Name is not (DocumentStep or ReplyStep or PanelStep)) ? Refusals.LastStep : new StepClosed([id]);
    }

    private static bool WasOpened(JobApplication state, string id) =>
        id.LastIndexOf('#') is var at and > 0 && int.TryParse(id.AsSpan(at + 1), out var visit) && visit >= 1 && visit <= state.Visits.GetValueOrDefault(id[..at]);
}
