using Dapper;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

namespace Jalon.Bench;

/// <summary>
/// Instances of procedures hear facts that move their token, forward and back: the case is read, the token engine decides, three to five facts, the new state and the
/// list of tasks are committed. No feed runs beside it.
/// </summary>
internal sealed class InstanceRow : IRow
{
    private readonly Dictionary<Guid, int> heard = [];
    private Guid[]? instances;

    public string Name => "instances";

    public IReadOnlyList<string> Beside => ["r1"];

    public async Task<Sample> MeasureAsync(Ground ground, TimeSpan length, CancellationToken ct)
    {
        var office = await ProcedureOffice.OfAsync(ground, ct);
        if (instances is null)
        {
            var applications = await office.FiledAsync(ct);
            await using var connection = await office.Database.OpenConnectionAsync(ct);
            instances = [.. await connection.QueryAsync<Guid>("select id from jalon.workflow_instance where case_id = any (@applications)", new { applications })];
            foreach (var instance in instances) heard[instance] = 1;
        }

        var next = -1;
        return await Load.RunAsync(ground, ProcedureOffice.InFlight, length, async () =>
        {
            var instance = instances[Interlocked.Increment(ref next) % instances.Length];
            int version;
            lock (heard) version = ++heard[instance];
            var stage = version % 2 == 0 ? "Admissible" : "Received";
            var fact = new CaseFact("StageChanged", new Dictionary<string, string> { ["to"] = stage }, stage);
            var reply = await office.Engine.Silo.SendAsync(new Envelope(instance, new HearFact(version, fact, DateTimeOffset.UtcNow), Guid.CreateVersion7(), Actor.System), ct);
            return reply is Done { Last: not null } ? true : throw new BenchException($"Une procédure n’a pas avancé\u00A0: {reply}");
        }, ct);
    }

    public IEnumerable<Line> Lines(Figures figures) => [figures.Line(Name, "r1", 0.5)];
}
