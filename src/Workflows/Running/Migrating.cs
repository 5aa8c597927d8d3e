using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Running;

/// <summary>Going on under another version of the procedure: explicit, place by place, and a fact.</summary>
public static partial class InstanceGrain
{
    private static Decision Migrate(Instance state, MigrateInstance migrate, InstanceCircumstances read, Context context)
    {
        if (migrate.Version == state.Version) return Decision.AlreadySo;
        if (read.Newer is not { } newer || newer.Version != migrate.Version || newer.Id != state.Procedure) return Refusals.OtherVersion;
        if (state.Open.Any(wait => wait.Kind == WaitKind.Call)) return Refusals.InsideCall;
        var old = read.Procedure;
        string Now(string element) => migrate.Elements.GetValueOrDefault(element, element);
        var places = state.Open.Select(wait => wait.Element).Concat(state.Incidents.Select(stuck => stuck.Element)).Concat(state.Arrived.Select(arrival => arrival.Join)).Distinct().ToList();
        foreach (var place in places)
        {
            if (!SameKind(old[place], newer.Find(Now(place)), Now)) return Refusals.NoPlace(old[place].Said);
            if (old.BlockOf(place) != newer.BlockOf(Now(place))) return Refusals.BlockChanged(old[place].Said);
        }

        if (state.Incidents.FirstOrDefault(stuck => stuck.Flow is { } flow && newer.In(Now(stuck.Element)).All(known => known.Id != flow)) is { } lost) return Refusals.NoPlace(old[lost.Element].Said);
        var run = new Run(state, read with { Procedure = newer }, context);
        run.Record(new InstanceMigrated(state.Version, newer.Version, migrate.Elements));
        run.FollowRules();
        return new Accepted(run.Facts);
    }

    /// <summary>A token may only wait where the new version waits for the same kind of thing.</summary>
    private static bool SameKind(Element old, Element? now, Func<string, string> mapped) => (old, now) switch
    {
        (_, null) => false,
        (CatchEvent was, CatchEvent becomes) => was.Awaited.GetType() == becomes.Awaited.GetType(),
        (BoundaryEvent was, BoundaryEvent becomes) => was.Awaited.GetType() == becomes.Awaited.GetType() && mapped(was.Host) == becomes.Host && was.Interrupting == becomes.Interrupting,
        (UserTask was, UserTask becomes) => was.Each is null == becomes.Each is null,
        _ => old.GetType() == now.GetType(),
    };
}
