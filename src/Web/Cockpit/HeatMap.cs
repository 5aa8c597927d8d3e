using System.Globalization;
using System.Xml.Linq;

using Jalon.Grains;
using Jalon.Workflows.Procedures;

namespace Jalon.Web.Cockpit;

/// <summary>What colours a step of a diagram.</summary>
public enum HeatMeasure { Waiting, Late, Gain }

/// <summary>What is known of a step over a period.</summary>
/// <param name="Open">Visits under way.</param>
/// <param name="MeanDays">Of the visits of the period, those that last included.</param>
/// <param name="LateShare">Null where the step has no target.</param>
/// <param name="Gain">Days gained per place concerned, were the step kept to its target.</param>
public sealed record StepHeat(string Step, int Open, int Visits, double MeanDays, double MedianDays, double? LateShare, double Gain)
{
    /// <summary>Where each class begins, for each measure; the first begins at nothing.</summary>
    private static readonly Dictionary<HeatMeasure, double[]> Classes = new()
    {
        [HeatMeasure.Waiting] = [5, 10, 16, 25], [HeatMeasure.Late] = [0.1, 0.25, 0.4, 0.6], [HeatMeasure.Gain] = [1, 3, 6, 10],
    };

    /// <summary>From 0 to 4.</summary>
    public int Class(HeatMeasure measure) => Classes[measure].Count(begin => Value(measure) >= begin);

    public double Value(HeatMeasure measure) => measure switch { HeatMeasure.Waiting => MeanDays, HeatMeasure.Late => LateShare ?? 0, _ => Gain };

    public string Said(HeatMeasure measure) => measure == HeatMeasure.Late ? LateShare?.ToString("P0", French.Culture) ?? "sans cible" : $"{Math.Round(Value(measure))}{French.Nbsp}j";

    /// <summary>The five classes in words, for the legend.</summary>
    public static IReadOnlyList<string> Legend(HeatMeasure measure) => measure switch
    {
        HeatMeasure.Waiting => ["moins de 5 j", "5 à 9 j", "10 à 15 j", "16 à 24 j", "25 j et plus"],
        HeatMeasure.Late => [$"moins de 10{French.Nbsp}%", $"10 à 24{French.Nbsp}%", $"25 à 39{French.Nbsp}%", $"40 à 59{French.Nbsp}%", $"60{French.Nbsp}% et plus"],
        _ => ["moins de 1 j", "1 à 2 j", "3 à 5 j", "6 à 9 j", "10 j et plus"],
    };
}

/// <summary>A box of the diagram.</summary>
/// <param name="Class">Class of the heat; null for what no visit was counted at.</param>
public sealed record HeatBox(double X, double Y, double Width, double Height, IReadOnlyList<string> Lines, string? Value, string? Waiting, int? Class);

/// <summary>A gateway or an event: no one waits there.</summary>
public sealed record HeatSign(double X, double Y, double Size, bool Round, bool Thick);

/// <summary>A procedure as its own file draws it, each step coloured by how long posts wait there.</summary>
public sealed record HeatMap(string Id, string Name, double X, double Y, double Width, double Height, IReadOnlyList<HeatBox> Boxes, IReadOnlyList<HeatSign> Signs, IReadOnlyList<string> Edges)
{
    private const int MostOnLine = 19;

    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL", Di = "http://www.omg.org/spec/BPMN/20100524/DI",
        Dc = "http://www.omg.org/spec/DD/20100524/DC", Way = "http://www.omg.org/spec/DD/20100524/DI", Own = "urn:jalon:procedure:1";

    /// <summary>The procedures that posts go through, in their order, and how they are called.</summary>
    public static IReadOnlyList<(string Id, string Name)> Procedures { get; } =
        [.. ((string[])["publication", "selection", "interview", "finalisation", "onboarding"]).Select(id => (id, (string?)Process(Read(id)).Attribute("name") ?? id))];

    /// <summary>The steps of the case that a procedure's tasks hold.</summary>
    public static IReadOnlySet<string> StepsOf(string id) => Process(Read(id)).Elements().Where(element => element.Name.LocalName is "userTask").Select(StepName).ToHashSet();

    public static HeatMap Of(string id, IReadOnlyDictionary<string, StepHeat> steps, HeatMeasure measure)
    {
        var file = Read(id);
        var process = Process(file);
        var elements = process.Elements().Where(element => element.Attribute("id") is not null).ToDictionary(element => element.Attribute("id")!.Value);
        var (boxes, signs) = (new List<HeatBox>(), new List<HeatSign>());
        foreach (var shape in file.Descendants(Di + "BPMNShape"))
        {
            if (!elements.TryGetValue((string?)shape.Attribute("bpmnElement") ?? "", out var element) || shape.Element(Dc + "Bounds") is not { } bounds) continue;
            if (element.Name.LocalName.EndsWith("Task", StringComparison.Ordinal) || element.Name.LocalName == "callActivity") boxes.Add(Box(element, bounds, steps, measure));
            else signs.Add(new HeatSign(N(bounds, "x") + (N(bounds, "width") / 2), N(bounds, "y") + (N(bounds, "height") / 2), N(bounds, "width") / 2, element.Name.LocalName.EndsWith("Event", StringComparison.Ordinal), element.Name.LocalName == "endEvent"));
        }

        var edges = file.Descendants(Di + "BPMNEdge").Select(edge => "M" + string.Join('L', edge.Elements(Way + "waypoint").Select(point => $"{Plot.N(N(point, "x"))} {Plot.N(N(point, "y"))}"))).ToList();
        var (left, top) = (boxes.Min(box => box.X) - 60, boxes.Min(box => box.Y) - 30);
        var (right, bottom) = (boxes.Max(box => box.X + box.Width) + 60, boxes.Max(box => box.Y + box.Height) + 30);
        return new HeatMap(id, (string?)process.Attribute("name") ?? id, left, top, right - left, bottom - top, boxes, signs, edges);
    }

    private static HeatBox Box(XElement element, XElement bounds, IReadOnlyDictionary<string, StepHeat> steps, HeatMeasure measure)
    {
        var known = element.Name.LocalName == "userTask" ? steps.GetValueOrDefault(StepName(element)) : null;
        return new HeatBox(N(bounds, "x"), N(bounds, "y"), N(bounds, "width"), N(bounds, "height"), Wrap((string?)element.Attribute("name") ?? ""), known?.Said(measure),
            known is null ? null : $"{known.Open} en attente", known?.Class(measure));
    }

    /// <summary>A task says which step of the case it is where that is not its target's name.</summary>
    private static string StepName(XElement task) => (string?)task.Attribute(Own + "step") ?? (string?)task.Attribute(Own + "target") ?? (string?)task.Attribute("id") ?? "";

    private static List<string> Wrap(string name)
    {
        var lines = new List<string>();
        foreach (var word in name.Split(' '))
        {
            if (lines is [.., var last] && last.Length + word.Length < MostOnLine) lines[^1] = $"{last} {word}";
            else lines.Add(word);
        }

        return lines;
    }

    private static XElement Process(XDocument file) => file.Root!.Element(Bpmn + "process")!;

    private static XDocument Read(string id)
    {
        using var stream = new MemoryStream(Library.Open($"{id}.bpmn").ToArray());
        return XDocument.Load(stream);
    }

    private static double N(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
