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
    /// <returns>The last reply, or null when nothing was to be done; the refusal of the vacancy or of the candidate where one of them refused.</returns>
    public async Task<Reply?> DriveAsync(Guid applicationId, CancellationToken ct)
    {
        Reply? last = null;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await silo.ReadAsync<JobApplication>(applicationId, ct) is not { State: { Acceptance: { } acceptance } state }) return last;
            if (await TurnAsync(applicationId, state, acceptance, ct) is not { } reply) return last;
            last = last is Declined ? last : reply;
            if (reply is Busy) return reply;
        }

        return last;
    }

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
                await SendAsync(state.CandidateId, new ReleaseEngagement(id, engagement, EngagementEnd.AttemptExpired), id, engagement, ct);
                return await SendAsync(id, new ReleaseConfirmed(engagement), id, engagement, ct);
            case AcceptancePhase.Releasing:
                var cause = acceptance.Cause ?? OpeningRelease.Unfinished;
                await SendAsync(state.VacancyId, new Release(id, acceptance.Attempt, cause), id, acceptance.Attempt, ct);
                if (acceptance.Engagement is { } engaged) await SendAsync(state.CandidateId, new ReleaseEngagement(id, engaged, End(cause)), id, engaged, ct);
                return await SendAsync(id, new ReleaseConfirmed(acceptance.Attempt), id, acceptance.Attempt, ct);
            default:
                return null;
        }
    }

    /// <summary>Asks another grain for a reservation, and tells the application what it said.</summary>
    private async Task<Reply> AskAsync(Guid id, Guid grainId, Command ask, Command granted, Func<string, Command> refused, int attempt, CancellationToken ct)
    {
        var reply = await SendAsync(grainId, ask, id, attempt, ct);
        if (reply is Done) return await SendAsync(id, granted, id, attempt, ct);
        if (reply is Declined(var why)) await SendAsync(id, refused(why.Code), id, attempt, ct);
        return reply;
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
