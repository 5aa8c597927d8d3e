using Jalon.Grains;

namespace Jalon.Workflows.Running;

/// <summary>A change of the list of tasks, written in the commit of the facts it follows from. A task is one activation, or one item of it.</summary>
public abstract record TaskRow(string Element, int Visit) : SideRow
{
    /// <summary>The changes that facts make to the list.</summary>
    /// <param name="before">Null where the facts begin the instance.</param>
    internal static IEnumerable<TaskRow> Of(Instance? before, IReadOnlyList<InstanceFact> facts)
    {
        var tasks = before?.Open.Where(wait => wait.Kind == WaitKind.Task).Select(wait => wait.Key).ToHashSet() ?? [];
        var (procedure, kind, caseId) = facts[0] is InstanceStarted started ? (started.Procedure, started.Case, started.CaseId) : (before!.Procedure, before.Case, before.CaseId);
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case TaskOpened opened:
                    tasks.Add(Keys.Of(opened.Element, opened.Visit));
                    foreach (var item in opened.Items ?? [""]) yield return new TaskBegun(opened, procedure, kind, caseId, item);
                    break;
                case ItemDone done:
                    yield return new TaskDone(done.Element, done.Visit, done.Item, WaitEnd.Completed);
                    break;
                case WaitEnded ended when tasks.Remove(Keys.Of(ended.Element, ended.Visit)):
                    yield return new TaskDone(ended.Element, ended.Visit, null, ended.How);
                    break;
                case TaskDelegated or TaskSnoozed:
                    yield return Put(fact);
                    break;
                case InstanceSuspended or InstanceResumed when tasks.Count > 0:
                    yield return new TasksPaused(fact is InstanceSuspended);
                    break;
                case InstanceMigrated migrated:
                    foreach (var (from, to) in migrated.Elements.Where(pair => pair.Key != pair.Value)) yield return new TaskRenamed(from, to);
                    break;
            }
        }
    }

    private static TaskPut Put(InstanceFact fact) => fact switch
    {
        TaskDelegated given => new TaskPut(given.Element, given.Visit, given.Item, given.To, null),
        TaskSnoozed later => new TaskPut(later.Element, later.Visit, later.Item, null, later.Until),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} puts a task nowhere"),
    };
}

/// <param name="Item">What stands for the item; empty for a task that has none.</param>
public sealed record TaskBegun(TaskOpened Opened, string Procedure, string Case, Guid CaseId, string Item) : TaskRow(Opened.Element, Opened.Visit)
{
    /// <summary>A task done once per person is that person's.</summary>
    public Guid? PersonId => Guid.TryParse(Item, out var person) ? person : Opened.Holder.PersonId;
}

/// <param name="Item">Null ends what is left of the task.</param>
public sealed record TaskDone(string Element, int Visit, string? Item, WaitEnd How) : TaskRow(Element, Visit);

/// <summary>Handed over where <paramref name="Until"/> is null, put off otherwise.</summary>
public sealed record TaskPut(string Element, int Visit, string? Item, Guid? To, DateOnly? Until) : TaskRow(Element, Visit);

/// <summary>Every open task of the instance stands still, or goes on: its due date moves by the time it stood.</summary>
public sealed record TasksPaused(bool Paused) : TaskRow("", 0);

public sealed record TaskRenamed(string Element, string Becomes) : TaskRow(Element, 0);
