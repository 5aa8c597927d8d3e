using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Cases;

namespace Jalon.Web.Tasks;

/// <summary>Names one task for ever: an activation of a procedure, or one item of it.</summary>
/// <param name="Item">Empty where the task has none.</param>
public sealed record TaskKey(Guid Instance, string Element, int Visit, string Item)
{
    public string? ItemOrNone => Item.Length == 0 ? null : Item;

    /// <summary>As forms and addresses write it; elements and items hold no dot.</summary>
    public override string ToString() => $"{Instance}.{Element}.{Visit}.{Item}";

    public static TaskKey? Read(string? text) =>
        text?.Split('.') is [var instance, var element, var visit, var item] && Guid.TryParse(instance, out var id) && int.TryParse(visit, out var number) && element.Length is > 0 and <= 200 && item.Length <= 200
            ? new TaskKey(id, element, number, item) : null;
}

/// <summary>One open task, with what a page needs to say it.</summary>
/// <param name="Case">Kind of case, as procedures name it.</param>
/// <param name="Due">End of its target, pauses added; null where none is set.</param>
/// <param name="Pause">By how much pauses moved it.</param>
public sealed record TaskEntry(
    TaskKey Key, string Procedure, string Case, Guid CaseId, TimeKind Kind, Holder Holder, Guid? Delegate, DateTimeOffset Since, Target? Target, DateTimeOffset? Due, TimeSpan Pause, DateOnly? SnoozedUntil)
{
    public required UserTask Element { get; init; }

    public CaseKind CaseKind => CaseKinds.All[Case];

    /// <summary>Share of the target used; null where there is none.</summary>
    public double? ShareAt(DateTimeOffset now) => Target is { } target ? FrenchCalendar.ShareUsed(Since + Pause, now, target) : null;

    /// <summary>Who has the ball: whoever it was handed to, else whom the procedure says.</summary>
    public Holder Held => Delegate is { } person ? Holder with { PersonId = person } : Holder;

    /// <summary>Whether it waits for somebody: handed to them, named, or in their role in the organisation or above.</summary>
    public bool WaitsFor(Who who, IReadOnlyList<Guid> organisationPath) =>
        Delegate is { } person ? person == who.PersonId
        : Holder.PersonId is { } named ? named == who.PersonId || who.Roles.Any(held => held.Role == Holder.Role && held.HolderId == named)
        : who.Roles.Any(held => held.Role == Holder.Role && organisationPath.Contains(held.OrganisationId));

    /// <summary>The declared command, complete as it is; null where somebody has more to say, or where there is none.</summary>
    public Command? Complete
    {
        get
        {
            if (Element.Command is not { } written || CommandText.Build(CaseKind, written) is not { } command || command.Problems().Any()) return null;
            // Moving forward takes no reason: only a way back does.
            var said = CaseKind.Commands[written.Name].GetProperties().Where(property => property.DeclaringType == property.ReflectedType && property.Name is not "EqualityContract").ToList();
            return command is Grains.Applications.Move || said.Count <= written.Fields.Count ? command : null;
        }
    }
}
