using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;

namespace Jalon.Silo.Routing;

/// <summary>
/// Drives an acceptance across its three grains. The application alone says what comes next, so that a page, the feed or a deadline may
/// each take it up where it stopped: the ids of the commands follow from the attempt, and the second to send one is told what the first was.
/// </summary>
public sealed class Acceptances(SiloHost silo)
{
    /// <summary>No acceptance takes more turns than this: ask, hold, granted, or release and confirm, twice over.</summary>
    private const int MostTurns = 8;

    /// <summary>Takes every step that can be taken now.</summary>
    /// <returns>
    /// The last reply, or null when nothing was to be done; the refusal of the vacancy or of the candidate where one of them refused;
    /// busy where another driver crossed us or a grain stays busy: look again.
    /// </returns>
    public async Task<Reply?> DriveAsync(Guid applicationId, CancellationToken ct)
    {
        Reply? last = null;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await TurnAsync(applicationId, ct) is not { } reply) return last;
            last = last is Declined ? last : reply;
            if (reply is Busy) return reply;
        }

        return last;
    }

    /// <summary>The one step that comes next, or null.</summary>
    internal async Task<Reply?> TurnAsync(Guid id, CancellationToken ct) =>
        await silo.ReadAsync<JobApplication>(id, ct) is { State: { Acceptance: { } acceptance } state } ? await TurnAsync(id, state, acceptance, ct) : null;

    private async Task<Reply?> TurnAsync(Guid id, JobApplication state, Acceptance acceptance, CancellationToken ct)
    {
        switch (acceptance.Phase)
        {
            case AcceptancePhase.Asked:
                return await AskAsync(id, state.VacancyId, new Hold(id, acceptance.Attempt), new HoldGranted(acceptance.Attempt),
                    code => new HoldRefused(acceptance.Attempt, code), acceptance.Attempt, ct);
            case AcceptancePhase.EngagementAsked when acceptance.Engagement is { } engagement:
                return await AskAsync(id, state.CandidateId, new Grains.Candidates.Engage(id, engagement), new EngagementGranted(engagement),
                    code => new EngagementRefused(engagement, code), engagement, ct);
            case AcceptancePhase.ReleasingEngagement when acceptance.Engagement is { } engagement:
                var expired = await SendAsync(state.CandidateId, new ReleaseEngagement(id, engagement, EngagementEnd.AttemptExpired), id, engagement, ct);
                return expired is Busy ? expired : await SendAsync(id, new ReleaseConfirmed(engagement), id, engagement, ct);
            case AcceptancePhase.Releasing:
                return await ReleaseAsync(id, state, acceptance, ct);
            default:
                return null;
        }
    }

    /// <summary>Says that all was given back only when it was: a busy grain is asked again.</summary>
    private async Task<Reply> ReleaseAsync(Guid id, JobApplication state, Acceptance acceptance, CancellationToken ct)
    {
        var cause = acceptance.Cause ?? OpeningRelease.Unfinished;
        if (await SendAsync(state.VacancyId, new Release(id, acceptance.Attempt, cause), id, acceptance.Attempt, ct) is Busy busy) return busy;
        if (acceptance.Engagement is { } engaged
            && await SendAsync(state.CandidateId, new ReleaseEngagement(id, engaged, End(cause)), id, engaged, ct) is Busy still) return still;
        return await SendAsync(id, new ReleaseConfirmed(acceptance.Attempt), id, acceptance.Attempt, ct);
    }

    /// <summary>
    /// Asks another grain for a reservation, and tells the application what it said. An application that heard the contrary from another
    /// driver has moved on: it is looked at again.
    /// </summary>
    private async Task<Reply> AskAsync(Guid id, Guid grainId, Command ask, Command granted, Func<string, Command> refused, int attempt, CancellationToken ct)
    {
        var reply = await SendAsync(grainId, ask, id, attempt, ct);
        if (reply is not (Done or Declined)) return reply;
        var told = await SendAsync(id, reply is Declined(var why) ? refused(why.Code) : granted, id, attempt, ct);
        return told is Declined or Busy ? new Busy() : reply is Declined ? reply : told;
    }

    private Task<Reply> SendAsync(Guid grainId, Command command, Guid applicationId, int attempt, CancellationToken ct) =>
        silo.SendAsync(new Envelope(grainId, command, DerivedId.Of("acceptance", applicationId, attempt, command.GetType().FullName!), Actor.System), ct);

    private static EngagementEnd End(OpeningRelease cause) => cause switch
    {
        OpeningRelease.Withdrawn => EngagementEnd.Withdrawn,
        OpeningRelease.Rejected => EngagementEnd.Rejected,
        OpeningRelease.ProposalDeclined => EngagementEnd.ProposalRefused,
        OpeningRelease.NoShow => EngagementEnd.NoShow,
        OpeningRelease.TrialEnded => EngagementEnd.TrialEnded,
        OpeningRelease.MovedBack => EngagementEnd.MovedBack,
        OpeningRelease.PostEnded => EngagementEnd.PostCancelled,
        _ => EngagementEnd.AttemptExpired,
    };
}
