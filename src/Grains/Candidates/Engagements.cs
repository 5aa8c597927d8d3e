namespace Jalon.Grains.Candidates;

/// <summary>
/// One engagement per person: the reservation an acceptance takes here. Attempts of one application follow each other, so a later one
/// means that the older are over, whatever was lost on the way.
/// </summary>
internal static class Engagements
{
    public static Decision Decide(Candidate state, Command command, Context context) => command switch
    {
        Engage(var application, var attempt) => Take(state, application, attempt, context),
        ConfirmEngagement(var application, var attempt) => Confirm(state, application, attempt),
        ReleaseEngagement(var application, var attempt, var reason) => Release(state, application, attempt, reason),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is not about an engagement"),
    };

    private static Decision Take(Candidate state, Guid application, int attempt, Context context) => state.Engagement switch
    {
        { } held when held.ApplicationId == application && held.Attempt == attempt => Decision.AlreadySo,
        _ when state.IsReleased(application, attempt) => CandidateRefusals.AttemptOver,
        { } held when held.ApplicationId != application => CandidateRefusals.EngagedElsewhere(held, context),
        { Confirmed: true } => CandidateRefusals.AlreadyConfirmed,
        { } held when held.Attempt > attempt => CandidateRefusals.AttemptOver,
        _ when state.MergedInto is not null => CandidateRefusals.Merged,
        _ => new Engaged(application, attempt),
    };

    private static Decision Confirm(Candidate state, Guid application, int attempt) => state.Engagement switch
    {
        { } held when held.ApplicationId == application && held.Attempt == attempt => held.Confirmed ? Decision.AlreadySo : new EngagementConfirmed(application, attempt),
        _ => CandidateRefusals.NotEngaged,
    };

    private static Decision Release(Candidate state, Guid application, int attempt, EngagementEnd reason) => state.Engagement switch
    {
        _ when state.IsReleased(application, attempt) => Decision.AlreadySo,
        { } held when held.ApplicationId == application && held.Attempt > attempt => Decision.AlreadySo,
        _ => new EngagementReleased(application, attempt, reason),
    };

    public static Candidate Apply(Candidate state, CandidateFact fact, Stamp stamp) => fact switch
    {
        Engaged f => state with { Engagement = new Engagement(f.ApplicationId, f.Attempt, stamp.At, false) },
        EngagementConfirmed => state with { Engagement = state.Engagement! with { Confirmed = true } },
        EngagementReleased f => state with
        {
            Engagement = state.Engagement?.ApplicationId == f.ApplicationId ? null : state.Engagement,
            Released = [.. state.Released.Where(past => past.ApplicationId != f.ApplicationId).TakeLast(Candidate.MostReleased - 1), new ReleasedAttempt(f.ApplicationId, f.Attempt)],
        },
        _ => state,
    };
}
