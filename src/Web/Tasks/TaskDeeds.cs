using System.Text.Json;
using System.Text.Json.Nodes;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Pages.Vacancies;
using Jalon.Web.Rights;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Running;

namespace Jalon.Web.Tasks;

/// <summary>What can be done with a task from the list, as forms. Doing it is sending the one command it declares to the case, or its own fact where it declares none.</summary>
public static class TaskDeeds
{
    public const string Do = "faire", Delegate = "deleguer", TakeBack = "reprendre", Snooze = "reporter", Comment = "commenter";

    /// <summary>Names the forms of a line: several stand on one page.</summary>
    public static string Mark(TaskKey key) => DerivedId.Of("line", key).ToString("N")[..8];

    /// <summary>Handing over, putting off, commenting.</summary>
    public static IReadOnlyList<Deed> Aside(TaskEntry task, IReadOnlyList<Choice> colleagues, DateOnly today)
    {
        var mark = Mark(task.Key);
        var (element, visit, item) = (task.Key.Element, task.Key.Visit, task.Key.ItemOrNone);
        Deed handing = task.Delegate is null
            ? new($"{Delegate}-{mark}", "Déléguer cette tâche", "Déléguer", Act.MoveApplication, new DelegateTask(element, visit, item, null), typed => new DelegateTask(element, visit, item, typed.NeededId("to")), "La tâche est déléguée.")
            {
                Fields = [new SelectField("to", "À qui", colleagues, Required: true)],
            }
            : new($"{TakeBack}-{mark}", "Reprendre cette tâche", "Reprendre", Act.MoveApplication, new DelegateTask(element, visit, item, null), _ => new DelegateTask(element, visit, item, null), "La tâche est reprise.");
        return
        [
            handing,
            new($"{Snooze}-{mark}", "Mettre de côté quelques jours", "Mettre de côté", Act.MoveApplication, new CommentTask(element, visit, item, "motif"),
                typed => new SnoozeTask(element, visit, item, typed.NeededDate("until"), typed.Words("reason")), "La tâche est mise de côté.")
            {
                Hint = "sa date ne change pas",
                Fields = [new TextField("until", "Jusqu’au", $"{FrenchCalendar.AddWorkingDays(today, 2):yyyy-MM-dd}", Type: "date", Required: true), new TextField("reason", "Motif", Hint: Communicable, Rows: 2, Required: true)],
            },
            new($"{Comment}-{mark}", "Écrire un commentaire", "Commenter", Act.MoveApplication, new CommentTask(element, visit, item, "texte"), typed => new CommentTask(element, visit, item, typed.Words("text")), "Le commentaire est gardé.")
            {
                Fields = [new TextField("text", "Commentaire", Hint: Communicable, Rows: 3, Required: true)],
            },
        ];
    }

    /// <summary>The buttons of a task that asks for nothing more: one for each answer, or one for all.</summary>
    public static IReadOnlyList<Deed> AtOnce(TaskEntry task)
    {
        if (task.Element.Command is not null) return task.Complete is { } command ? [Button("", command)] : [];
        var (element, visit, item) = (task.Key.Element, task.Key.Visit, task.Key.ItemOrNone);
        return task.Element.Answers.Count == 0 ? [Button("", new FinishTask(element, visit, item))] : [.. task.Element.Answers.Select(answer => Button(answer, new FinishTask(element, visit, item, answer)))];

        Deed Button(string answer, Command command) =>
            new($"{Do}-{Mark(task.Key)}-{answer}", task.Element.Said, answer.Length == 0 ? task.Element.Form is null ? "C’est fait" : "Déjà envoyée" : Labels.Of($"Answer.{answer}"), TaskRights.ActOf(task)!.Value, command, _ => command, "C’est fait.");
    }

    /// <summary>The form of a task whose command asks for more: that of the page of its case, without what the procedure already says. Null where the case has none.</summary>
    public static async Task<Deed?> FormAsync(Engine engine, Who who, TaskEntry task, CancellationToken ct)
    {
        if (task.Element.Form == ReleaseLetter.Form) return await ReleaseLetter.DeedAsync(engine, who.PersonId, task, ct);
        if (task.Element.Command is not { } declared) return null;
        var deeds = (await AllAsync(engine, who, task, ct)).Where(deed => deed.Probe.GetType() == task.CaseKind.Commands[declared.Name]).ToList();
        if (deeds.Count == 0) return null;
        var deed = deeds.Find(one => Says(one.Probe, declared)) ?? deeds[0];
        return deed with
        {
            Key = $"{Do}-{Mark(task.Key)}",
            Title = task.Element.Said,
            Read = typed => Saying(deed.Read(typed), declared),
            Fields = [.. deed.Fields.Where(field => !declared.Fields.ContainsKey(NameOf(field)))],
        };
    }

    private const string Communicable = "Cette note peut être communiquée à la personne.";

    private static async Task<IReadOnlyList<Deed>> AllAsync(Engine engine, Who who, TaskEntry task, CancellationToken ct)
    {
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        switch (task.Case)
        {
            case "application":
                return await CaseReading.OfAsync(engine, who, task.CaseId, ct) is { } reading ? CaseDeeds.All(reading.Seen.State, await CasePeople.ReadAsync(engine.Database, reading, ct)) : [];
            case "vacancy":
                return await Subjects.OfVacancyAsync(engine.Database, who, task.CaseId, ct) is { State: var state }
                    ? VacancyDeeds.All(state, today, engine.Rules.Current.On(today, "legal-month", state.OrganisationId).After(today)) : [];
            default:
                return await Subjects.OfPathAsync(engine.Database, task.CaseId, ct) is { } path ? PathDeeds.All(path.State, today, await PathChoices.ReadAsync(engine.Database, who, engine.Clock.GetUtcNow(), ct)) : [];
        }
    }

    private static bool Says(Command command, Pattern declared) => declared.Fields.All(field => CaseFact.FieldsOf(command.GetType()).TryGetValue(field.Key, out var known)
        && string.Equals(known.GetValue(command)?.ToString(), field.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>What somebody typed, with what the procedure says in its place.</summary>
    private static Command Saying(Command typed, Pattern declared)
    {
        if (declared.Fields.Count == 0 || Says(typed, declared)) return typed;
        var body = JsonSerializer.SerializeToNode(typed, typed.GetType(), Json.Options)!.AsObject();
        foreach (var (name, value) in declared.Fields) body[name] = bool.TryParse(value, out var flag) ? flag : int.TryParse(value, out var number) ? number : JsonValue.Create(value);
        return (Command)body.Deserialize(typed.GetType(), Json.Options)!;
    }

    private static string NameOf(object field) => field switch { TextField text => text.Name, SelectField select => select.Name, ChoiceField choice => choice.Name, _ => "" };
}
