using Jalon.Grains.Applications;
using Jalon.Silo.Feed;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

using Npgsql;

namespace Jalon.Silo.Instances;

/// <summary>
/// Carries out what the facts of instances ask for: commands to the case, instances called and given up, the end of one told to its caller, steps of the case. Each has
/// an id of its own (<see cref="Effect"/>), and what is already so counts as done. Messages are sent by whoever sends messages.
/// </summary>
internal sealed class InstanceEffects(NpgsqlDataSource database, SiloHost silo, ProcedureShelf shelf, CaseTurns turns)
{
    private const int MostCaughtUp = 1_000;

    private const string Since = """
        select f.epoch, f.xid, f.position, f.kind, f.grain_id, f.version, f.type, f.data::text, f.at, f.actor, f.origin, f.command_id
        from jalon.fact f where f.grain_id = $1 and f.version > $2 order by f.version limit $3
        """;

    private readonly InstanceMail mail = new(silo);
    private readonly FactTypes types = new(HostedKinds.All);

    public async Task CarryOutAsync(FactRecord fact, CancellationToken ct)
    {
        if (!AsksForSomething(fact) || await silo.ReadAsync<Instance>(fact.GrainId, ct) is not { State: var instance }) return;
        foreach (var effect in Effect.Of(instance, (InstanceFact)fact.Fact)) await CarryOutAsync(effect, instance, fact, ct);
    }

    private static bool AsksForSomething(FactRecord fact) => fact.Type switch
    {
        nameof(CommandAsked) or nameof(CommandRetried) or nameof(ChildCalled) => true,
        nameof(TaskOpened) => fact.Fact is TaskOpened { Step: not null },
        nameof(WaitEnded) => fact.Fact is WaitEnded { Step: not null } or WaitEnded { Child: not null },
        nameof(InstanceEnded) => fact.Fact is InstanceEnded { Caller: not null },
        _ => false,
    };

    private Task CarryOutAsync(Effect effect, Instance instance, FactRecord fact, CancellationToken ct) => effect switch
    {
        CommandToCase command => AskCaseAsync(command, instance, fact, ct),
        InstanceToStart start => turns.InTurnAsync(instance.CaseId, () => StartAsync(start, instance, fact, ct), ct),
        InstanceToCancel cancel => mail.SendAsync(cancel.InstanceId, new CancelInstance(), cancel.Id, fact.Occasion, ct),
        CallerToTell tell => mail.SendAsync(tell.InstanceId, tell.Ended, tell.Id, fact.Occasion, ct),
        CaseStepToOpen open => mail.SendAsync(open.CaseId, new OpenStep(open.Name, open.Kind, open.Holder), open.Id, fact.Occasion, ct),
        CaseStepToClose close => CloseStepAsync(close, fact, ct),
        _ => Task.CompletedTask,
    };

    /// <summary>The case decides; its answer goes back to the activation that asked. A refusal is an incident that somebody sees to.</summary>
    private async Task AskCaseAsync(CommandToCase asked, Instance instance, FactRecord fact, CancellationToken ct)
    {
        var command = Workflows.Cases.CommandText.Build(CaseKinds.All[instance.Case], asked.Command) ?? throw new InvalidOperationException($"{asked.Command} is no command of a {instance.Case}");
        var refusal = await mail.SendAsync(asked.CaseId, command, asked.Id, fact.Occasion, ct) is Declined(var why) ? why.Code : null;
        await mail.SendAsync(instance.Id, new CommandAnswered(asked.Element, asked.Visit, refusal), InstanceRouting.Name, fact, ct);
    }

    /// <summary>An instance called begins with what its caller had heard of the case, and then hears what was routed before it was there.</summary>
    private async Task StartAsync(InstanceToStart effect, Instance instance, FactRecord fact, CancellationToken ct)
    {
        await mail.SendAsync(effect.Start.InstanceId, effect.Start, effect.Id, fact.Occasion, ct);
        var kind = CaseKinds.All[instance.Case];
        await using var query = Parameter.Command(database, Since, Parameter.Of(instance.CaseId), Parameter.Of(effect.Start.Heard), Parameter.Of(MostCaughtUp));
        var missed = new List<FactRecord>();
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) missed.Add(FactReader.Read(row, types));
        foreach (var one in missed.Where(one => shelf.MayMatter(one.Kind, one.Type) || kind.Grain.Moves(one.Fact)?.Stage is not null))
            await mail.SendAsync(effect.Start.InstanceId, new HearFact(one.Version, CaseFact.Of(kind, one.Fact), one.At), InstanceRouting.Name, one, ct);
    }

    /// <summary>The step the task had opened, by its name: the case numbers its own. The last step of a live case stays open, since somebody must have the ball.</summary>
    private async Task CloseStepAsync(CaseStepToClose close, FactRecord fact, CancellationToken ct)
    {
        if (await silo.ReadAsync<JobApplication>(close.CaseId, ct) is { State: var state } && state.Steps.LastOrDefault(step => step.Name == close.Name) is { } open)
            await mail.SendAsync(close.CaseId, new CloseStep(open.Id), close.Id, fact.Occasion, ct);
    }
}
