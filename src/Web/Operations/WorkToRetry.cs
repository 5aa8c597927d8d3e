using Dapper;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Running;
using Npgsql;

namespace Jalon.Web.Operations;

/// <summary>A message that was given up. Neither its reader nor its text: the operator sees why, and starts it again.</summary>
public sealed record DeadLetter(Guid Id, Letter Letter, int Attempts, string? Reason, DateTimeOffset Since);

/// <summary>A job of the calendar.</summary>
/// <param name="Reason">Why it failed the last time; null when it did not.</param>
public sealed record JobLine(string Name, DateTimeOffset Due, DateTimeOffset? RanAt, string? Reason);

/// <summary>A place where a procedure is stopped.</summary>
/// <param name="Case">Its file, by pseudonym.</param>
/// <param name="Code">Why: of an incident, or of the refusal of the case.</param>
public sealed record StoppedPlace(Guid InstanceId, string Procedure, string Case, string Step, string Code, DateTimeOffset? Since, RetryIncident Retry);

/// <summary>What did not work by itself, and somebody can start again.</summary>
public static class WorkToRetry
{
    /// <summary>More than that has one cause: the mail server.</summary>
    private const int MostLetters = 50;

    public static async Task<(int Count, IReadOnlyList<DeadLetter> First)> LettersAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<(Guid Id, string Letter, int Attempts, string? Reason, DateTime Since, int Count)>(new CommandDefinition("""
            select id, letter, attempts, reason, dead_at, (count(*) over ())::int from jalon.mail where dead_at is not null and cancelled_at is null order by dead_at desc, id limit @most
            """, new { most = MostLetters }, cancellationToken: ct))).AsList();
        return (rows.Count == 0 ? 0 : rows[0].Count, [.. rows.Select(row => new DeadLetter(row.Id, Enum.Parse<Letter>(row.Letter), row.Attempts, row.Reason, row.Since))]);
    }

    public static async Task<IReadOnlyList<JobLine>> JobsAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Name, DateTime Due, DateTime? RanAt, string? Reason)>(
            new CommandDefinition("select name, due, ran_at, reason from jalon.job order by name", cancellationToken: ct));
        return [.. rows.Select(row => new JobLine(row.Name, row.Due, row.RanAt, row.Reason))];
    }

    /// <summary>Procedures that cannot go on: a token without a way, a command that the case refused.</summary>
    /// <returns>How many instances there are, and the places of the first ones.</returns>
    public static async Task<(int Count, IReadOnlyList<StoppedPlace> First)> StoppedAsync(Engine engine, CancellationToken ct)
    {
        var (count, stopped) = (0, new List<Instance>());
        await using (var query = Query.Of(engine.Database, StoppedSql, MostStopped))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                stopped.Add(row.State<Instance>(0));
                count = row.GetInt32(1);
            }
        }

        var places = new List<StoppedPlace>();
        foreach (var instance in stopped)
            if (await engine.Procedures.FindAsync(instance.Procedure, instance.Version, ct) is { } procedure) places.AddRange(PlacesOf(instance, procedure));
        return (count, places);
    }

    private const int MostStopped = 50;

    /// <summary>As the index <c>workflow_instance_stopped</c> says it.</summary>
    private const string StoppedSql = """
        select state, (count(*) over ())::int from jalon.workflow_instance
        where ended is null and (jsonb_path_exists(state, '$.incidents[*]') or jsonb_path_exists(state, '$.open[*].incident ? (@ != null)')) order by id limit $1
        """;

    private static IEnumerable<StoppedPlace> PlacesOf(Instance instance, Procedure procedure) =>
    [
        .. instance.Incidents.Select(stuck => new StoppedPlace(instance.Id, procedure.Head.Name, Pseudonym.Of(instance.CaseId), procedure[stuck.Element].Said, stuck.Code, null, new RetryIncident(stuck.Number))),
        .. instance.Open.Where(wait => wait.Incident is not null).Select(wait =>
            new StoppedPlace(instance.Id, procedure.Head.Name, Pseudonym.Of(instance.CaseId), procedure[wait.Element].Said, wait.Incident!, wait.Since, new RetryIncident(null, wait.Element, wait.Visit))),
    ];
}
