using Jalon.Grains;
using Jalon.Web.Tasks;
using Jalon.Workflows.Running;

namespace Jalon.Web.Api;

/// <param name="Answer">One of the answers of the task, where it has any.</param>
/// <param name="Item">Which of its items, where it is done once per person.</param>
public sealed record TaskAnswer(string? Answer = null, string? Item = null);

/// <param name="To">Null gives the task back.</param>
public sealed record TaskHandover(Guid? To, string? Item = null);

public sealed record TaskSnooze(DateOnly Until, string Reason, string? Item = null);

public sealed record TaskComment(string Text, string? Item = null);

/// <param name="Id">The instance; with the element and the visit it names the task.</param>
/// <param name="Share">Share of the target used, 1 = all of it.</param>
/// <param name="Command">The command of the case that does it; null where the task has its own fact.</param>
/// <param name="Ready">Whether that command is complete: <c>done</c> sends it. Otherwise send it to the case by its own address.</param>
public sealed record TaskView(
    Guid Id, string Element, int Visit, string? Item, string Procedure, string Title, string Case, Guid CaseId, string? Person, string? Post, TimeKind Kind, Holder Holder, Guid? Delegate, bool IsReader,
    DateTimeOffset Since, Target? Target, DateTimeOffset? Due, double? Share, DateOnly? SnoozedUntil, string? Command, bool Ready, IReadOnlyList<string> Answers);

public sealed record TaskPage(IReadOnlyList<TaskView> Items);

/// <summary>What the procedures ask people to do.</summary>
internal static class TasksApi
{
    private const int Most = 500;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("", ListAsync).Described<TaskPage>("Les tâches ouvertes\u00A0: à vous (scope=Mine), aux autres (Others), mises de côté (Snoozed)");
        Write<TaskAnswer>(group, "done", "Faire une tâche\u00A0: sa commande part vers le dossier, et rien d’autre", TaskRights.Doing, body => body.Item,
            (task, body) => task.Element.Command is null ? new FinishTask(task.Key.Element, task.Key.Visit, body.Item, body.Answer) : task.Complete);
        Write<TaskHandover>(group, "delegation", "Déléguer une tâche, ou la reprendre", TaskRights.Handling, body => body.Item, (task, body) => new DelegateTask(task.Key.Element, task.Key.Visit, body.Item, body.To));
        Write<TaskSnooze>(group, "snooze", "Mettre une tâche de côté, avec un motif", TaskRights.Handling, body => body.Item, (task, body) => new SnoozeTask(task.Key.Element, task.Key.Visit, body.Item, body.Until, body.Reason));
        Write<TaskComment>(group, "comments", "Commenter une tâche", TaskRights.Handling, body => body.Item, (task, body) => new CommentTask(task.Key.Element, task.Key.Visit, body.Item, body.Text));
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? scope)
    {
        var call = Call.Of(http);
        if (scope is not null && !Enum.GetNames<TaskScope>().Contains(scope))
            return Problems.Malformed("Les paramètres de l’adresse ne se lisent pas.", [new FieldProblem("scope", $"Valeurs possibles\u00A0: {string.Join(", ", Enum.GetNames<TaskScope>())}.")]);
        var list = await TaskQuery.ReadAsync(call.Engine, call.Who, scope is null ? TaskScope.Mine : Enum.Parse<TaskScope>(scope), call.Now, call.Ct);
        return Results.Json(new TaskPage([.. list.Lines.Take(Most).Select(ViewOf)]), Json.Options);
    }

    private static TaskView ViewOf(TaskLine line)
    {
        var task = line.Task;
        return new(task.Key.Instance, task.Key.Element, task.Key.Visit, task.Key.ItemOrNone, task.Procedure, task.Element.Said, task.Case, task.CaseId, line.Person, line.Post, task.Kind, task.Holder, task.Delegate,
            line.IsReader, task.Since, task.Target, task.Due, line.Share, task.SnoozedUntil, task.Element.Command?.ToString(), task.Element.Command is null || task.Complete is not null, task.Element.Answers);
    }

    private static void Write<TBody>(RouteGroupBuilder group, string noun, string summary, Func<Who, TaskEntry, Subject, Right> right, Func<TBody, string?> item, Func<TaskEntry, TBody, Command?> command)
        where TBody : class => group.MapPost($"/{{id:guid}}/{{element}}/{{visit:int}}/{noun}", async (Guid id, string element, int visit, HttpContext http) =>
    {
        var call = Call.Of(http);
        if (call.TakeKey() is { } keyless) return keyless;
        var (body, unreadable) = await call.BodyAsync<TBody>();
        if (await TaskQuery.FindAsync(call.Engine, new TaskKey(id, element, visit, (body is null ? null : item(body)) ?? ""), call.Ct) is not { } task) return Problems.NotFound;
        if (await TaskRights.SubjectAsync(call.Engine, call.Who, task, call.Ct) is not { } subject) return Problems.NotFound;
        if (right(call.Who, task, subject) is var granted && granted != Right.Allowed) return granted == Right.Forbidden ? Problems.Forbidden : Problems.NotFound;
        if (unreadable is not null) return unreadable;
        if (command(task, body!) is not { } asked)
            return Problems.Of(422, "task_of_the_case", $"Cette tâche se fait par la commande {task.Element.Command} du dossier\u00A0: envoyez-la à l’adresse du dossier, la tâche se fermera d’elle-même.");
        return await call.ActAsync(task.Element.Command is not null && noun == "done" ? task.CaseId : id, asked, typeof(TBody));
    }).Accepts<TBody>("application/json").Described<Written>(summary);
}
