using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>What people do with a task besides doing it: hand it over, put it off, comment on it. None of it moves a token.</summary>
public static partial class InstanceGrain
{
    private static Decision Delegated(Run run, Procedure procedure, DelegateTask given) =>
        Refusing(run.State, procedure, given.Element, given.Visit, given.Item) is { } why ? why
        : DelegateOf(run.State, given) == given.To ? Decision.AlreadySo
        : new TaskDelegated(given.Element, given.Visit, given.Item, given.To);

    private static Guid? DelegateOf(Instance state, DelegateTask given)
    {
        var wait = state.At(given.Element, given.Visit)!;
        return given.Item is null ? wait.Delegate : wait.Items!.First(one => one.Item == given.Item).Delegate;
    }

    private static Decision Snoozed(Run run, Procedure procedure, SnoozeTask later, Context context)
    {
        if (Refusing(run.State, procedure, later.Element, later.Visit, later.Item) is { } why) return why;
        var today = Grains.Calendar.FrenchCalendar.DayOf(context.At);
        if (later.Until <= today) return Refusals.SnoozedIntoThePast(today);
        if (later.Until > today.AddDays(MostSnoozedDays)) return Refusals.SnoozedTooLong(today.AddDays(MostSnoozedDays));
        var note = Note(run.State.CaseId, "snooze", later.Reason, context);
        return new Accepted([new TaskSnoozed(later.Element, later.Visit, later.Item, later.Until, note.Id)], [note]);
    }

    private static Decision Commented(Run run, Procedure procedure, CommentTask said, Context context)
    {
        if (Refusing(run.State, procedure, said.Element, said.Visit, said.Item) is { } why) return why;
        var note = Note(run.State.CaseId, "task-comment", said.Text, context);
        return new Accepted([new TaskCommented(said.Element, said.Visit, said.Item, note.Id)], [note]);
    }

    /// <summary>Why nothing may be done with a task: it is over, or names nobody's part of it.</summary>
    private static Refusal? Refusing(Instance state, Procedure procedure, string element, int visit, string? item)
    {
        if (state.At(element, visit) is not { Kind: WaitKind.Task } wait) return Refusals.TaskOver;
        if (wait.Items is null) return item is null ? null : Refusals.ItemUnknown(procedure[element].Said);
        return wait.Items.Any(one => one.Item == item && !one.Done) ? null : Refusals.ItemUnknown(procedure[element].Said);
    }

    private static NoteRow Note(Guid about, string kind, string text, Context context) => new(DerivedId.Of("note", context.CommandId, kind), about, kind, context.By.Id, text);
}
