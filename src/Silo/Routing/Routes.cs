using Jalon.Grains;
using Jalon.Grains.Applications;
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
        AcceptanceAsked or EngagementAsked or ReleaseAsked or EngagementReleaseAsked => acceptances.DriveAsync(fact.GrainId, ct),
        StageChanged { To: Stage.Confirmed } => ConfirmAsync(fact, ct),
        StageChanged { To: Stage.InPost } => TakeAsync(fact, ct),
        OpeningEngaged { Fills: true } => EndOthersAsync(fact, PostEndReason.Filled, ct),
        OpeningReleased { Reopens: true } => ReopenAsync(fact, ct),
        VacancyCancelled => EndOthersAsync(fact, PostEndReason.Cancelled, ct),
        RecruitmentConcluded => ConcludeAsync(fact, ct),
        FindingRecorded => EachAsync(fact, $"vacancy_id = $1 and {Live} and (state ->> 'awaitsFinding')::boolean", fact.GrainId, new BecomeExaminable(), ct),
        Engaged(var application, _) => ElsewhereAsync(fact, application, new NoteEngagedElsewhere(fact.At), ct),
        EngagementConfirmed(var application, _) => ElsewhereAsync(fact, application, new HireElsewhere(), ct),
        EngagementReleased(var application, _, _) => ElsewhereAsync(fact, application, new UndoEngagedElsewhere(), ct),
        _ => Task.CompletedTask,
    };

    private async Task ConfirmAsync(FactRecord fact, CancellationToken ct)
    {
        if (await silo.ReadAsync<JobApplication>(fact.GrainId, ct) is not { State: { Acceptance: { } acceptance } state }) return;
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
        if (end is not null) await EndOthersAsync(fact, end == VacancyEnd.Unfilled ? PostEndReason.Unfilled : PostEndReason.Filled, ct);
    }

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
        if (await silo.SendAsync(new Envelope(target, command, id, Actor.System, fact.Origin), ct) is Busy)
            throw new InvalidOperationException($"grain {target} stays busy");
    }
}
