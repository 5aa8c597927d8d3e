using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Procedures;

namespace Jalon.Workflows.Tests.Procedures;

public sealed partial class TheSixProcedures
{
    private static readonly Library Library = Library.Default(Rules.Default);

    public static TheoryData<string> Ids => [.. Library.Files.Select(file => file[..^".bpmn".Length])];

    private static string Text(string id) => Encoding.UTF8.GetString(Library.Open($"{id}.bpmn").Span);

    [Fact]
    public void Are_six_and_fit_together() => Assert.Equal(["finalisation", "interview", "onboarding", "publication", "reconversion", "selection"], Library.All.Select(procedure => procedure.Id).Order());

    /// <summary>Every name is looked up in the grains themselves, apart from the checks made when a file is read.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Name_only_facts_commands_stages_and_rules_that_exist(string id)
    {
        var procedure = Library[id];
        var grains = typeof(Fact).Assembly.GetTypes();
        var facts = procedure.Elements.OfType<UserTask>().SelectMany(task => task.CompletedBy).Concat(Messages(procedure).SelectMany(message => message.Facts)).Select(pattern => pattern.Name).ToList();
        var commands = procedure.Elements.Select(element => element switch { UserTask task => task.Command, ServiceTask service => service.Command, _ => null }).OfType<Pattern>().Select(pattern => pattern.Name).ToList();
        var rules = procedure.Elements.OfType<UserTask>().SelectMany(task => new[] { task.LegalRule, task.Target is { } target ? $"target.{target}" : null })
            .Concat(Timers(procedure).Select(timer => timer.Rule)).OfType<string>().ToList();
        Assert.All(facts, name => Assert.Contains(grains, type => type.Name == name && type.IsSubclassOf(typeof(Fact)) && procedure.Case.Grain.Facts.ContainsKey(name)));
        Assert.All(commands, name => Assert.Contains(grains, type => type.Name == name && type.IsSubclassOf(procedure.Case.Grain.Command)));
        Assert.All(rules, name => Assert.Contains(DefaultRules.Parameters, row => row.Name == name));
        Assert.All(procedure.Elements.SelectMany(element => element.ValidIn.Concat(element.Entries)), stage => Assert.Contains(stage, procedure.Case.Stages));
        Assert.All(procedure.Elements.OfType<UserTask>().Select(task => task.Step).OfType<string>(), step => Assert.True(Labels.Has($"Step.{step}"), step));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Misspelt_in_any_of_their_names_would_be_refused(string id)
    {
        var text = Text(id);
        var checkedNames = Declared().Matches(text);
        Assert.NotEmpty(checkedNames);
        foreach (var name in checkedNames.Select(match => match.Groups["value"]))
            Assert.True(Drawing.ReadText(text[..name.Index] + "Zz" + text[name.Index..]).Problems.Count > 0, text[(name.Index - 40)..(name.Index + 30)]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Come_back_byte_for_byte(string id) => Assert.Equal(Library.Open($"{id}.bpmn").ToArray(), Library[id].File.ToArray());

    /// <summary>For another engine the file itself says the duration: it is the one of the rule ours reads.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_the_duration_their_rule_has(string id) => Assert.All(Timers(Library[id]).Where(timer => timer is { Rule: not null, Duration: not null }), timer =>
    {
        var rule = DefaultRules.Parameters.Single(row => row.Name == timer.Rule);
        Assert.Equal(rule.Unit == ParameterUnit.CalendarMonths ? new Duration(rule.Amount, 0, TimeSpan.Zero) : new Duration(0, rule.Amount, TimeSpan.Zero), timer.Duration);
    });

    /// <summary>Every word people see is French: at least no identifier of the code shows through.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Bear_a_name_on_everything_people_see(string id) =>
        Assert.All(Library[id].Elements.Where(element => element is not (ParallelGateway or EventGateway or ExclusiveGateway)), element => Assert.Matches(Sentence(), element.Name));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Are_drawn_without_a_shape_over_another(string id)
    {
        var (shapes, _, lanes) = Diagram(id);
        Assert.Equal(Library[id].Elements.Select(element => element.Id).Order(), shapes.Keys.Order());
        foreach (var (one, box) in shapes)
        {
            Assert.True(box.Inside(lanes[Library[id][one].Lane!]), $"{one} leaves its lane");
            Assert.All(shapes.Where(other => other.Key != one && !Attached(Library[id], one, other.Key)), other => Assert.False(box.Touches(other.Value), $"{one} is drawn over {other.Key}"));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Are_drawn_with_each_flow_from_one_border_to_the_other_and_through_no_shape(string id)
    {
        var (shapes, edges, _) = Diagram(id);
        Assert.Equal(Library[id].Flows.Select(flow => flow.Id).Order(), edges.Keys.Order());
        foreach (var flow in Library[id].Flows)
        {
            var points = edges[flow.Id];
            Assert.True(shapes[flow.From].HasOnBorder(points[0]) && shapes[flow.To].HasOnBorder(points[^1]), $"{flow.Id} is loose");
            foreach (var (from, to) in points.Zip(points.Skip(1)))
                Assert.All(shapes.Where(shape => shape.Key != flow.From && shape.Key != flow.To && !Attached(Library[id], shape.Key, flow.From)), shape => Assert.False(shape.Value.Crosses(from, to), $"{flow.Id} runs through {shape.Key}"));
        }
    }

    private static bool Attached(Procedure procedure, string one, string other) =>
        (procedure[one] is BoundaryEvent a && a.Host == other) || (procedure[other] is BoundaryEvent b && b.Host == one);

    private static IEnumerable<Message> Messages(Procedure procedure) => procedure.Elements.Select(element => element switch
    {
        StartEvent start => start.Message,
        ReceiveTask receive => receive.Message,
        CatchEvent caught => caught.Awaited as Message,
        BoundaryEvent boundary => boundary.Awaited as Message,
        _ => null,
    }).OfType<Message>();

    private static IEnumerable<Timer> Timers(Procedure procedure) => procedure.Elements.Select(element => element switch
    {
        CatchEvent caught => caught.Awaited as Timer,
        BoundaryEvent boundary => boundary.Awaited as Timer,
        _ => null,
    }).OfType<Timer>();

    private static (Dictionary<string, Box> Shapes, Dictionary<string, List<(double X, double Y)>> Edges, Dictionary<string, Box> Lanes) Diagram(string id)
    {
        XNamespace di = "http://www.omg.org/spec/BPMN/20100524/DI", dc = "http://www.omg.org/spec/DD/20100524/DC", point = "http://www.omg.org/spec/DD/20100524/DI";
        var root = XDocument.Parse(Text(id)).Root!;
        var all = root.Descendants(di + "BPMNShape").ToDictionary(shape => (string)shape.Attribute("bpmnElement")!, shape => Box.Of(shape.Element(dc + "Bounds")!));
        var edges = root.Descendants(di + "BPMNEdge").ToDictionary(edge => (string)edge.Attribute("bpmnElement")!,
            edge => edge.Elements(point + "waypoint").Select(way => ((double)way.Attribute("x")!, (double)way.Attribute("y")!)).ToList());
        var lanes = Library[id].Lanes.Select(lane => lane.Id).ToHashSet();
        return (all.Where(shape => !lanes.Contains(shape.Key) && shape.Key != "pool").ToDictionary(), edges, all.Where(shape => lanes.Contains(shape.Key)).ToDictionary());
    }

    private sealed record Box(double X, double Y, double Width, double Height)
    {
        public static Box Of(XElement bounds) => new((double)bounds.Attribute("x")!, (double)bounds.Attribute("y")!, (double)bounds.Attribute("width")!, (double)bounds.Attribute("height")!);

        public bool Inside(Box other) => X >= other.X && Y >= other.Y && X + Width <= other.X + other.Width && Y + Height <= other.Y + other.Height;

        public bool Touches(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;

        public bool HasOnBorder((double X, double Y) point) =>
            point.X >= X - 1 && point.X <= X + Width + 1 && point.Y >= Y - 1 && point.Y <= Y + Height + 1
            && (Math.Abs(point.X - X) <= 1 || Math.Abs(point.X - X - Width) <= 1 || Math.Abs(point.Y - Y) <= 1 || Math.Abs(point.Y - Y - Height) <= 1);

        /// <summary>Lines are horizontal or vertical.</summary>
        public bool Crosses((double X, double Y) from, (double X, double Y) to) => Touches(new Box(Math.Min(from.X, to.X), Math.Min(from.Y, to.Y), Math.Max(1, Math.Abs(from.X - to.X)), Math.Max(1, Math.Abs(from.Y - to.Y))));
    }

    [GeneratedRegex("""jalon:(case|holder|completedBy|command|target|rule|validIn|entry|facts|cancelledBy|from|collection)="(?<value>[^"]+)"|<bpmn:timeDate[^>]*>(?<value>[^<]+)<|tFormalExpression">(?<value>[a-z]+[A-Za-z.-]*( =| and|<| or))""")]
    private static partial Regex Declared();

    [GeneratedRegex("^[A-ZÉÀÊ][^_#{}]{3,80}$")]
    private static partial Regex Sentence();
}
