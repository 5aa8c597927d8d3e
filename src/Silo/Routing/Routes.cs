using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo.Feed;

using Npgsql;

namespace Jalon.Silo.Routing;

/// <summary>
/// What one grain's facts ask of others. Each command's id follows from the fact and the grain it goes to: a fact that comes again changes
/// nothing. Refusals are expected here (the other side has moved on) and are the other grain's last word.
/// </summary>
public sealed class Routes(NpgsqlDataSource database, SiloHost silo, Acceptances acceptances)
{
    /// <summary>Name of the subscription; never changes.</summary>
    public const string Name = "routing";

    private const string Live = "outcome is null and stage <> 'InPost'";

    public Subscription Subscription => Subscription.OfCommands(Name, HandleAsync);

    private Task HandleAsync(FactRecord fact, CancellationToken ct) => fact.Fact switch
    {
        ApplicationFiled filed => CatchUpAsync(fact, filed, ct),
        AcceptanceAsked or EngagementAsked or ReleaseAsked or EngagementReleaseAsked => DriveAsync(fact, ct),
        AcceptanceRefused(var attempt, _) => BarAsync(fact, state => state.VacancyId, new Release(fact.GrainId, attempt, OpeningRelease.Unfinished), ct),
        EngagementDenied(var attempt, _) => BarAsync(fact, state => state.CandidateId, new ReleaseEngagement(fact.GrainId, attempt, EngagementEnd.AttemptExpired), ct),
        VacancyPublished when fact.Occasion.Origin == Origin.Live => SeatAsync(fact, ct),
        StageChanged { To: Stage.Confirmed } => ConfirmAsync(fact, ct),
        StageChanged { To: Stage.InPost } => TakeAsync(fact, ct),
        OpeningEngaged { Fills: true } => EndOthersAsync(fact, PostEndReason.Filled, ct),
        OpeningReleased { Reopens: true } => ReopenAsync(fact, ct),
        OtherPostAnswered { Agrees: true } agreed => HandOverAsync(fact, agreed.VacancyId, ct),
        VacancyCancelled => EndOthersAsync(fact, PostEndReason.Cancelled, ct),
        RecruitmentConcluded => ConcludeAsync(fact, ct),
        FindingRecorded => EachAsync(fact, $"vacancy_id = $1 and {Live} and (state ->> 'awaitsFinding')::boolean", fact.GrainId, new BecomeExaminable(), ct),
        Engaged(var application, _) => ElsewhereAsync(fact, application, new NoteEngagedElsewhere(fact.At), ct),
        EngagementConfirmed(var application, _) => ElsewhereAsync(fact, application, new HireElsewhere(), ct),
        EngagementReleased(var application, _, _) => FreeAsync(fact, application, ct),
        _ => Task.CompletedTask,
    };

    /// <summary>Filed while the post was ending or the finding was being recorded: what the others were told is told to this one too.</summary>
    private async Task CatchUpAsync(FactRecord fact, ApplicationFiled filed, CancellationToken ct)
    {
        if (await silo.ReadAsync<Vacancy>(filed.VacancyId, ct) is not { State: var vacancy }) return;
        if (vacancy.End is { } end) await SendAsync(fact, fact.GrainId, new EndPost(ReasonOf(end)), ct);
        else if (filed.AwaitsFinding && vacancy.Finding is not null) await SendAsync(fact, fact.GrainId, new BecomeExaminable(), ct);
    }

    /// <summary>A post that comes out enters the experiment that covers it, if one does.</summary>
    private async Task SeatAsync(FactRecord fact, CancellationToken ct)
    {
        if (await Seating.OfAsync(database, fact.GrainId, FrenchCalendar.DayOf(fact.At), fact.At, ct) is { } seat) await SendAsync(fact, fact.GrainId, new AssignVariant(seat.ExperimentId, seat.Variant), ct);
    }

    /// <summary>The person agreed: their file goes to the other post as an application, which that post may refuse as it would any other.</summary>
    private async Task HandOverAsync(FactRecord fact, Guid post, CancellationToken ct)
    {
        if (await silo.ReadAsync<JobApplication>(fact.GrainId, ct) is not { State: var state } || await silo.ReadAsync<Vacancy>(post, ct) is not { State: var other }) return;
        var there = DerivedId.Application(post, state.CandidateId);
        var papers = await CopiesAsync(fact.GrainId, there, ct);
        await SendAsync(fact, there, new Apply(post, state.CandidateId, other.OrganisationId, state.Status, Channel.Referral) { Papers = papers }, ct);
    }

    /// <summary>The papers that go with a file: copies, since each organisation answers for its own. A copy that is not taken leaves as any file without a candidacy does.</summary>
    private async Task<IReadOnlyList<FiledPaper>> CopiesAsync(Guid from, Guid to, CancellationToken ct)
    {
        var papers = new List<(Guid Id, DocumentType Type)>();
        await using (var query = Parameter.Command(database, "select id, type from jalon.document where application_id = $1", Parameter.Of(from)))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) papers.Add((row.GetGuid(0), Enum.Parse<DocumentType>(row.GetString(1))));
        papers.RemoveAll(paper => JobApplicationGrain.OnlyAfterSelection(paper.Type));
        var copies = papers.ConvertAll(paper => (From: paper.Id, Paper: new FiledPaper(paper.Type, DerivedId.Of("copy", paper.Id, to))));
        await using var copy = Parameter.Command(database, """
            insert into jalon.document (id, person_id, type, name, media_type, size, bytes, by)
            select copy.id, d.person_id, d.type, d.name, d.media_type, d.size, d.bytes, d.by from unnest($1::uuid[], $2::uuid[]) as copy(original, id) join jalon.document d on d.id = copy.original
            on conflict (id) do nothing
            """, Parameter.Of(copies.ConvertAll(one => one.From).ToArray()), Parameter.Of(copies.ConvertAll(one => one.Paper.FileId).ToArray()));
        if (copies.Count > 0) await copy.ExecuteNonQueryAsync(ct);
        return copies.ConvertAll(one => one.Paper);
    }

    private async Task DriveAsync(FactRecord fact, CancellationToken ct)
    {
        if (await acceptances.DriveAsync(fact.GrainId, fact.Occasion, ct) is Busy) throw Busy(fact.GrainId);
    }

    /// <summary>
    /// The page and the feed may both have asked, one been refused and the other granted an instant later: once the application took the refusal,
    /// the attempt is closed on the other side, whatever it holds.
    /// </summary>
    private async Task BarAsync(FactRecord fact, Func<JobApplication, Guid> asked, Command release, CancellationToken ct)
    {
        if (await silo.ReadAsync<JobApplication>(fact.GrainId, ct) is { State: var state }) await SendAsync(fact, asked(state), release, ct);
    }

    /// <summary>An attempt that never bound the person may be released while they are engaged on another post: then nothing is undone.</summary>
    private async Task FreeAsync(FactRecord fact, Guid application, CancellationToken ct)
    {
        var engagement = (await silo.ReadAsync<Candidate>(fact.GrainId, ct))?.State.Engagement;
        if (engagement is null || engagement.ApplicationId == application) await ElsewhereAsync(fact, application, new UndoEngagedElsewhere(), ct);
    }

    /// <summary>A person who left meanwhile, or was moved back and retained anew, is not confirmed by this fact any more.</summary>
    private async Task ConfirmAsync(FactRecord fact, CancellationToken ct)
    {
        if (await silo.ReadAsync<JobApplication>(fact.GrainId, ct) is not
            { State: { Stage: >= Stage.Confirmed, Acceptance: { Phase: AcceptancePhase.Engaged } acceptance } state }) return;
        await SendAsync(fact, state.VacancyId, new Grains.Vacancies.Engage(fact.GrainId, acceptance.Attempt), ct);
        if (acceptance.Engagement is { } engagement) await SendAsync(fact, state.CandidateId, new ConfirmEngagement(fact.GrainId, engagement), ct);
    }

    private async Task TakeAsync(FactRecord fact, CancellationToken ct)
    {
        if (await silo.ReadAsync<JobApplication>(fact.GrainId, ct) is not { State: { Acceptance: { } acceptance } state }) return;
        await SendAsync(fact, state.VacancyId, new Take(fact.GrainId, acceptance.Attempt), ct);
    }

    private async Task ConcludeAsync(FactRecord fact, CancellationToken ct)
    {
        var end = (await silo.ReadAsync<Vacancy>(fact.GrainId, ct))?.State.End;
        if (end is { } ended) await EndOthersAsync(fact, ReasonOf(ended), ct);
    }

    private static PostEndReason ReasonOf(VacancyEnd end) => end switch
    {
        VacancyEnd.Cancelled => PostEndReason.Cancelled,
        VacancyEnd.Unfilled => PostEndReason.Unfilled,
        _ => PostEndReason.Filled,
    };

    /// <summary>Those who hold no opening are told that the post is over; those who do are the reason why.</summary>
    private Task EndOthersAsync(FactRecord fact, PostEndReason reason, CancellationToken ct) => EachAsync(fact,
        $"""
        vacancy_id = $1 and {Live} and ({(reason == PostEndReason.Cancelled ? "true" : "false")} or not exists (
            select from jalon.vacancy v, jsonb_array_elements(v.state -> 'openings') o
            where v.id = $1 and (o ->> 'applicationId')::uuid = job_application.id and o ->> 'status' in ('Engaged', 'Taken')))
        """, fact.GrainId, new EndPost(reason), ct);

    private Task ReopenAsync(FactRecord fact, CancellationToken ct) => EachAsync(fact,
        "vacancy_id = $1 and outcome = 'PostEnded' and state -> 'outcome' ->> 'reason' = 'Filled'", fact.GrainId, new ReopenAfterLoss(), ct);

    /// <summary>The person's applications but this one; those already over are asked too where the command undoes an end.</summary>
    private Task ElsewhereAsync(FactRecord fact, Guid application, JobApplicationCommand command, CancellationToken ct) => EachAsync(fact,
        command is UndoEngagedElsewhere ? "candidate_id = $1 and id <> $2" : $"candidate_id = $1 and id <> $2 and {Live}", fact.GrainId, command, ct, application);

    private async Task EachAsync(FactRecord fact, string where, Guid owner, JobApplicationCommand command, CancellationToken ct, Guid? except = null)
    {
        await using var query = database.CreateCommand($"select id from jalon.job_application where {where} order by id");
        query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = owner });
        if (except is { } id) query.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        var ids = new List<Guid>();
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) ids.Add(row.GetGuid(0));
        await Task.WhenAll(ids.Select(target => SendAsync(fact, target, command, ct)));
    }

    /// <summary>A grain that others keep changing is tried again by the feed.</summary>
    private async Task SendAsync(FactRecord fact, Guid target, Command command, CancellationToken ct)
    {
        var id = DerivedId.Of(Name, fact.GrainId, fact.Version, target, command.GetType().FullName!);
        if (await silo.SendAsync(new Envelope(target, command, id, Actor.System, fact.Occasion.Origin, fact.Occasion.At), ct) is Busy) throw Busy(target);
    }

    private static InvalidOperationException Busy(Guid grain) => new($"grain {grain} stays busy");
}
