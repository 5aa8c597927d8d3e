using System.Xml.Linq;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Expressions;

using static Jalon.Workflows.Bpmn.Sentences;

namespace Jalon.Workflows.Bpmn;

/// <summary>What an event of the file waits for: a message or an instant.</summary>
internal sealed class AwaitedReader(Vocabulary vocabulary, CaseKind kind, XElement root)
{
    public static IEnumerable<XElement> Definitions(XElement node) =>
        node.Elements().Where(child => child.Name.Namespace == ProcedureReader.Bpmn && child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal));

    /// <summary>The message that starts a procedure, null for a plain start.</summary>
    public Message? Start(XElement node, Own own)
    {
        if (Definitions(node).FirstOrDefault() is not { } definition) return null;
        if (definition.Name.LocalName == "messageEventDefinition") return MessageNamed((string?)definition.Attribute("messageRef"), own);
        own.Refuse("une procédure commence d’elle-même ou par un message : les autres départs ne sont pas exécutés.");
        return null;
    }

    public Awaited? Of(XElement node, Own own)
    {
        var definitions = Definitions(node).ToList();
        switch (definitions)
        {
            case [{ Name.LocalName: "messageEventDefinition" } message]: return MessageNamed((string?)message.Attribute("messageRef"), own);
            case [{ Name.LocalName: "timerEventDefinition" } timer]: return TimerOf(timer, own);
            default:
                own.Refuse("un événement attend un message ou une date, un seul : les autres événements ne sont pas exécutés.");
                return null;
        }
    }

    public Message? MessageNamed(string? id, Own own)
    {
        if (id is null || root.Elements(ProcedureReader.Bpmn + "message").FirstOrDefault(message => (string?)message.Attribute("id") == id) is not { } found)
        {
            own.Refuse("le message attendu n’est pas défini dans le fichier.");
            return null;
        }

        var (facts, name) = ((string?)found.Attribute(Own.Namespace + "facts"), (string?)found.Attribute("name") ?? id);
        if (facts is null || Pattern.List(facts) is not { } patterns)
        {
            own.Refuse($"le message {Quoted(name)} ne dit pas quels faits du dossier l’apportent : indiquez jalon:facts.");
            return null;
        }

        vocabulary.CheckFacts(own, $"le message {Quoted(name)}", patterns);
        return new Message(id, name, patterns);
    }

    private Timer? TimerOf(XElement definition, Own own)
    {
        if (definition.Element(ProcedureReader.Bpmn + "timeCycle") is not null)
        {
            own.Refuse("un minuteur qui se répète n’est pas exécuté : dessinez une boucle.");
            return null;
        }

        var day = definition.Element(ProcedureReader.Bpmn + "timeDate")?.Value.Trim().TrimStart('=').Trim();
        var duration = DurationOf(definition, own);
        var (rule, from, before) = (own.Text("rule"), own.Text("from"), own.WordsOf("count", ["after", "before"]) is ["before"]);
        if (rule is not null) vocabulary.CheckDuration(own, rule);
        if (day is null == (duration is null && rule is null)) own.Refuse("dites quand une fois : une durée (timeDuration ou jalon:rule), ou une date du dossier (timeDate).");
        if (before && (from is null || (rule is null && duration is not { Days: > 0, Months: 0 }))) own.Refuse("un compte à rebours part d’une date du dossier (jalon:from) et se compte en jours.");
        foreach (var name in new[] { day, from }.OfType<string>().Where(name => !kind.Names.Contains(CaseKind.Day(name))))
            own.Refuse($"le dossier n’a pas de date nommée {Quoted(name)}. Dates possibles : {string.Join(", ", kind.Names.Where(known => known.Type == NameType.Day).Select(known => known.Name))}.");
        return new Timer(duration, rule, day, from, before);
    }

    private static Duration? DurationOf(XElement definition, Own own)
    {
        if (definition.Element(ProcedureReader.Bpmn + "timeDuration") is not { } written) return null;
        var duration = Duration.Parse(written.Value);
        if (duration is null) own.Refuse($"la durée {Quoted(written.Value.Trim())} ne se lit pas. Écrivez par exemple P2M, P10D ou PT1H.");
        return duration;
    }
}
