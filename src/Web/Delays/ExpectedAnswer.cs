using Jalon.Grains;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Web.Reading;

namespace Jalon.Web.Delays;

/// <summary>When the next answer is expected, in days of the calendar, with where it was learnt. Never a chance of success: every answer counts alike.</summary>
/// <param name="To">Null: nine in ten is not reached in what was observed.</param>
/// <param name="Source">« 64 candidatures au Ministère Alpha ».</param>
/// <param name="TooFew">How many the person's own organisation has, where that was too few.</param>
public sealed record ExpectedAnswer(DateOnly Around, DateOnly From, DateOnly? To, long Cases, string Source, long? TooFew)
{
    private const string WholeFiliere = "de toute la filière";

    /// <summary>From the organisation of the post, else from those above it, else from the whole filière; null where even that has too few cases.</summary>
    /// <param name="path">From the organisation up to its root.</param>
    /// <param name="since">When the stage began.</param>
    public static async Task<ExpectedAnswer?> OfAsync(DelayReadings delays, Engine engine, Stage stage, DateOnly since, DateOnly today, IReadOnlyList<Guid> path, CancellationToken ct)
    {
        var (waited, own) = (today.DayNumber - since.DayNumber, (long?)null);
        var names = await Names.OfAsync(engine.Database, path.Select(id => (Guid?)id), ct);
        foreach (var place in path.Select(id => (Guid?)id).Append(null))
        {
            var left = Remaining.After((await delays.OfAsync(place, ct)).Stages[stage], waited);
            if (left is { Cases: >= ObservedDelays.Enough })
            {
                var source = place is { } id ? $"de l’organisation «{French.Nbsp}{names[id]}{French.Nbsp}»" : WholeFiliere;
                return new ExpectedAnswer(Day(left.Median), Day(left.Low), left.High is { } high ? Day(high) : null, left.Cases, source, own);
            }

            own ??= left?.Cases ?? 0;
        }

        return null;

        DateOnly Day(double days) => Later(since.AddDays((int)Math.Ceiling(days)), today.AddDays(1));
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
