using Jalon.Grains;
using Jalon.Silo.Instances;
using Jalon.Workflows.Bpmn;

using Npgsql;

namespace Jalon.Silo.Mail.Reminding;

/// <summary>An open task of a procedure that something live opened, as the list of tasks tells it.</summary>
/// <param name="Step">The task with its own holder, dates and pauses.</param>
/// <param name="StandsFor">Names of the steps of the case whose place it takes: the case then has the dates.</param>
/// <param name="PersonId">The person of an item; null for a task that is one.</param>
/// <param name="PutOffUntil">First day on which whoever has it wants to hear of it again.</param>
internal sealed record OpenTask(Guid CaseId, string CaseKind, Step Step, IReadOnlyList<string> StandsFor, Guid? PersonId, Guid? Delegate, DateOnly? PutOffUntil)
{
    /// <summary>Past this many, the oldest first: no morning reads more.</summary>
    private const int Most = 200_000;

    private const string Sql = """
        select t.case_id, t.case_kind, t.instance_id, t.element, t.visit, t.item, t.procedure, i.state ->> 'version', t.kind, t.role, t.organisation_id, t.person_id, t.delegate_id,
            t.snoozed_until, t.since + coalesce(t.due - t.first_due, '0'), t.target_days, t.target_working, t.due
        from jalon.task t join jalon.workflow_instance i on i.id = t.instance_id
        where t.ended_at is null and t.paused_since is null and t.origin = 'live' and t.kind <> 'LegalWait'
        order by t.since limit $1
        """;

    /// <summary>Whether it takes the place of a step of the case.</summary>
    public bool Is(Step step) => StandsFor.Contains(step.Name);

    /// <summary>Whether what is said of a step to a person is said of this task.</summary>
    public bool Concerns(Step step, Guid person) => step.Id == Step.Id || (Is(step) && (PersonId is null || PersonId == person || Delegate == person));

    public static async Task<IReadOnlyList<OpenTask>> ReadAsync(NpgsqlDataSource database, ProcedureShelf shelf, CancellationToken ct)
    {
        await using var command = Parameter.Command(database, Sql, Parameter.Of(Most));
        await using var row = await command.ExecuteReaderAsync(ct);
        var tasks = new List<OpenTask>();
        while (await row.ReadAsync(ct))
            if ((await shelf.FindAsync(row.GetString(6), row.GetString(7), ct))?.Find(row.GetString(3)) is UserTask element) tasks.Add(Of(row, element));
        return tasks;
    }

    private static OpenTask Of(NpgsqlDataReader row, UserTask element)
    {
        Guid? Id(int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
        var (item, handed) = (row.GetString(5), Id(12));
        var holder = new Holder(row.IsDBNull(9) ? null : Enum.Parse<Role>(row.GetString(9)), Id(10), handed ?? Id(11));
        Target? target = row.IsDBNull(15) ? null : new Target(row.GetInt32(15), row.GetBoolean(16));
        DateTimeOffset? due = row.IsDBNull(17) ? null : row.GetFieldValue<DateTimeOffset>(17);
        var step = new Step($"{row.GetGuid(2)}/{row.GetString(3)}#{row.GetInt32(4)}/{item}", element.Said, Enum.Parse<TimeKind>(row.GetString(8)), holder, row.GetFieldValue<DateTimeOffset>(14), target, due);
        return new OpenTask(row.GetGuid(0), row.GetString(1), step, [.. new[] { element.Target, element.Step }.OfType<string>()], item.Length > 0 ? Id(11) : null, handed,
            row.IsDBNull(13) ? null : row.GetFieldValue<DateOnly>(13));
    }
}
