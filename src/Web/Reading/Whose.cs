using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Web.Components;

namespace Jalon.Web.Reading;

/// <summary>Whose move it is, in the words of a line: the mark, the task, the share of its target.</summary>
public static class Whose
{
    public static HolderMark Mark(Step step, bool isReader, Names names) => Mark(step.Kind, step.Holder, isReader, names);

    private static HolderMark Mark(TimeKind kind, Holder holder, bool isReader, Names names) =>
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
