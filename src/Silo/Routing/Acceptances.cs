using System.Collections.Concurrent;

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

    /// <summary>Applications being driven by this process now.</summary>
    private readonly ConcurrentDictionary<Guid, Task> driving = new();

    private readonly HoldsTogether holds = new(silo);

    /// <summary>
    /// Takes every step that can be taken now. In one process the page and the feed take turns: side by side they would ask the vacancy everything twice, while
    /// the others wait for it.
    /// </summary>
    /// <param name="occasion">That of the command or the fact that began it: the other grains answer at the same instant of history.</param>
    /// <returns>
    /// The last reply, or null when nothing was to be done; the refusal of the vacancy or of the candidate where one of them refused;
    /// busy where another driver crossed us or a grain stays busy: look again.
    /// </returns>
    public async Task<Reply?> DriveAsync(Guid applicationId, Occasion occasion, CancellationToken ct)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (driving.GetOrAdd(applicationId, mine.Task) is var other && other != mine.Task) await other.WaitAsync(ct);
        try
        {
            return await TurnsAsync(applicationId, occasion, ct);
        }
        finally
        {
            driving.TryRemove(applicationId, out _);
            mine.SetResult();
        }
    }

    private async Task<Reply?> TurnsAsync(Guid applicationId, Occasion occasion, CancellationToken ct)
    {
        Reply? last = null;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await TurnAsync(applicationId, occasion, ct) is not { } reply) return last;
            last = last is Declined ? last : reply;
            if (reply is Busy) return reply;
        }

        return last;
    }

    /// <summary>The one step that comes next, or null.</summary>
    internal async Task<Reply?> TurnAsync(Guid id, Occasion occasion, CancellationToken ct) =>
        await silo.ReadAsync<JobApplication>(id, ct) is { State: { Acceptance: { } acceptance } state } ? await TurnAsync(state, acceptance, new(id, acceptance.Attempt, occasion), ct) : null;

    private async Task<Reply?> TurnAsync(JobApplication state, Acceptance acceptance, Attempted attempted, CancellationToken ct)
    {
        var id = attempted.ApplicationId;
        switch (acceptance.Phase)
        {
            case AcceptancePhase.Asked:
                var hold = new Hold(id, attempted.Number);
                var held = attempted.Occasion == Occasion.Now
                    ? await holds.AskAsync(state.VacancyId, hold, () => SendAsync(state.VacancyId, hold, attempted, ct), ct) : await SendAsync(state.VacancyId, hold, attempted, ct);
                return await TellAsync(held, new HoldGranted(attempted.Number), code => new HoldRefused(attempted.Number, code), attempted, ct);
            case AcceptancePhase.EngagementAsked when acceptance.Engagement is { } engagement:
                var engaging = attempted with { Number = engagement };
                return await TellAsync(await SendAsync(state.CandidateId, new Grains.Candidates.Engage(id, engagement), engaging, ct), new EngagementGranted(engagement),
                    code => new EngagementRefused(engagement, code), engaging, ct);
            case AcceptancePhase.ReleasingEngagement when acceptance.Engagement is { } engagement:
                engaging = attempted with { Number = engagement };
                var expired = await SendAsync(state.CandidateId, new ReleaseEngagement(id, engagement, EngagementEnd.AttemptExpired), engaging, ct);
                return expired is Busy ? expired : await SendAsync(id, new ReleaseConfirmed(engagement), engaging, ct);
            case AcceptancePhase.Releasing:
                return await ReleaseAsync(state, acceptance, attempted, ct);
            default:
                return null;
        }
    }

    /// <summary>Says that all was given back only when it was: a busy grain is asked again.</summary>
    private async Task<Reply> ReleaseAsync(JobApplication state, Acceptance acceptance, Attempted attempted, CancellationToken ct)
    {
        var cause = acceptance.Cause ?? OpeningRelease.Unfinished;
        if (await SendAsync(state.VacancyId, new Release(attempted.ApplicationId, attempted.Number, cause), attempted, ct) is Busy busy) return busy;
        if (acceptance.Engagement is { } engaged
            && await SendAsync(state.CandidateId, new ReleaseEngagement(attempted.ApplicationId, engaged, End(cause)), attempted with { Number = engaged }, ct) is Busy still) return still;
        return await SendAsync(attempted.ApplicationId, new ReleaseConfirmed(attempted.Number), attempted, ct);
    }

    /// <summary>
    /// Tells the application what another grain said of the reservation it was asked for. An application that heard the contrary from another
    /// driver has moved on: it is looked at again.
    /// </summary>
    private async Task<Reply> TellAsync(Reply reply, Command granted, Func<string, Command> refused, Attempted attempted, CancellationToken ct)
    {
        if (reply is not (Done or Declined)) return reply;
        var told = await SendAsync(attempted.ApplicationId, reply is Declined(var why) ? refused(why.Code) : granted, attempted, ct);
        return told is Declined or Busy ? new Busy() : reply is Declined ? reply : told;
    }

    private Task<Reply> SendAsync(Guid grainId, Command command, Attempted attempted, CancellationToken ct)
    {
        var id = DerivedId.Of("acceptance", attempted.ApplicationId, attempted.Number, command.GetType().FullName!);
        return silo.SendAsync(new Envelope(grainId, command, id, Actor.System, attempted.Occasion.Origin, attempted.Occasion.At), ct);
    }

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

    /// <summary>What all the commands of one attempt have in common.</summary>
    /// <param name="Number">Of the hold, or of the engagement.</param>
    private readonly record struct Attempted(Guid ApplicationId, int Number, Occasion Occasion);
}
