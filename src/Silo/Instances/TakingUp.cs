using Jalon.Grains;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

using Npgsql;

namespace Jalon.Silo.Instances;

/// <summary>
/// Begins instances on open cases that have none: those whose past was brought in, and those older than procedures. Each begins at the entry of the stage where its case
/// stands, and fires nothing of the past: what a timer awaited before now is recorded as gone by. A case that was just filed is left to its own fact, which begins it from its start.
/// </summary>
internal sealed class TakingUp(NpgsqlDataSource database, SiloHost silo, ProcedureShelf shelf, CaseTurns turns)
{
    private const int Lot = 256;

    /// <summary>Cases taken up together: they share commits.</summary>
    private const int Abreast = 128;

    private const string Ask = "update jalon.taking_up set asked = asked + 1";

    private const string Asked = "select asked from jalon.taking_up where asked > done";

    private const string Did = "update jalon.taking_up set done = greatest(done, $1)";

    private readonly InstanceMail mail = new(silo);

    /// <summary>Facts of a past that came by.</summary>
    private long seen;

    private long seenBefore;
    private int noted;

    /// <summary>A fact of a past came by: durable before the fact is passed, and written once for all those that come together.</summary>
    public async Task NoteAsync(CancellationToken ct)
    {
        Interlocked.Increment(ref seen);
        if (Interlocked.Exchange(ref noted, 1) == 1) return;
        await using var command = database.CreateCommand(Ask);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whether more of that past came since this was asked last: an import is better taken up when it is over.</summary>
    public bool StillComing()
    {
        var now = Interlocked.Read(ref seen);
        return Interlocked.Exchange(ref seenBefore, now) != now;
    }

    /// <summary>Does it when it was asked. Only the process that routes facts may: it alone keeps them in order.</summary>
    /// <param name="occasion">The end of the past that was brought in, or now.</param>
    public async Task RunIfAskedAsync(Occasion occasion, DateTimeOffset now, CancellationToken ct)
    {
        Interlocked.Exchange(ref noted, 0);
        await using var query = database.CreateCommand(Asked);
        if (await query.ExecuteScalarAsync(ct) is not long asked) return;
        foreach (var kind in CaseKinds.All.Values) await RunAsync(kind, occasion, now, ct);
        await using var did = Parameter.Command(database, Did, Parameter.Of(asked));
        await did.ExecuteNonQueryAsync(ct);
    }

    private async Task RunAsync(CaseKind kind, Occasion occasion, DateTimeOffset now, CancellationToken ct)
    {
        Guid? last = Guid.Empty;
        while (last is { } after) await turns.AloneAsync(async () => last = await LotAsync(kind, after, occasion, now, ct), ct);
    }

    /// <returns>The last case looked at; null when there is no more.</returns>
    private async Task<Guid?> LotAsync(CaseKind kind, Guid after, Occasion occasion, DateTimeOffset now, CancellationToken ct)
    {
        var starts = await FindAsync(kind, after, ct);
        if (starts.Count == 0) return null;
        await Parallel.ForEachAsync(starts, new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct }, async (start, stop) =>
        {
            await mail.SendAsync(start.InstanceId, start, DerivedId.Of(InstanceRouting.Name, "taken up", start.InstanceId), occasion, stop);
            await silo.LetPassAsync(InstanceGrain.Kind, start.InstanceId, now, occasion.Origin, stop);
        });
        return starts.Count == Lot ? starts[^1].CaseId : null;
    }

    private async Task<List<StartInstance>> FindAsync(CaseKind kind, Guid after, CancellationToken ct)
    {
        var entries = kind.Stages.Select(stage => (Stage: stage, Procedure: shelf.TakenUpAt(kind, stage)?.Id)).Where(entry => entry.Procedure is not null).ToArray();
        var starting = shelf.InForce.Values.Where(procedure => procedure.Case == kind).SelectMany(procedure => procedure.StartedBy, (_, fact) => fact.Name).Distinct().ToArray();
        await using var query = Parameter.Command(database, $"""
            select c.id, c.version, c.stage, e.procedure
            from jalon.{kind.Grain.Name} c join unnest($1, $2) as e (stage, procedure) on e.stage = c.stage
            where c.id > $3 and {(kind == ApplicationCase.Kind ? "c.outcome is null" : "true")}
                and not exists (select from jalon.workflow_instance i where i.case_id = c.id and i.procedure = e.procedure and i.ended is null)
                and not exists (select from jalon.fact f where f.grain_id = c.id and f.type = any($5) and f.origin = 'live'
                    and not exists (select from jalon.subscription s where s.name = $6 and (s.epoch, s.xid, s.position) >= (f.epoch, f.xid, f.position)))
            order by c.id limit $4
            """, Parameter.Of(entries.Select(entry => entry.Stage).ToArray()), Parameter.Of(entries.Select(entry => entry.Procedure!).ToArray()), Parameter.Of(after), Parameter.Of(Lot),
            Parameter.Of(starting), Parameter.Of(InstanceRouting.Name));
        await using var row = await query.ExecuteReaderAsync(ct);
        var starts = new List<StartInstance>();
        while (await row.ReadAsync(ct))
        {
            var (caseId, version, procedure) = (row.GetGuid(0), row.GetInt32(1), row.GetString(3));
            starts.Add(new StartInstance(Keys.Instance(procedure, caseId, version), procedure, caseId, version, row.GetString(2), TakenUp: true));
        }

        return starts;
    }
}
