using Jalon.Workflows.Running;

namespace Jalon.Workflows.Tests.Running;

/// <summary>
/// What is left of a tree once some of its waits are over: the reference the engine is compared with. Null when nothing is left. A wait is named by element and
/// visit, as <c>task1#2</c>: what a reminder began in a former turn of a loop may still be open.
/// </summary>
internal sealed class Residual(Func<string, bool> flag)
{
    private readonly List<Left> aside = [];
    private readonly Dictionary<string, int> visits = [];
    private Left? main;

    /// <summary>A tree whose waits bear the ids of the diagram.</summary>
    public abstract record Planned
    {
        public sealed record Leaf(string Id) : Planned;

        public sealed record Seq(IReadOnlyList<Planned> Parts) : Planned;

        public sealed record Choice(string Flag, Planned Yes, Planned No) : Planned;

        public sealed record Loop(string Flag, Planned Body) : Planned;

        public sealed record Par(IReadOnlyList<Planned> Branches) : Planned;

        public sealed record Race(IReadOnlyList<(string Leaf, Planned Then)> Ways) : Planned;

        public sealed record Guarded(string Task, string Boundary, Planned Then) : Planned;

        public sealed record Reminded(string Task, string Boundary, Planned Aside) : Planned;
    }

    /// <summary>Something that waits: for any of these activations, each with what comes then (null: nothing), and what goes on around it.</summary>
    private abstract record Left
    {
        public sealed record First(IReadOnlyList<(string Id, Planned? Then, Planned? Beside)> Ways) : Left;

        public sealed record Before(Left Now, IReadOnlyList<Planned> Rest) : Left;

        public sealed record Turn(Left Now, Planned.Loop Loop) : Left;

        public sealed record Together(IReadOnlyList<Left> Now) : Left;
    }

    public void Begin(Planned plan) => main = Enter(plan);

    public bool IsOver => main is null && aside.Count == 0;

    /// <summary>The activations waited for, in alphabetical order.</summary>
    public IReadOnlyList<string> Waits => [.. aside.Append(main).OfType<Left>().SelectMany(Ids).Order(StringComparer.Ordinal)];

    public void Fire(string id)
    {
        main = main is null ? null : Fire(main, id);
        foreach (var left in aside.ToList())
        {
            var at = aside.IndexOf(left);
            if (Fire(left, id) is { } next) aside[at] = next;
            else aside.RemoveAt(at);
        }
    }

    private static IEnumerable<string> Ids(Left left) => left switch
    {
        Left.First first => first.Ways.Select(way => way.Id),
        Left.Before before => Ids(before.Now),
        Left.Turn turn => Ids(turn.Now),
        Left.Together together => together.Now.SelectMany(Ids),
        _ => throw new InvalidOperationException(),
    };

    private Left? Enter(Planned plan) => plan switch
    {
        Planned.Leaf leaf => new Left.First([(Visited(leaf.Id), null, null)]),
        Planned.Seq seq => EnterAll(seq.Parts),
        Planned.Choice choice => Enter(flag(choice.Flag) ? choice.Yes : choice.No),
        Planned.Loop loop => Turned(Enter(loop.Body), loop),
        Planned.Par par => All([.. par.Branches.Select(Enter)]),
        Planned.Race race => new Left.First([.. race.Ways.Select(way => (Visited(way.Leaf), (Planned?)way.Then, (Planned?)null))]),
        Planned.Guarded guarded => new Left.First([(Visited(guarded.Task), null, null), (Visited(guarded.Boundary), guarded.Then, null)]),
        Planned.Reminded reminded => new Left.First([(Visited(reminded.Task), null, null), (Visited(reminded.Boundary), null, reminded.Aside)]),
        _ => throw new InvalidOperationException(),
    };

    private string Visited(string element)
    {
        visits[element] = visits.GetValueOrDefault(element) + 1;
        return Keys.Of(element, visits[element]);
    }

    private Left? EnterAll(IReadOnlyList<Planned> parts)
    {
        for (var index = 0; index < parts.Count; index++)
            if (Enter(parts[index]) is { } left) return index + 1 == parts.Count ? left : new Left.Before(left, [.. parts.Skip(index + 1)]);
        return null;
    }

    private Left? Turned(Left? now, Planned.Loop loop) => now is not null ? new Left.Turn(now, loop) : flag(loop.Flag) ? Turned(Enter(loop.Body), loop) : null;

    private static Left.Together? All(IReadOnlyList<Left?> branches) => branches.OfType<Left>().ToList() is { Count: > 0 } open ? new Left.Together(open) : null;

    private Left? Fire(Left left, string id)
    {
        switch (left)
        {
            case Left.First first when first.Ways.All(way => way.Id != id): return first;
            case Left.First first:
                var (_, then, beside) = first.Ways.First(way => way.Id == id);
                if (beside is null) return then is null ? null : Enter(then);
                if (Enter(beside) is { } other) aside.Add(other);
                return new Left.First([.. first.Ways.Where(way => way.Id != id)]);
            case Left.Before before: return Fire(before.Now, id) is { } now ? before with { Now = now } : EnterAll(before.Rest);
            case Left.Turn turn: return Turned(Fire(turn.Now, id), turn.Loop);
            case Left.Together together: return All([.. together.Now.Select(each => Fire(each, id))]);
            default: throw new InvalidOperationException();
        }
    }
}
