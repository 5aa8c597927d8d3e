using System.Text;
using Jalon.Grains;
using Jalon.Silo;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Procedures;
using Jalon.Workflows.Running;
using Npgsql;

namespace Jalon.Tests;

/// <summary>A candidacy that follows an older version of its procedure, in which nothing suits it: a token without a way.</summary>
internal static class OldVersion
{
    private const string Way = """<bpmn:sequenceFlow id="must-wait-may-examine" name="non" sourceRef="must-wait" targetRef="may-examine" />""";

    /// <returns>The instance, stopped at its first choice, and its version.</returns>
    public static async Task<(Guid Instance, string Version)> StoppedAsync(Engine engine, Guid application, CancellationToken ct)
    {
        var file = Encoding.UTF8.GetString(Library.Open(Library.Files.Single(name => name.EndsWith("selection.bpmn", StringComparison.Ordinal))).Span)
            .Replace(" default=\"must-wait-may-examine\"", "", StringComparison.Ordinal)
            .Replace(Way, Way.Replace(" />", """><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">late</bpmn:conditionExpression></bpmn:sequenceFlow>""", StringComparison.Ordinal), StringComparison.Ordinal);
        var old = ProcedureReader.Read(Encoding.UTF8.GetBytes(file), Rules.Default).Procedure!;
        await using (var keep = engine.Database.CreateCommand("insert into jalon.procedure (id, version, file, since) values ('selection', $1, $2, now() - interval '30 days')"))
        {
            keep.Parameters.Add(new NpgsqlParameter { Value = old.Version });
            keep.Parameters.Add(new NpgsqlParameter { Value = old.File.ToArray() });
            await keep.ExecuteNonQueryAsync(ct);
        }

        await using (var running = engine.Database.CreateCommand("select id from jalon.workflow_instance where case_id = $1 and ended is null"))
        {
            running.Parameters.Add(new NpgsqlParameter { Value = application });
            object? present;
            while ((present = await running.ExecuteScalarAsync(ct)) is null) await Task.Yield();
            await engine.Silo.SendAsync(new Envelope((Guid)present, new CancelInstance(), Guid.CreateVersion7(), Actor.System), ct);
        }

        var instance = Guid.CreateVersion7();
        await engine.Silo.SendAsync(new Envelope(instance, new StartInstance(instance, "selection", application, 1_000, "Received", TakenUp: true, Version: old.Version), Guid.CreateVersion7(), Actor.System), ct);
        return (instance, old.Version);
    }
}
