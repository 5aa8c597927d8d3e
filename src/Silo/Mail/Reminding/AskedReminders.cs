using Jalon.Silo.Feed;
using Jalon.Workflows.Reminders;
using Jalon.Workflows.Running;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>
/// The reminders that procedures ask for. They are lines of the one message of the morning, beside those of the ladder: kept when the token passes, said on the next
/// morning if the step is still open, and never again.
/// </summary>
internal static class AskedReminders
{
    /// <summary>By template: the step that is reminded of, and to whom.</summary>
    private static readonly Dictionary<string, (string Step, Audience Audience)> Steps = new()
    {
        ["proposal-reminder"] = ("answer", Audience.Holder), ["opinion-reminder"] = ("opinions", Audience.Holder), ["arrival-reminder"] = ("arrival", Audience.Recruiter),
    };

    private const string Keep = "insert into jalon.asked_reminder (instance_id, element, visit, case_id, template, at) select $1, $2, $3, case_id, $4, $5 from jalon.workflow_instance where id = $1 on conflict do nothing";

    private const string Untold = "select instance_id, element, visit, case_id, template from jalon.asked_reminder where told_on is null and at <= $1";

    private const string Told = "update jalon.asked_reminder set told_on = $2 where told_on is null and at <= $1";

    public static IEnumerable<string> Templates => Steps.Keys;

    /// <summary>Keeps what a fact asks for, in the commit that passes it.</summary>
    public static void Add(NpgsqlBatch writes, FactRecord fact, MessageAsked asked)
    {
        if (Steps.ContainsKey(asked.Template))
            writes.Add(Keep, Parameter.Of(fact.GrainId), Parameter.Of(asked.Element), Parameter.Of(asked.Visit), Parameter.Of(asked.Template), Parameter.Of(fact.At));
    }

    /// <summary>Those asked for before this morning whose step is still open, and who hears of them.</summary>
    public static async Task<IReadOnlyList<Spoken>> ReadAsync(NpgsqlDataSource database, DateOnly day, IReadOnlyList<OpenCase> cases, Listeners listeners, CancellationToken ct)
    {
        var (byId, spoken) = (cases.ToDictionary(one => one.Id), new List<Spoken>());
        await using var command = Parameter.Command(database, Untold, Parameter.Of(Mornings.Of(day)));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (name, audience) = Steps[row.GetString(4)];
            if (!byId.TryGetValue(row.GetGuid(3), out var open) || open.Steps.FirstOrDefault(step => step.Name == name) is not { } step) continue;
            var by = $"{row.GetGuid(0)}/{row.GetString(1)}#{row.GetInt32(2)}";
            spoken.AddRange(listeners.Of(audience, open, step).Select(person => new Spoken(open, open.Clock(step), new Rung(0, audience), person) { AskedBy = by }));
        }

        return spoken;
    }

    /// <summary>What this morning read is behind, said or no longer true.</summary>
    public static async Task ToldAsync(NpgsqlDataSource database, DateOnly day, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Told, Parameter.Of(Mornings.Of(day)), Parameter.Of(day));
        await command.ExecuteNonQueryAsync(ct);
    }
}
