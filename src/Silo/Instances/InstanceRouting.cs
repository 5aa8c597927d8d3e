using Jalon.Silo.Feed;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

using Npgsql;

namespace Jalon.Silo.Instances;

/// <summary>
/// Brings the facts of cases to the instances that run on them, and begins those that a fact starts. What the facts of instances ask for is carried out by
/// <see cref="InstanceEffects"/>. Every command has an id that follows from the fact: a fact that comes again changes nothing.
/// </summary>
public sealed class InstanceRouting
{
    /// <summary>Name of the subscription; never changes.</summary>
    public const string Name = "procedures";

    private static readonly Dictionary<string, CaseKind> ByGrain = CaseKinds.All.Values.ToDictionary(kind => kind.Grain.Name);

    private readonly CaseTurns turns = new();
    private readonly ReadTogether<List<(Guid Id, string Procedure)>> runningOf;
    private readonly InstanceMail mail;
    private readonly InstanceEffects effects;
    private readonly ProcedureShelf shelf;
    private readonly NpgsqlDataSource database;
    private readonly SiloHost silo;

    public InstanceRouting(NpgsqlDataSource database, SiloHost silo, ProcedureShelf shelf)
    {
        (this.database, this.shelf, this.silo) = (database, shelf, silo);
        runningOf = new ReadTogether<List<(Guid Id, string Procedure)>>(ReadRunningAsync);
        mail = new InstanceMail(silo);
        effects = new InstanceEffects(database, silo, shelf, turns);
        TakingUp = new TakingUp(database, silo, shelf, turns);
    }

    public Subscription Subscription => Subscription.OfCommands(Name, HandleAsync);

    /// <summary>What begins instances on cases that came with a past.</summary>
    internal TakingUp TakingUp { get; }

    /// <summary>
    /// A demonstration is played without its procedures, and then taken up where it stands. What an import changes is heard by the instances there are; a case that has none
    /// is taken up when the import is over.
    /// </summary>
    private Task HandleAsync(FactRecord fact, CancellationToken ct)
    {
        if (fact.Kind == InstanceGrain.Kind.Name) return effects.CarryOutAsync(fact, ct);
        if (fact.Origin == Origin.Demo || !ByGrain.TryGetValue(fact.Kind, out var kind)) return Task.CompletedTask;
        if (!shelf.MayMatter(fact.Kind, fact.Type) && kind.Grain.Moves(fact.Fact)?.Stage is null) return Task.CompletedTask;
        return turns.InTurnAsync(fact.GrainId, () => RouteAsync(fact, kind, ct), ct);
    }

    private async Task RouteAsync(FactRecord fact, CaseKind kind, CancellationToken ct)
    {
        var heard = CaseFact.Of(kind, fact.Fact);
        var running = await RunningAsync(fact.GrainId, ct);
        foreach (var (instance, _) in running) await mail.SendAsync(instance, new HearFact(fact.Version, heard, fact.At), Name, fact, ct);
        if (fact.Origin != Origin.Live)
        {
            if (running.Count == 0) await TakingUp.NoteAsync(ct);
            return;
        }

        var started = shelf.StartedBy(kind, heard);
        foreach (var procedure in started) await StartAsync(fact, procedure.Id, StageOf(heard, kind), takenUp: false, ct);
        if (heard.Stage is not { } stage || started.Count > 0 || shelf.TakenUpAt(kind, stage) is not { } entered) return;
        if (await GoesOnAsync([.. running.Where(one => one.Procedure == entered.Id).Select(one => one.Id)], fact.GrainId, entered.Id, ct)) return;
        await StartAsync(fact, entered.Id, stage, takenUp: true, ct);
    }

    /// <summary>A procedure is started by a fact that says where the case is; one that says nothing finds it at its first stage.</summary>
    private static string StageOf(CaseFact heard, CaseKind kind) => heard.Stage ?? kind.Stages[0];

    private Task<Reply> StartAsync(FactRecord fact, string procedure, string stage, bool takenUp, CancellationToken ct)
    {
        var id = Keys.Instance(procedure, fact.GrainId, fact.Version);
        return mail.SendAsync(id, new StartInstance(id, procedure, fact.GrainId, fact.Version, stage, takenUp), Name, fact, ct);
    }

    /// <summary>Whether one of the instances that just heard a fact is still there: they heard it here, so that memory mostly knows.</summary>
    private async Task<bool> GoesOnAsync(IReadOnlyList<Guid> heard, Guid caseId, string procedure, CancellationToken ct)
    {
        if (heard.Count == 0) return false;
        if (heard.Any(id => silo.Remembered<Instance>(id) is { End: null })) return true;
        return (await RunningAsync(caseId, ct)).Any(one => one.Procedure == procedure);
    }

    private async Task<IReadOnlyList<(Guid Id, string Procedure)>> RunningAsync(Guid caseId, CancellationToken ct) => await runningOf.ReadAsync(caseId, ct) ?? [];

    private async Task<IReadOnlyDictionary<Guid, List<(Guid Id, string Procedure)>>> ReadRunningAsync(Guid[] cases)
    {
        await using var query = Parameter.Command(database, "select case_id, id, procedure from jalon.workflow_instance where case_id = any ($1) and ended is null order by id", Parameter.Of(cases));
        await using var row = await query.ExecuteReaderAsync();
        var running = new Dictionary<Guid, List<(Guid Id, string Procedure)>>();
        while (await row.ReadAsync())
        {
            if (!running.TryGetValue(row.GetGuid(0), out var of)) running[row.GetGuid(0)] = of = [];
            of.Add((row.GetGuid(1), row.GetString(2)));
        }

        return running;
    }
}
