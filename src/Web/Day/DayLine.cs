using Jalon.Grains;
using Jalon.Grains.Calendar;

namespace Jalon.Web.Day;

/// <summary>Where a line of somebody's day stands: the first three are theirs by name.</summary>
public enum DaySection { Late, Today, Next, Team, PutOff }

/// <summary>
/// Something to do: one open step, or the same thing to do on several candidacies of one post.
/// </summary>
/// <param name="CaseKind">Name of the kind of grain: <c>vacancy</c>, <c>job_application</c>, <c>reconversion_path</c>.</param>
/// <param name="PostId">The post it is about, where there is one.</param>
/// <param name="Step">The step; since the oldest of them began, and due when the first of them is.</param>
/// <param name="CaseId">Its case; one of them where there are several.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Late">How many are past their target.</param>
/// <param name="IsPutOff">The reader asked for it later.</param>
public sealed record DayLine(string CaseKind, Guid? PostId, Step Step, Guid CaseId, int Count, int Late, bool IsPutOff)
{
    /// <summary>Names the line on its page, and stays the same while it lasts.</summary>
    public string Key => Count > 1 || DayQuery.Grouped.Contains(Step.Name) ? $"{PostId:N}-{Step.Name}-{Step.Holder.PersonId:N}" : $"{CaseId:N}-{Step.Id.Replace('#', '-')}";

    /// <summary>Share of the target used, 1 = all of it; null where there is none.</summary>
    public double? Share(DateTimeOffset now) => Step.Target is { } target ? FrenchCalendar.ShareUsed(Step.Since, now, target) : null;

    /// <summary>Due today, or soon: four fifths of the target are used (product rule).</summary>
    public DaySection Section(DateTimeOffset now) =>
        IsPutOff ? DaySection.PutOff
        : Step.Holder.PersonId is null && Step.Holder.Role != Role.Assessor ? DaySection.Team
        : Late > 0 || Step.Due <= now ? DaySection.Late
        : Step.Due <= FrenchCalendar.EndOf(FrenchCalendar.DayOf(now)) || Share(now) >= 0.8 ? DaySection.Today
        : DaySection.Next;
}

/// <summary>The day of somebody: what they have to do, and what they wait for on their posts.</summary>
public sealed record DayView(IReadOnlyList<DayLine> Mine, IReadOnlyList<DayLine> Awaited);
