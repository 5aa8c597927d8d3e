using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Web.Components;

namespace Jalon.Web.Reading;

/// <summary>Whose move it is, in the words of a line: the mark, the task, the share of its target.</summary>
public static class Whose
{
    /// <summary>The reader holds a step asked of them, of the person they replace, or of a role they hold there when nobody is named.</summary>
    /// <param name="path">From the organisation of the case up to its root.</param>
    public static bool IsReader(Who who, Holder holder, IReadOnlyList<Guid> path) => holder.PersonId is { } person
        ? person == who.PersonId || who.Roles.Any(held => held.HolderId == person && held.Role == holder.Role)
        : holder.Role is { } role && who.Roles.Any(held => held.Role == role && (held.OrganisationId == holder.OrganisationId || path.Contains(held.OrganisationId)));

    public static HolderMark Mark(TimeKind kind, Holder holder, bool isReader, Names names) =>
        isReader && kind != TimeKind.LegalWait ? HolderMark.Of(kind, true)
        : new HolderMark(kind, false, kind switch
        {
            TimeKind.Administration => names[holder.PersonId] ?? holder.Role?.Label() ?? kind.Label(),
            TimeKind.ThirdParty => names[holder.PersonId] ?? names[holder.OrganisationId] ?? kind.Label(),
            _ => kind.Label(),
        });

    /// <summary>« vérifier la recevabilité »; a step that a procedure named itself keeps its name.</summary>
    public static string Task(string step) => Title(step) is { Length: > 0 } title ? char.ToLower(title[0], French.Culture) + title[1..] : "";

    public static string Title(string step) => Labels.Has($"Step.{step}") ? Labels.Of($"Step.{step}") : step.Replace('-', ' ');

    /// <summary>The share of the target used; nothing for a legal wait, and nothing where no target was set.</summary>
    public static ShareOfTarget? Share(Step step, DateTimeOffset now) =>
        step.Kind == TimeKind.LegalWait ? new ShareOfTarget(null)
        : step.Target is { } target ? new ShareOfTarget(FrenchCalendar.ShareUsed(step.Since, now, target)) : null;
}
