namespace Jalon.Grains.Applications;

/// <summary>Messages between the person and the administration. The texts are side rows; the case knows who wrote, and whose turn it is to answer.</summary>
public static partial class JobApplicationGrain
{
    /// <summary>What the side rows of messages are called.</summary>
    public const string MessageKind = "message";

    private const string ReplyStep = "reply";

    private static Accepted Write(JobApplication state, string text, Context context)
    {
        var byPerson = context.By.Id == state.CandidateId;
        var note = Note(state, context, MessageKind, text);
        var waits = state.Steps.Any(step => step.Name == ReplyStep);
        IReadOnlyList<Step> opens = byPerson && state.Live && !waits ? [Open(state, ReplyStep, TimeKind.Administration, Role.Recruiter, state.RecruiterId, context)] : [];
        DateTimeOffset? news = byPerson || !state.Live ? null : Due(context, "news", context.At, state.OrganisationId);
        return new Accepted([new MessageWritten(note.Id, byPerson, news, byPerson ? [] : Named(state, ReplyStep), opens)], [note]);
    }

    /// <summary>A message not answered yet stays to be answered when the stage changes.</summary>
    private static IEnumerable<Step> ReplySteps(JobApplication state, Context context) =>
        state.Steps.Any(step => step.Name == ReplyStep) ? [Open(state, ReplyStep, TimeKind.Administration, Role.Recruiter, state.RecruiterId, context)] : [];
}
