using Jalon.Grains;
using Jalon.Grains.Calendar;

namespace Jalon.Web.Tracking;

/// <summary>A stage to be taken up at an instant of its past.</summary>
/// <param name="Timed">Whether the time spent in it is known: its own day and that of the stage that follows it.</param>
public sealed record PlayedStage(Stage Stage, bool Timed, DateTimeOffset At, DateOnly? On);

/// <summary>
/// The days of a tracked case, as the clock of its past plays them. A day nobody wrote stays unknown: its stage is told at the next day that is known, and lasts no time there;
/// the time before it belongs to stages nobody told apart, and is counted as such.
/// </summary>
public static class TrackedPath
{
    public static IReadOnlyList<PlayedStage> Of(TrackedCase one, DateTimeOffset now)
    {
        var reached = Implied(one.Reached);
        var path = new List<PlayedStage>();
        for (var place = 0; place < reached.Count; place++)
        {
            var (here, next) = (reached[place], place + 1 < reached.Count ? reached[place + 1] : null);
            var left = next is null ? one.End is null or { On: not null } : next.On is not null && next.Stage == here.Stage + 1;
            var known = reached.Skip(place).Select(later => later.On).FirstOrDefault(day => day is not null) ?? one.End?.On;
            path.Add(new PlayedStage(here.Stage, here.On is not null && left, At(known, now), here.On));
        }

        return path;
    }

    /// <summary>Whoever is anywhere was received, and whoever is in post was confirmed: a place is bound then. When, nobody wrote.</summary>
    private static List<ReachedStage> Implied(IReadOnlyList<ReachedStage> told)
    {
        Stage[] implied = told[^1].Stage == Stage.InPost ? [Stage.Received, Stage.Confirmed] : [Stage.Received];
        return [.. told.Concat(implied.Except(told.Select(one => one.Stage)).Select(stage => new ReachedStage(stage, null))).OrderBy(one => one.Stage)];
    }

    /// <summary>The middle of a day in Paris; now for a day nobody knows, or today's.</summary>
    public static DateTimeOffset At(DateOnly? day, DateTimeOffset now) => day is { } known && FrenchCalendar.StartOf(known).AddHours(12) is var noon && noon < now ? noon : now;
}
