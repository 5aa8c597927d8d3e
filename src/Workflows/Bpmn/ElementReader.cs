using System.Xml.Linq;
using Jalon.Grains;
using Jalon.Workflows.Cases;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>One element of the file: what it is, what our attributes say of it.</summary>
internal sealed class ElementReader(Vocabulary vocabulary, CaseKind kind, IReadOnlyList<Lane> lanes, XElement root, IReadOnlyList<string> validIn, List<Problem> problems)
{
    private static readonly string[] Common = ["incoming", "outgoing", "documentation", "extensionElements", "multiInstanceLoopCharacteristics"];

    private readonly AwaitedReader awaited = new(vocabulary, kind, root);

    /// <summary>Null when it is refused.</summary>
    public Element? Read(XElement node)
    {
        var own = new Own(node, problems);
        if (own.Id.Length == 0)
        {
            problems.Add(new(null, $"Un élément {Quoted(node.Name.LocalName)} n’a pas d’identifiant."));
            return null;
        }

        var element = Named(node, own);
        if (element is null) return null;
        var stages = own.WordsOf("validIn", kind.Stages);
        var entries = own.WordsOf("entry", kind.Stages);
        RefuseChildren(node, own);
        own.RefuseOthers();
        return element with { Lane = LaneOf(own.Id)?.Id, ValidIn = stages.Count > 0 ? stages : validIn, Entries = entries };
    }

    private Lane? LaneOf(string id) => lanes.FirstOrDefault(lane => lane.Elements.Contains(id));

    private Element? Named(XElement node, Own own)
    {
        var name = (string?)node.Attribute("name");
        switch (node.Name.LocalName)
        {
            case "startEvent": return new StartEvent(own.Id, name, awaited.Start(node, own));
            case "endEvent": return new EndEvent(own.Id, name, Ends(node, own));
            case "userTask": return Task(node, own, name);
            case "serviceTask": return Service(own, name);
            case "sendTask": return new SendTask(own.Id, name, Needed(own, "template"), Needed(own, "audience"));
            case "receiveTask": return awaited.MessageNamed((string?)node.Attribute("messageRef"), own) is { } message ? new ReceiveTask(own.Id, name, message) : null;
            case "callActivity": return new CallActivity(own.Id, name, Called(node, own), own.Pairs("inputs"), own.Words("outputs"));
            case "exclusiveGateway": return new ExclusiveGateway(own.Id, name, (string?)node.Attribute("default"));
            case "parallelGateway": return new ParallelGateway(own.Id, name);
            case "eventBasedGateway": return Race(node, own, name);
            case "intermediateCatchEvent": return awaited.Of(node, own) is { } what ? new CatchEvent(own.Id, name, what) : null;
            case "boundaryEvent":
                return awaited.Of(node, own) is { } on ? new BoundaryEvent(own.Id, name, (string?)node.Attribute("attachedToRef") ?? "", (string?)node.Attribute("cancelActivity") != "false", on) : null;
            default:
                own.Refuse($"l’élément {Quoted(node.Name.LocalName)} ne fait pas partie de ce que Jalon exécute.{Instead(node.Name.LocalName)}");
                return null;
        }
    }

    private static string Instead(string kind) => kind switch
    {
        "task" or "manualTask" => " Choisissez une tâche utilisateur.",
        "scriptTask" or "businessRuleTask" => " Aucun code n’est exécuté : choisissez une tâche de service et sa commande.",
        "subProcess" or "transaction" or "adHocSubProcess" => " Faites-en une procédure à part, appelée par une activité d’appel.",
        "inclusiveGateway" or "complexGateway" => " Choisissez une passerelle exclusive ou parallèle.",
        "intermediateThrowEvent" => " Choisissez une tâche d’envoi.",
        _ => "",
    };

    private UserTask Task(XElement node, Own own, string? name)
    {
        var holder = own.WordOf("holder", kind.Holders.Keys) ?? LaneOf(own.Id)?.Holder;
        if (holder is null) own.Refuse("personne n’a la main : dessinez la tâche dans un couloir dont jalon:holder dit qui, ou indiquez jalon:holder.");
        var time = Enum.TryParse<TimeKind>(own.WordOf("time", Enum.GetNames<TimeKind>()), out var said) ? said : kind.Holders.GetValueOrDefault(holder ?? "");
        var each = Each(node, own);
        var task = new UserTask(own.Id, name, holder ?? "", time, own.Text("target"))
        {
            Form = own.Text("form"),
            LegalRule = own.Text("rule"),
            Command = Command(own),
            CompletedBy = own.Patterns("completedBy"),
            Answers = own.Words("answers"),
            Each = each,
            Step = own.Text("step"),
        };
        vocabulary.CheckFacts(own, "completedBy", task.CompletedBy, perItem: each is not null);
        if (task.Command is { } command) vocabulary.CheckCommand(own, command, complete: false);
        vocabulary.CheckRule(own, task.LegalRule);
        vocabulary.CheckRule(own, task.Target is { } target ? $"target.{target}" : null);
        RefuseContradictions(task, own);
        return task;
    }

    private void RefuseContradictions(UserTask task, Own own)
    {
        if (task.Command is not null && task.CompletedBy.Count == 0) own.Refuse("elle envoie une commande mais aucun fait ne la termine : indiquez jalon:completedBy.");
        if (task is { CompletedBy.Count: > 0, Answers.Count: > 0 })
            own.Refuse("elle se termine par un fait du dossier, elle ne peut donc pas avoir de réponses : retirez jalon:answers ou jalon:completedBy.");
        if (task is { Each: not null, Answers.Count: > 0 }) own.Refuse("une tâche faite pour chaque élément d’une liste n’a pas de réponses.");
        if (task.Each is not null && task.CompletedBy.Any(pattern => !pattern.IsPerItem))
            own.Refuse("elle est faite pour chaque élément d’une liste : dans jalon:completedBy, un champ doit valoir {item}.");
        if (task.Step is { } step && (!kind.TakesSteps || step.Length > 60 || !step.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
            own.Refuse("jalon:step ne convient pas : un nom en minuscules, chiffres et tirets, sur une candidature.");
    }

    private EachOf? Each(XElement node, Own own)
    {
        if (node.Element(ProcedureReader.Bpmn + "multiInstanceLoopCharacteristics") is not { } loop) return null;
        var of = new Own(loop, problems);
        if ((string?)loop.Attribute("isSequential") == "true") own.Refuse("elle se répète élément après élément : seule la répétition en parallèle est exécutée.");
        if (loop.Elements().Any(child => child.Name.Namespace == ProcedureReader.Bpmn && child.Name.LocalName is not ("extensionElements" or "documentation")))
            own.Refuse("sa répétition porte des réglages que Jalon n’exécute pas : indiquez seulement jalon:collection, et jalon:atLeast au besoin.");
        var collection = of.WordsOf("collection", kind.Lists);
        if (collection.Count != 1) own.Refuse($"elle se répète sur une liste du dossier : jalon:collection, parmi {string.Join(", ", kind.Lists)}.");
        int? atLeast = null;
        if (of.Text("atLeast") is { } text)
        {
            if (int.TryParse(text, out var number) && number is >= 1 and <= 100) atLeast = number;
            else own.Refuse("jalon:atLeast est un nombre entre 1 et 100.");
        }

        of.RefuseOthers();
        return new EachOf(collection.Count == 1 ? collection[0] : "", atLeast);
    }

    private static Pattern? Command(Own own)
    {
        if (own.Text("command") is not { } text) return null;
        if (Pattern.One(text) is { } command) return command;
        own.Refuse("la commande ne se lit pas. Écrivez son nom, avec ses champs : InformPerson[what=News].");
        return null;
    }

    private ServiceTask? Service(Own own, string? name)
    {
        if (own.Text("command") is null) own.Refuse("une tâche de service envoie une commande au dossier : indiquez jalon:command.");
        if (Command(own) is not { } command) return null;
        vocabulary.CheckCommand(own, command, complete: true);
        return new ServiceTask(own.Id, name, command);
    }

    private static string Needed(Own own, string attribute)
    {
        if (own.Text(attribute) is { } text) return text;
        own.Refuse($"indiquez jalon:{attribute}.");
        return "";
    }

    private static string Called(XElement node, Own own)
    {
        if ((string?)node.Attribute("calledElement") is { Length: > 0 } called) return called;
        own.Refuse("elle n’appelle aucune procédure : indiquez laquelle (calledElement).");
        return "";
    }

    private static EventGateway Race(XElement node, Own own, string? name)
    {
        if ((string?)node.Attribute("instantiate") == "true" || (string?)node.Attribute("eventGatewayType") == "Parallel") own.Refuse("cette forme de passerelle à événements n’est pas exécutée.");
        return new EventGateway(own.Id, name);
    }

    private static bool Ends(XElement node, Own own)
    {
        var definitions = AwaitedReader.Definitions(node).ToList();
        if (definitions.Any(definition => definition.Name.LocalName != "terminateEventDefinition")) own.Refuse("une fin est simple, ou arrête tout : les autres fins ne sont pas exécutées.");
        return definitions.Count > 0;
    }

    private static void RefuseChildren(XElement node, Own own)
    {
        var isEvent = node.Name.LocalName.EndsWith("Event", StringComparison.Ordinal);
        foreach (var child in node.Elements().Where(child => child.Name.Namespace == ProcedureReader.Bpmn))
        {
            if (child.Name.LocalName == "multiInstanceLoopCharacteristics" ? node.Name.LocalName != "userTask"
                : !Common.Contains(child.Name.LocalName) && !(isEvent && child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)))
                own.Refuse($"l’élément {Quoted(child.Name.LocalName)} ne fait pas partie de ce que Jalon exécute.");
        }
    }
}
