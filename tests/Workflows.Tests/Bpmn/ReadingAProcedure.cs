using System.Text;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Tests.Bpmn;

public sealed class ReadingAProcedure
{
    /// <summary>As Camunda Modeler saves it: a pool, a diagram, attributes of its own, a Windows end of line here and there.</summary>
    private const string Saved = """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:jalon="urn:jalon:procedure:1" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.40.0" modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.23.0">
          <bpmn:collaboration id="Collaboration_1">
            <bpmn:participant id="Participant_1" name="Service" processRef="Process_1" />
            <bpmn:textAnnotation id="TextAnnotation_1"><bpmn:text>Une remarque</bpmn:text></bpmn:textAnnotation>
          </bpmn:collaboration>
          <bpmn:message id="Message_1" name="Diplôme reçu" jalon:facts="DocumentReceived[type=Diploma]" />
          <bpmn:process id="Process_1" name="Vérifier" isExecutable="true" camunda:historyTimeToLive="180" jalon:case="application">
            <bpmn:documentation>Pour essai</bpmn:documentation>
            <bpmn:laneSet id="LaneSet_1">
              <bpmn:lane id="Lane_1" name="Recrutement" jalon:holder="Recruiter"><bpmn:flowNodeRef>Start_1</bpmn:flowNodeRef><bpmn:flowNodeRef>Activity_1</bpmn:flowNodeRef></bpmn:lane>
              <bpmn:lane id="Lane_2" name="Candidat" jalon:holder="Candidate"><bpmn:flowNodeRef>Activity_2</bpmn:flowNodeRef></bpmn:lane>
            </bpmn:laneSet>
            <bpmn:startEvent id="Start_1"><bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:startEvent>
            <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_1" targetRef="Activity_1" />
            <bpmn:userTask id="Activity_1" name="Vérifier" camunda:assignee="demo" jalon:target="admissibility"><bpmn:extensionElements><camunda:formData /></bpmn:extensionElements><bpmn:incoming>Flow_1</bpmn:incoming><bpmn:outgoing>Flow_2</bpmn:outgoing></bpmn:userTask>
            <bpmn:sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Activity_2" />
            <bpmn:userTask id="Activity_2" name="Compléter"><bpmn:incoming>Flow_2</bpmn:incoming><bpmn:outgoing>Flow_3</bpmn:outgoing></bpmn:userTask>
            <bpmn:sequenceFlow id="Flow_3" sourceRef="Activity_2" targetRef="Event_1" />
            <bpmn:intermediateCatchEvent id="Event_1"><bpmn:incoming>Flow_3</bpmn:incoming><bpmn:outgoing>Flow_4</bpmn:outgoing><bpmn:messageEventDefinition id="MessageEventDefinition_1" messageRef="Message_1" /></bpmn:intermediateCatchEvent>
            <bpmn:sequenceFlow id="Flow_4" sourceRef="Event_1" targetRef="End_1" />
            <bpmn:endEvent id="End_1"><bpmn:incoming>Flow_4</bpmn:incoming></bpmn:endEvent>
          </bpmn:process>
          <bpmndi:BPMNDiagram id="BPMNDiagram_1"><bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Collaboration_1"><bpmndi:BPMNShape id="Start_di" bpmnElement="Start_1"><dc:Bounds x="152" y="82" width="36" height="36" /></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
        </bpmn:definitions>

        """;

    private static Procedure Read(string text) => Drawing.ReadText(text).Procedure ?? throw new InvalidOperationException(string.Join('\n', Drawing.ReadText(text).Problems));

    [Fact]
    public void A_file_of_an_editor_is_read_with_its_pool_its_diagram_and_its_own_attributes()
    {
        var procedure = Read(Saved);
        Assert.Equal(("Process_1", "Vérifier", "application"), (procedure.Id, procedure.Head.Name, procedure.Case.Name));
        Assert.Equal(["Start_1", "Activity_1", "Activity_2", "Event_1", "End_1"], procedure.Elements.Select(element => element.Id));
    }

    [Fact]
    public void Lanes_say_who_has_the_ball_and_whose_time_passes()
    {
        var (first, second) = ((UserTask)Read(Saved)["Activity_1"], (UserTask)Read(Saved)["Activity_2"]);
        Assert.Equal(("Recruiter", TimeKind.Administration, "admissibility"), (first.Holder, first.Kind, first.Target));
        Assert.Equal(("Candidate", TimeKind.Candidate, (string?)null), (second.Holder, second.Kind, second.Target));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Export_gives_the_same_bytes_back(string endOfLine)
    {
        var bytes = Encoding.UTF8.GetBytes(Saved.ReplaceLineEndings(endOfLine));
        Assert.Equal(bytes, ProcedureReader.Read(bytes, Rules.Default).Procedure!.File.ToArray());
    }

    [Fact]
    public void Other_encodings_are_read()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Saved.Replace("UTF-8", "UTF-16", StringComparison.Ordinal))).ToArray();
        Assert.Equal("Compléter", ProcedureReader.Read(utf16, Rules.Default).Procedure!["Activity_2"].Said);
    }

    [Fact]
    public void The_version_follows_from_the_content()
    {
        Assert.Equal(Read(Saved).Version, Read(Saved).Version);
        Assert.NotEqual(Read(Saved).Version, Read(Saved.Replace("Pour essai", "Pour voir", StringComparison.Ordinal)).Version);
    }

    [Fact]
    public void Every_problem_of_a_file_is_told_at_once()
    {
        var text = Saved.Replace("jalon:target=\"admissibility\"", "jalon:target=\"rien\"", StringComparison.Ordinal).Replace("type=Diploma", "type=Diplome", StringComparison.Ordinal);
        Assert.Equal(["Activity_1", "Event_1"], Drawing.ReadText(text).Problems.Select(problem => problem.ElementId));
    }

    [Theory]
    [InlineData("P2M", 2, 0, 0)]
    [InlineData("P1Y6M", 18, 0, 0)]
    [InlineData("P2W", 0, 14, 0)]
    [InlineData("P1DT2H", 0, 1, 2)]
    public void Durations_are_read_as_ISO_8601_writes_them(string text, int months, int days, int hours) => Assert.Equal(new Duration(months, days, TimeSpan.FromHours(hours)), Duration.Parse(text));

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P0D")]
    [InlineData("P99999D")]
    [InlineData("-P1D")]
    [InlineData("P1.5D")]
    [InlineData("2 mois")]
    public void What_is_no_duration_is_none(string text) => Assert.Null(Duration.Parse(text));
}
