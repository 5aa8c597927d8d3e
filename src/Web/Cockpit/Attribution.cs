using Jalon.Grains;

namespace Jalon.Web.Cockpit;

/// <summary>A stretch of a place's life and who had it: each instant has one holder, so the stretches sum exactly to the whole.</summary>
public sealed record Held(string Group, TimeKind Kind, TimeSpan Time);

/// <summary>Who had a place, instant after instant, by the rule of the case: administration, then candidate, third party, legal wait; then the earliest due; then the step.</summary>
public static class Attribution
{
    /// <param name="from">The need.</param>
    /// <param name="to">Somebody at work, or now.</param>
    public static IReadOnlyList<Held> Of(IReadOnlyList<StepLine> steps, DateTimeOffset from, DateTimeOffset to)
    {
        var cuts = steps.SelectMany(step => (DateTimeOffset[])[step.From, step.To ?? to]).Append(from).Append(to).Where(at => at >= from && at <= to).Distinct().Order().ToList();
        var held = new List<Held>();
        StepLine? last = null;
        foreach (var (start, end) in cuts.Zip(cuts.Skip(1)))
        {
            var open = steps.Where(step => step.From <= start && (step.To ?? DateTimeOffset.MaxValue) > start);
            // Between two steps the last holder keeps the place; before the first one, whoever will write the need has it.
            last = Holder(open) ?? last;
            held.Add(last is null ? new Held(StepGroups.Unwritten, TimeKind.Administration, end - start) : new Held(StepGroups.Of(last.Name, last.Stage), last.Kind, end - start));
        }

        return [.. held.GroupBy(one => (one.Group, one.Kind)).Select(group => new Held(group.Key.Group, group.Key.Kind, group.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Time)))];
    }

    private static StepLine? Holder(IEnumerable<StepLine> open) =>
        open.OrderBy(step => step.Kind).ThenBy(step => step.Due ?? DateTimeOffset.MaxValue).ThenBy(step => step.Id, StringComparer.Ordinal).ThenBy(step => step.CaseId).FirstOrDefault();
}
