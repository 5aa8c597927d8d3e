using System.Globalization;
using System.Text;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Tests;

/// <summary>A diagram drawn by a test, written as an editor writes it.</summary>
internal sealed class Drawing(string caseKind = "application", string of = "", string id = "essai")
{
    private const string Head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:jalon="urn:jalon:procedure:1" id="d" targetNamespace="http://bpmn.io/schema/bpmn">

        """;

    private readonly StringBuilder body = new();
    private readonly StringBuilder messages = new();
    private int flows;

    public Drawing Raw(string xml)
    {
        body.AppendLine(xml);
        return this;
    }

    public Drawing Element(string kind, string id, string attributes = "", string inside = "") => Raw($"""<bpmn:{kind} id="{id}" name="Élément {id}" {attributes}>{inside}</bpmn:{kind}>""");

    public Drawing Start(string inside = "") => Element("startEvent", "start", inside: inside);

    public Drawing End(string id = "end", bool terminates = false) => Element("endEvent", id, inside: terminates ? "<bpmn:terminateEventDefinition />" : "");

    public Drawing Task(string id, string attributes = "", string inside = "") => Element("userTask", id, attributes.Contains("holder", StringComparison.Ordinal) ? attributes : $"""jalon:holder="Recruiter" {attributes}""", inside);

    public Drawing Message(string id, string facts)
    {
        messages.AppendLine(CultureInfo.InvariantCulture, $"""<bpmn:message id="{id}" name="Message {id}" jalon:facts="{facts}" />""");
        return this;
    }

    public static string On(string message) => $"""<bpmn:messageEventDefinition messageRef="{message}" />""";

    public static string After(string duration) => $"<bpmn:timerEventDefinition><bpmn:timeDuration>{duration}</bpmn:timeDuration></bpmn:timerEventDefinition>";

    public static string At(string date) => $"<bpmn:timerEventDefinition><bpmn:timeDate>{date}</bpmn:timeDate></bpmn:timerEventDefinition>";

    public Drawing Catch(string id, string inside, string attributes = "") => Element("intermediateCatchEvent", id, attributes, inside);

    public Drawing Boundary(string id, string host, string inside, bool interrupting = true, string attributes = "") =>
        Element("boundaryEvent", id, $"""attachedToRef="{host}" cancelActivity="{(interrupting ? "true" : "false")}" {attributes}""", inside);

    public Drawing Flow(string from, string to, string? condition = null, string? id = null)
    {
        var inside = condition is null ? "" : $"""<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{System.Security.SecurityElement.Escape(condition)}</bpmn:conditionExpression>""";
        return Raw($"""<bpmn:sequenceFlow id="{id ?? $"f{++flows}"}" sourceRef="{from}" targetRef="{to}">{inside}</bpmn:sequenceFlow>""");
    }

    public Drawing Path(params string[] ids)
    {
        foreach (var (from, to) in ids.Zip(ids.Skip(1))) Flow(from, to);
        return this;
    }

    public string Text => $"""{Head}{messages}<bpmn:process id="{id}" name="Essai" isExecutable="true" jalon:case="{caseKind}" {of}>{"\n"}{body}</bpmn:process></bpmn:definitions>""";

    public Reading Read() => ReadText(Text);

    public static Reading ReadText(string text) => ProcedureReader.Read(Encoding.UTF8.GetBytes(text), Rules.Default);

    public Procedure Procedure
    {
        get
        {
            var reading = Read();
            Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems.Select(problem => problem.Sentence)));
            return reading.Procedure!;
        }
    }

    /// <summary>The sentences of a file that is refused.</summary>
    public string Refused()
    {
        var reading = Read();
        Assert.Null(reading.Procedure);
        return string.Join('\n', reading.Problems.Select(problem => problem.Sentence.Replace(French.Nbsp, " ", StringComparison.Ordinal)));
    }
}
