using Jalon.Silo;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Running;

namespace Jalon.Web.Procedures;

/// <summary>A place where a case stands in a procedure.</summary>
/// <param name="Since">« 12 j ».</param>
/// <param name="Incident">Why it cannot go on by itself, where it cannot.</param>
/// <param name="Next">What comes after it.</param>
public sealed record StandsAt(string Element, string Title, string Since, string? Due, string? Incident, IReadOnlyList<string> Next);

/// <summary>One procedure on one case: where it stands, what comes next.</summary>
/// <param name="Id">Of the procedure.</param>
public sealed record CaseProcedure(Guid InstanceId, string Id, string Version, string Name, Guid CaseId, IReadOnlyList<StandsAt> Here)
{
    public string Url => $"/procedures/{Id}?dossier={CaseId}";
}

/// <summary>The procedures under way on a case, for the partial <c>_WhereItStands</c>. Whoever shows it has checked that the reader may see the case.</summary>
public static class CaseProcedures
{
    private const string Sql = "select state from jalon.workflow_instance where case_id = $1 and ended is null order by id limit 20";

    public static async Task<IReadOnlyList<CaseProcedure>> ReadAsync(Engine engine, Guid caseId, CancellationToken ct)
    {
        var instances = new List<Instance>();
        await using (var query = Query.Of(engine.Database, Sql, caseId))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) instances.Add(row.State<Instance>(0));
        var now = engine.Clock.GetUtcNow();
        var running = new List<CaseProcedure>();
        foreach (var instance in instances.OrderBy(one => one.Depth).ThenBy(one => one.StartedAt))
            if (await engine.Procedures.FindAsync(instance.Procedure, instance.Version, ct) is { } procedure) running.Add(Of(instance, procedure, now));
        return running;
    }

    private static CaseProcedure Of(Instance instance, Procedure procedure, DateTimeOffset now) => new(instance.Id, instance.Procedure, instance.Version, procedure.Head.Name, instance.CaseId,
    [
        .. instance.Open.Where(wait => wait.Kind != WaitKind.Command || wait.Incident is not null).OrderBy(wait => wait.Since).Select(wait => new StandsAt(wait.Element, procedure[wait.Element].Said, Days.Since(wait.Since, now),
            wait.Due is { } due ? Days.Short(due, now) : null, wait.Incident, [.. Ahead.Next(procedure, wait.Element).Select(element => element.Said)])),
        .. instance.Incidents.Select(stuck => new StandsAt(stuck.Element, procedure[stuck.Element].Said, "", null, stuck.Code, [])),
    ]);
}
