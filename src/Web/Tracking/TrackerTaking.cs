using System.Collections.Concurrent;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Import;

namespace Jalon.Web.Tracking;

/// <summary>Sends what a tracker tells to the grains, in the order of its past. What a grain refuses sets its line aside and costs the others nothing.</summary>
/// <param name="told">The people refused had their answer.</param>
internal sealed class TrackerTaking(Engine engine, Guid by, bool told, List<SetAside> aside)
{
    private const string Said = "D’après le tableau de suivi.";

    private const int BusyTurns = 20;

    private readonly ConcurrentDictionary<Guid, bool> failed = new();
    private readonly Lock turn = new();

    public bool Failed(CaseToTake one) => failed.ContainsKey(one.Id);

    /// <summary>The post, then its cases: those that are over first, since a place filled ends the others.</summary>
    public async Task TakeAsync(PostToTake post, IReadOnlyList<CaseToTake> cases, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        if (post.Mine && await SendAsync(post.Id, Notice(post), post.Known ? null : Begun(post, cases, now), ct) is { } refused)
        {
            foreach (var one in cases) Fail(one, refused);
            if (cases.Count == 0) Aside(new SetAside(post.Tracked.Line, "", refused));
            return;
        }

        foreach (var one in cases.OrderBy(one => one.Tracked is { End: null, Last: >= Stage.Selected }).ThenBy(one => one.Tracked.Reached[^1].On ?? DateOnly.MaxValue))
            if (await CaseAsync(post, one, now, ct) is { } why) Fail(one, why);
        if (post.Tracked.End is { } end && await EndAsync(post, end, ct) is { } kept) Aside(new SetAside(post.Tracked.Line, "", kept));
    }

    private static DateTimeOffset Begun(PostToTake post, IReadOnlyList<CaseToTake> cases, DateTimeOffset now) =>
        TrackedPath.At(post.Tracked.PublishedOn ?? post.Tracked.NeededOn ?? cases.SelectMany(one => one.Tracked.Reached).Min(one => one.On), now);

    private static ImportNotice Notice(PostToTake post)
    {
        var (said, reference) = (post.Tracked, post.Tracked.Reference ?? $"SUIVI-{post.Id.ToString("N")[..8].ToUpperInvariant()}");
        var closes = said.ClosesOn ?? (said.End is { State: TrackerState.PostUnfilled, On: var over } ? over.AddDays(-1) : null);
        var sheet = new VacancySheet(Title: Wording.Title(said.Title ?? reference), Profession: said.Profession, Openings: Math.Max(said.Openings ?? 1, post.Chosen), ApplicationsUntil: closes, NeededSince: said.NeededOn);
        return new ImportNotice(post.Id, post.Organisation, sheet, reference, said.PublishedOn, said.PublishedOn, closes);
    }

    private async Task<string?> EndAsync(PostToTake post, (TrackerState State, DateOnly On) end, CancellationToken ct) =>
        await SendAsync(post.Id, end.State == TrackerState.PostCancelled ? new Cancel(Said) : new Conclude(), TrackedPath.At(end.On, engine.Clock.GetUtcNow()), ct);

    private async Task<string?> CaseAsync(PostToTake post, CaseToTake one, DateTimeOffset now, CancellationToken ct)
    {
        if (one.Known is { Ended: true } || (one.Known is not null && !one.Further)) return null;
        if (one.Known is { Worked: true }) return "Ce dossier avance maintenant dans Jalon\u00A0: le tableau ne le change plus.";
        if (one.Register is { Kept: false }) return "Les données de cette personne ont été effacées\u00A0: un tableau ne les ramène pas.";
        var path = TrackedPath.Of(one.Tracked, now);
        if (one.Known is null && await FileAsync(post, one, path[0], ct) is { } refused) return refused;
        foreach (var stage in path.Where(stage => stage.Stage > (one.Known?.Stage ?? Stage.Received)))
            if (await ReachAsync(post, one, stage, ct) is { } kept) return kept;
        return one.Tracked.End is { } end ? await EndAsync(one, end, path[^1], now, ct) : await PlanAsync(one, now, ct);
    }

    private async Task<string?> FileAsync(PostToTake post, CaseToTake one, PlayedStage first, CancellationToken ct)
    {
        var said = one.Tracked;
        if (one.Register is null && await SendAsync(one.Person, new Register(one.Person, said.GivenName, said.FamilyName, said.Email, null, said.Status), first.At, ct) is { } refused) return refused;
        var filed = new Apply(post.Id, one.Person, post.Organisation, said.Status, Channel.Import, first.On is null ? null : first.At);
        if (await SendAsync(one.Id, filed, first.At, ct) is { } kept) return kept;
        return first.Timed ? null : await SendAsync(one.Id, new TakeUpStage(Stage.Received, false), first.At, ct);
    }

    /// <summary>From the choice on, the place and the person are bound first, as they are in a live case.</summary>
    private async Task<string?> ReachAsync(PostToTake post, CaseToTake one, PlayedStage stage, CancellationToken ct)
    {
        var here = (await engine.Silo.ReadAsync<JobApplication>(one.Id, ct))!.Value.State;
        if (stage.Stage >= Stage.Selected && here.Acceptance is not { Binds: true }
            && await SendAsync(post.Id, new TakeUpOpening(one.Id, here.HoldNumber, one.Tracked.Reached.FirstOrDefault(reached => reached.Stage == Stage.Selected)?.On), stage.At, ct) is { } full) return full;
        if (stage.Stage >= Stage.Finalising && here.Acceptance?.Engagement is null && await SendAsync(one.Person, new Grains.Candidates.Engage(one.Id, here.EngagementNumber), stage.At, ct) is { } elsewhere) return elsewhere;
        // Told earlier than what is here already: the day of the stage is behind, the time spent in it cannot be told any more.
        var timed = stage.Timed && !(one.Known?.ChangedAt > stage.At);
        return await SendAsync(one.Id, new TakeUpStage(stage.Stage, timed, stage.Stage == Stage.InPost ? stage.On : null), stage.At, ct);
    }

    private async Task<string?> EndAsync(CaseToTake one, (TrackerState State, DateOnly? On) end, PlayedStage last, DateTimeOffset now, CancellationToken ct)
    {
        var at = end.On is null ? now : TrackedPath.At(end.On, now);
        if (end.On is null && last.Timed && await SendAsync(one.Id, new TakeUpStage(last.Stage, false), last.At, ct) is { } untimed) return untimed;
        Command over = end.State == TrackerState.Withdrawn ? new Withdraw(WithdrawalReason.NotSaid) : new Reject(RejectionReason.Other, false, Said);
        if (await SendAsync(one.Id, over, at, ct) is { } refused) return refused;
        await engine.Acceptances.DriveAsync(one.Id, new Occasion(Origin.Import, at), ct);
        return told && end.State == TrackerState.Rejected ? await SendAsync(one.Id, new InformPerson(Information.Outcome), at, ct) : null;
    }

    private async Task<string?> PlanAsync(CaseToTake one, DateTimeOffset now, CancellationToken ct) =>
        one.Tracked is { Planned: { } day, Last: Stage.Confirmed } ? await SendAsync(one.Id, new PostponeArrival(day), now, ct) : null;

    /// <summary>Null when it is so; else the sentence to show.</summary>
    private async Task<string?> SendAsync(Guid grain, Command command, DateTimeOffset? at, CancellationToken ct)
    {
        var envelope = new Envelope(grain, command, Guid.CreateVersion7(), new Actor(by), Origin.Import, at);
        Reply reply = new Busy();
        for (var attempt = 0; attempt < BusyTurns && reply is Busy; attempt++) reply = await engine.Silo.SendAsync(envelope, ct);
        return ImportOutcome.Of(reply) is ImportOutcome.Refused refused && !(reply is Declined(var why) && why == CandidateRefusals.AlreadyRegistered) ? refused.Sentence : null;
    }

    private void Fail(CaseToTake one, string why)
    {
        failed[one.Id] = true;
        Aside(new SetAside(one.Tracked.Line, "", why));
    }

    private void Aside(SetAside line)
    {
        lock (turn) aside.Add(line);
    }
}
