using System.Security.Cryptography;
using System.Xml.Linq;
using Jalon.Grains;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Expressions;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>
/// Reads a procedure from a standard <c>.bpmn</c> file (OMG, BPMN 2.0.2), as bpmn-js and Camunda Modeler write them, and refuses at once whatever the engine could
/// not run to its end. The subset, and what each of our attributes means, is in docs/adr/0006.
/// </summary>
public sealed class ProcedureReader
{
    internal static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private const int MostElements = 300;

    private static readonly string[] OfDefinitions = ["process", "collaboration", "message", "extensionElements", "documentation"];
    private static readonly string[] OfCollaboration = ["participant", "messageFlow", "textAnnotation", "association", "group", "extensionElements", "documentation"];
    private static readonly string[] Drawn = ["textAnnotation", "association", "group", "extensionElements", "documentation"];

    private readonly List<Problem> problems = [];
    private readonly XElement root;
    private readonly Rules rules;

    private ProcedureReader(XElement root, Rules rules) => (this.root, this.rules) = (root, rules);

    /// <summary>The procedure, or every reason why the file is refused, in French.</summary>
    public static Reading Read(ReadOnlyMemory<byte> file, Rules rules)
    {
        var (document, problem) = SafeXml.Load(file);
        if (document?.Root is not { } root) return new(null, [new(null, problem ?? "Ce fichier est vide.")]);
        if (root.Name != Bpmn + "definitions") return new(null, [new(null, "Ce fichier n’est pas un diagramme BPMN 2.0 : sa racine devrait être « bpmn:definitions ».")]);
        var reader = new ProcedureReader(root, rules);
        var procedure = reader.Whole(file);
        return reader.problems.Count > 0 ? new(null, reader.problems) : new(procedure, []);
    }

    private Procedure? Whole(ReadOnlyMemory<byte> file)
    {
        RefuseUnknown(root, OfDefinitions);
        foreach (var collaboration in root.Elements(Bpmn + "collaboration")) RefuseUnknown(collaboration, OfCollaboration);
        var processes = root.Elements(Bpmn + "process").ToList();
        if (processes.Count != 1) problems.Add(new(null, $"Un fichier contient une procédure et une seule : celui-ci en contient {processes.Count}."));
        RefuseSameIds();
        if (problems.Count > 0 || Head(processes[0]) is not { } head) return null;
        var lanes = LanesOf(processes[0], head.Case).ToList();
        var elements = ElementsOf(processes[0], head.Case, lanes).ToList();
        var flows = FlowsOf(processes[0]).ToList();
        if (problems.Count > 0) return null;
        problems.AddRange(Soundness.Problems(elements, flows));
        if (problems.Count > 0) return null;
        var procedure = new Procedure(head, elements, flows, lanes, file)
        {
            Version = Convert.ToHexStringLower(SHA256.HashData(file.Span)[..8]),
            Side = Blocks.SideOf(elements, flows),
        };
        problems.AddRange(NameChecks.Problems(procedure));
        return procedure;
    }

    private ProcedureHead? Head(XElement process)
    {
        var own = new Own(process, problems);
        if (own.Id.Length == 0) problems.Add(new(null, "La procédure n’a pas d’identifiant."));
        if (own.Text("case") is not { } name || !CaseKinds.All.TryGetValue(name, out var kind))
        {
            own.Refuse($"indiquez sur quel dossier elle s’exécute : jalon:case, parmi {string.Join(", ", CaseKinds.All.Keys)}.");
            return null;
        }

        var ends = own.Text("cancelledBy") is null ? [.. kind.Outcomes.Select(outcome => outcome.Name)] : own.WordsOf("cancelledBy", kind.Outcomes.Select(outcome => outcome.Name));
        var inputs = own.Pairs("inputs", ':').Select(pair => (pair.Key, Type: TypeNamed(own, pair.Value))).ToList();
        foreach (var input in inputs.Where(input => kind.Names.Any(known => known.Name == input.Key))) own.Refuse($"inputs ne peut pas nommer {Quoted(input.Key)} : le dossier a déjà cette donnée.");
        var head = new ProcedureHead(own.Id, own.Said, kind, [.. kind.Outcomes.Where(outcome => ends.Contains(outcome.Name))],
            [.. inputs.Select(input => new Named(input.Key, input.Type))], own.Pairs("outputs"))
        { Documentation = ((string?)process.Element(Bpmn + "documentation"))?.Trim() ?? "" };
        own.WordsOf("validIn", kind.Stages);
        own.RefuseOthers();
        return head;
    }

    private static NameType TypeNamed(Own own, string word)
    {
        if (Enum.TryParse<NameType>(word, ignoreCase: true, out var type)) return type;
        own.Refuse($"inputs ne connaît pas le type {Quoted(word)}. Types possibles : flag, number, text, day.");
        return NameType.Text;
    }

    private IEnumerable<Lane> LanesOf(XElement process, CaseKind kind)
    {
        foreach (var lane in process.Elements(Bpmn + "laneSet").Elements(Bpmn + "lane"))
        {
            RefuseUnknown(lane, ["flowNodeRef", "documentation", "extensionElements"]);
            var own = new Own(lane, problems);
            var holder = own.WordOf("holder", kind.Holders.Keys);
            own.RefuseOthers();
            yield return new Lane(own.Id, (string?)lane.Attribute("name"), holder, lane.Elements(Bpmn + "flowNodeRef").Select(reference => reference.Value.Trim()).ToHashSet());
        }
    }

    private IEnumerable<Element> ElementsOf(XElement process, CaseKind kind, IReadOnlyList<Lane> lanes)
    {
        var reader = new ElementReader(new Vocabulary(kind, rules), kind, lanes, root, new Own(process, problems).Words("validIn"), problems);
        var nodes = process.Elements().Where(node => node.Name.Namespace == Bpmn && node.Name.LocalName is not ("laneSet" or "sequenceFlow") && !Drawn.Contains(node.Name.LocalName)).ToList();
        if (nodes.Count > MostElements) problems.Add(new(null, $"Ce diagramme a {nodes.Count} éléments : {MostElements} au plus."));
        return nodes.Count > MostElements ? [] : nodes.Select(reader.Read).OfType<Element>();
    }

    private IEnumerable<Flow> FlowsOf(XElement process)
    {
        var ids = process.Elements().Where(node => node.Name.LocalName is not ("sequenceFlow" or "laneSet") && !Drawn.Contains(node.Name.LocalName)).Select(node => (string?)node.Attribute("id")).ToHashSet();
        foreach (var flow in process.Elements(Bpmn + "sequenceFlow"))
        {
            var own = new Own(flow, problems);
            var (from, to) = ((string?)flow.Attribute("sourceRef"), (string?)flow.Attribute("targetRef"));
            if (own.Id.Length == 0) problems.Add(new(null, $"Le flux de {Quoted(from ?? "?")} à {Quoted(to ?? "?")} n’a pas d’identifiant."));
            if (from is null || !ids.Contains(from)) own.Refuse("ce flux ne part de rien. Reliez-le, ou supprimez-le.");
            if (to is null || !ids.Contains(to)) own.Refuse("ce flux ne mène nulle part. Reliez-le, ou supprimez-le.");
            own.RefuseOthers();
            yield return new Flow(own.Id, (string?)flow.Attribute("name"), from ?? "", to ?? "", ConditionOf(flow, own));
        }
    }

    private static Expression? ConditionOf(XElement flow, Own own)
    {
        if (flow.Element(Bpmn + "conditionExpression") is not { } condition) return null;
        var (expression, problem) = ExpressionParser.Parse(condition.Value);
        if (problem is not null) own.Refuse($"la condition {Quoted(condition.Value.Trim())} ne se lit pas : {problem}.");
        return expression;
    }

    private void RefuseUnknown(XElement parent, IReadOnlyCollection<string> known)
    {
        foreach (var child in parent.Elements().Where(child => child.Name.Namespace == Bpmn && !known.Contains(child.Name.LocalName)))
            new Own(child, problems).Refuse($"l’élément {Quoted(child.Name.LocalName)} ne fait pas partie de ce que Jalon exécute.");
    }

    private void RefuseSameIds()
    {
        var ids = root.Descendants().Where(node => node.Name.Namespace == Bpmn).Attributes("id").Select(id => id.Value);
        foreach (var same in ids.GroupBy(id => id).Where(group => group.Count() > 1)) problems.Add(new(same.Key, $"Deux éléments portent l’identifiant {Quoted(same.Key)}."));
    }
}
