using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Jalon.Workflows.Tests.Running;

/// <summary>
/// A procedure as a tree, which is what block structure means. Drawn as a diagram it is played by the engine; read as a tree it tells by itself what should be
/// waited for (<see cref="Residual"/>), without tokens, gateways or joins.
/// </summary>
internal abstract record Tree
{
    /// <summary>Somebody or something is waited for.</summary>
    public sealed record Leaf(LeafKind Kind) : Tree;

    public sealed record Seq(IReadOnlyList<Tree> Parts) : Tree;

    public sealed record Choice(string Flag, Tree Yes, Tree No) : Tree;

    /// <summary>Done at least once, and again as long as the flag is up. The body begins with a wait, so that turns end.</summary>
    public sealed record Loop(string Flag, Leaf First, Tree Body) : Tree;

    public sealed record Par(IReadOnlyList<Tree> Branches) : Tree;

    public sealed record Race(IReadOnlyList<(Leaf First, Tree Then)> Ways) : Tree;

    /// <summary>A task cut short by a timer.</summary>
    public sealed record Guarded(Tree Then) : Tree;

    /// <summary>A task with something else that a timer begins beside it.</summary>
    public sealed record Reminded(Tree Aside) : Tree;

    public enum LeafKind { Task, Message, Timer }

    public static readonly string[] Flags = ["late", "secured", "engaged"];

    public static Gen<Tree> Any(int size) => size <= 1 ? Gen.Elements(Enum.GetValues<LeafKind>()).Select(kind => (Tree)new Leaf(kind)) : Gen.OneOf(
        Any(1),
        Several(size, 1, 3).Select(parts => (Tree)new Seq(parts)),
        Gen.Elements(Flags).SelectMany(flag => Any(size / 2).SelectMany(yes => Any(size / 2).Select(no => (Tree)new Choice(flag, yes, no)))),
        Gen.Elements(Flags).SelectMany(flag => Any(size / 2).Select(body => (Tree)new Loop(flag, new Leaf(LeafKind.Task), body))),
        Several(size, 2, 3).Select(branches => (Tree)new Par(branches)),
        Several(size, 2, 3).Select(ways => (Tree)new Race([.. ways.Select((then, index) => (new Leaf(index == 0 ? LeafKind.Timer : LeafKind.Message), then))])),
        Any(size / 2).Select(then => (Tree)new Guarded(then)),
        Any(size / 2).Select(aside => (Tree)new Reminded(aside)));

    /// <summary>A reminder in a loop, that begins branches and something after them: those of several turns are open at once.</summary>
    public static Gen<Tree> Reminding(int size) => Gen.Elements(Flags).SelectMany(flag => Several(size, 2, 3).SelectMany(branches => Any(1).Select(then =>
        (Tree)new Loop(flag, new Leaf(LeafKind.Task), new Reminded(new Seq([new Par(branches), then]))))));

    private static Gen<IReadOnlyList<Tree>> Several(int size, int least, int most) =>
        Gen.Choose(least, most).SelectMany(count => Any(size / count).ListOf(count)).Select(parts => (IReadOnlyList<Tree>)[.. parts]);
}

/// <summary>A tree drawn: each wait has its own element, whose id the tree's reading uses too.</summary>
internal sealed class Sketch
{
    private readonly Drawing drawing = new Drawing().Start().End();
    private int count;

    public Sketch(Tree tree)
    {
        var (whole, first, last) = Draw(tree);
        (Root, Text) = (whole, drawing.Path("start", first).Path(last, "end").Text);
    }

    public Residual.Planned Root { get; }

    public string Text { get; }

    private string New(string kind, string prefix, string attributes = "", string inside = "")
    {
        var id = $"{prefix}{++count}";
        drawing.Element(kind, id, attributes, inside);
        return id;
    }

    private (Residual.Planned Plan, string First, string Last) Draw(Tree tree)
    {
        switch (tree)
        {
            case Tree.Leaf leaf:
                var id = Leaf(leaf.Kind);
                return (new Residual.Planned.Leaf(id), id, id);
            case Tree.Seq(var parts):
                var drawn = parts.Select(Draw).ToList();
                foreach (var (one, next) in drawn.Zip(drawn.Skip(1))) drawing.Path(one.Last, next.First);
                return (new Residual.Planned.Seq([.. drawn.Select(part => part.Plan)]), drawn[0].First, drawn[^1].Last);
            case Tree.Choice choice: return DrawChoice(choice);
            case Tree.Loop loop: return DrawLoop(loop);
            case Tree.Par(var branches): return DrawPar(branches);
            case Tree.Race(var ways): return DrawRace(ways);
            case Tree.Guarded(var then): return DrawGuarded(then);
            case Tree.Reminded(var aside): return DrawReminded(aside);
            default: throw new InvalidOperationException();
        }
    }

    private string Leaf(Tree.LeafKind kind)
    {
        if (kind == Tree.LeafKind.Task) return New("userTask", "task", "jalon:holder=\"Recruiter\"");
        if (kind == Tree.LeafKind.Timer) return New("intermediateCatchEvent", "timer", inside: Drawing.After("PT1H"));
        var number = (count + 1).ToString(CultureInfo.InvariantCulture);
        drawing.Message($"m{number}", $"InterviewRoundOpened[round={number}]");
        return New("intermediateCatchEvent", "message", inside: Drawing.On($"m{number}"));
    }

    private (Residual.Planned, string, string) DrawChoice(Tree.Choice choice)
    {
        var (yes, no) = (Draw(choice.Yes), Draw(choice.No));
        var other = $"d{++count}";
        var (open, close) = (New("exclusiveGateway", "open", $"default=\"{other}\""), New("exclusiveGateway", "close"));
        drawing.Flow(open, yes.First, choice.Flag).Flow(open, no.First, id: other).Path(yes.Last, close).Path(no.Last, close);
        return (new Residual.Planned.Choice(choice.Flag, yes.Plan, no.Plan), open, close);
    }

    private (Residual.Planned, string, string) DrawLoop(Tree.Loop loop)
    {
        var (first, body) = (Draw(loop.First), Draw(loop.Body));
        var other = $"d{++count}";
        var (open, close, on) = (New("exclusiveGateway", "open"), New("exclusiveGateway", "close", $"default=\"{other}\""), New("exclusiveGateway", "on"));
        drawing.Path(open, first.First).Path(first.Last, body.First).Path(body.Last, close).Flow(close, open, loop.Flag).Flow(close, on, id: other);
        return (new Residual.Planned.Loop(loop.Flag, new Residual.Planned.Seq([first.Plan, body.Plan])), open, on);
    }

    private (Residual.Planned, string, string) DrawPar(IReadOnlyList<Tree> branches)
    {
        var drawn = branches.Select(Draw).ToList();
        var (fork, join) = (New("parallelGateway", "fork"), New("parallelGateway", "join"));
        foreach (var branch in drawn) drawing.Path(fork, branch.First).Path(branch.Last, join);
        return (new Residual.Planned.Par([.. drawn.Select(branch => branch.Plan)]), fork, join);
    }

    private (Residual.Planned, string, string) DrawRace(IReadOnlyList<(Tree.Leaf First, Tree Then)> ways)
    {
        var drawn = ways.Select(way => (Leaf: Leaf(way.First.Kind), Then: Draw(way.Then))).ToList();
        var (race, close) = (New("eventBasedGateway", "race"), New("exclusiveGateway", "close"));
        foreach (var way in drawn) drawing.Path(race, way.Leaf, way.Then.First).Path(way.Then.Last, close);
        return (new Residual.Planned.Race([.. drawn.Select(way => (way.Leaf, way.Then.Plan))]), race, close);
    }

    private (Residual.Planned, string, string) DrawGuarded(Tree then)
    {
        var task = Leaf(Tree.LeafKind.Task);
        var (boundary, drawn, close) = ($"guard{++count}", Draw(then), New("exclusiveGateway", "close"));
        drawing.Boundary(boundary, task, Drawing.After("PT2H")).Path(task, close).Path(boundary, drawn.First).Path(drawn.Last, close);
        return (new Residual.Planned.Guarded(task, boundary, drawn.Plan), task, close);
    }

    private (Residual.Planned, string, string) DrawReminded(Tree aside)
    {
        var task = Leaf(Tree.LeafKind.Task);
        var (boundary, drawn, end) = ($"remind{++count}", Draw(aside), New("endEvent", "end"));
        drawing.Boundary(boundary, task, Drawing.After("PT2H"), interrupting: false).Path(boundary, drawn.First).Path(drawn.Last, end);
        return (new Residual.Planned.Reminded(task, boundary, drawn.Plan), task, task);
    }
}
