namespace Jalon.Workflows.Tests.Bpmn;

/// <summary>What the engine could not run to its end is refused when the file is read, with the name of the element.</summary>
public sealed class RefusingADiagram
{
    private static Drawing Around(Action<Drawing> middle)
    {
        var drawing = new Drawing().Start().End();
        middle(drawing);
        return drawing;
    }

    private static void Refuses(string sentence, Drawing drawing) => Assert.Contains(sentence, drawing.Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("scriptTask", "« Élément x » : l’élément « scriptTask » ne fait pas partie de ce que Jalon exécute. Aucun code n’est exécuté")]
    [InlineData("task", "Choisissez une tâche utilisateur.")]
    [InlineData("subProcess", "Faites-en une procédure à part")]
    [InlineData("inclusiveGateway", "Choisissez une passerelle exclusive ou parallèle.")]
    [InlineData("intermediateThrowEvent", "Choisissez une tâche d’envoi.")]
    [InlineData("dataObjectReference", "ne fait pas partie de ce que Jalon exécute")]
    public void An_element_outside_the_subset(string kind, string sentence) => Refuses(sentence, Around(all => all.Element(kind, "x").Path("start", "x", "end")));

    [Theory]
    [InlineData("<bpmn:standardLoopCharacteristics />", "« standardLoopCharacteristics »")]
    [InlineData("<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\" jalon:collection=\"assessors\" />", "seule la répétition en parallèle est exécutée")]
    [InlineData("<bpmn:multiInstanceLoopCharacteristics />", "jalon:collection, parmi assessors")]
    [InlineData("<bpmn:multiInstanceLoopCharacteristics jalon:collection=\"jurés\" />", "collection ne connaît pas « jurés »")]
    [InlineData("<bpmn:multiInstanceLoopCharacteristics jalon:collection=\"assessors\"><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>", "des réglages que Jalon n’exécute pas")]
    public void A_loop_outside_the_subset(string inside, string sentence) => Refuses(sentence, Around(all => all.Task("x", inside: inside).Path("start", "x", "end")));

    [Theory]
    [InlineData("<bpmn:signalEventDefinition />", "un événement attend un message ou une date")]
    [InlineData("<bpmn:timerEventDefinition><bpmn:timeCycle>R3/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>", "un minuteur qui se répète")]
    [InlineData("<bpmn:timerEventDefinition><bpmn:timeDuration>deux mois</bpmn:timeDuration></bpmn:timerEventDefinition>", "la durée « deux mois » ne se lit pas")]
    [InlineData("<bpmn:timerEventDefinition />", "dites quand une fois")]
    [InlineData("<bpmn:timerEventDefinition><bpmn:timeDate>naissance</bpmn:timeDate></bpmn:timerEventDefinition>", "le dossier n’a pas de date nommée « naissance »")]
    [InlineData("<bpmn:messageEventDefinition messageRef=\"absent\" />", "le message attendu n’est pas défini")]
    public void An_event_outside_the_subset(string inside, string sentence) => Refuses(sentence, Around(all => all.Catch("x", inside).Path("start", "x", "end")));

    [Fact]
    public void A_dangling_flow()
    {
        Refuses("« perdu » : ce flux ne mène nulle part", Around(all => all.Task("x").Path("start", "x", "end").Raw("""<bpmn:sequenceFlow id="perdu" sourceRef="x" />""")));
        Refuses("« perdu » : ce flux ne part de rien", Around(all => all.Task("x").Path("start", "x", "end").Raw("""<bpmn:sequenceFlow id="perdu" sourceRef="absent" targetRef="x" />""")));
        Refuses("La tâche « Élément y » : aucun flux n’en part", Around(all => all.Task("x").Task("y").Path("start", "x", "end")));
    }

    [Fact]
    public void An_unreachable_task() => Refuses("La tâche « Élément y » : rien n’y mène depuis le départ.", Around(all => all.Task("x").Task("y").Path("start", "x", "end").Path("y", "end")));

    [Fact]
    public void A_circle_without_a_way_out() =>
        Refuses("La tâche « Élément y » : de là, aucune fin ne peut être atteinte.", Around(all => all.Element("exclusiveGateway", "g", "default=\"d\"").Task("y").Path("start", "g").Flow("g", "end", id: "d")
            .Flow("g", "y", "late").Path("y", "y")));

    [Fact]
    public void An_unknown_name_in_a_condition() =>
        Refuses("La passerelle « Élément g » : la condition du flux « f2 » ne va pas, le dossier n’a pas de donnée nommée « age ».", Around(all => all.Element("exclusiveGateway", "g", "default=\"d\"").Task("y")
            .Path("start", "g").Flow("g", "end", id: "d").Flow("g", "y", "age > 50").Path("y", "end")));

    [Fact]
    public void A_gateway_that_may_not_know_where_to_go()
    {
        Refuses("doit porter une condition, ou être le flux par défaut", Around(all => all.Element("exclusiveGateway", "g").Task("y").Path("start", "g", "y", "end").Path("g", "end")));
        Refuses("son flux par défaut n’en part pas", Around(all => all.Element("exclusiveGateway", "g", "default=\"f1\"").Task("y").Path("start", "g").Flow("g", "y", "late").Flow("g", "end", "late").Path("y", "end")));
    }

    [Fact]
    public void Two_ways_out_of_a_task() => Refuses("La tâche « Élément x » : plusieurs flux en partent", Around(all => all.Task("x").Task("y").Path("start", "x", "end").Path("x", "y", "end")));

    [Fact]
    public void A_start_too_many_or_too_few()
    {
        Refuses("celle-ci en a 2", Around(all => all.Element("startEvent", "s2").Path("start", "end").Path("s2", "end")));
        Refuses("n’a pas de fin", new Drawing().Start().Task("x").Path("start", "x"));
    }

    [Theory]
    [InlineData("jalon:holder=\"Ministre\"", "holder ne connaît pas « Ministre »")]
    [InlineData("jalon:target=\"inventé\"", "la règle « target.inventé » n’existe pas")]
    [InlineData("jalon:rule=\"inventée\"", "la règle « inventée » n’existe pas")]
    [InlineData("jalon:completedBy=\"PersonneContente\"", "nomme le fait « PersonneContente », que ce dossier n’a pas")]
    [InlineData("jalon:completedBy=\"StageChanged[vers=Admissible]\"", "« StageChanged » n’a pas de champ « vers »")]
    [InlineData("jalon:completedBy=\"StageChanged[to=Recevable]\"", "le champ « to » de « StageChanged » ne vaut jamais « Recevable »")]
    [InlineData("jalon:completedBy=\"StageChanged[to=\"", "completedBy ne se lit pas")]
    [InlineData("jalon:completedBy=\"OpinionFiled[personId={item}]\"", "ne vaut jamais « {item} »")]
    [InlineData("jalon:command=\"Promouvoir\" jalon:completedBy=\"StageChanged\"", "la commande « Promouvoir » n’existe pas")]
    [InlineData("jalon:command=\"Move[to=Admissible]\"", "aucun fait ne la termine")]
    [InlineData("jalon:validIn=\"Recevable\"", "validIn ne connaît pas « Recevable »")]
    [InlineData("jalon:entry=\"Recevable\"", "entry ne connaît pas « Recevable »")]
    [InlineData("jalon:time=\"Jamais\"", "time ne connaît pas « Jamais »")]
    [InlineData("jalon:couleur=\"bleu\"", "l’attribut « jalon:couleur » n’existe pas ici")]
    [InlineData("jalon:answers=\"oui non\" jalon:completedBy=\"NoteAdded\"", "elle ne peut donc pas avoir de réponses")]
    [InlineData("jalon:step=\"Éthique\"", "jalon:step ne convient pas")]
    public void A_task_that_names_what_does_not_exist(string attributes, string sentence) => Refuses(sentence, Around(all => all.Task("x", attributes).Path("start", "x", "end")));

    [Theory]
    [InlineData("", "indiquez jalon:command")]
    [InlineData("jalon:command=\"Move\"", "la commande « Move » est incomplète (champ « to »)")]
    [InlineData("jalon:command=\"Move[to=Bientôt]\"", "le champ « to » de « Move » ne vaut jamais « Bientôt »")]
    public void A_command_nobody_can_complete(string attributes, string sentence) => Refuses(sentence, Around(all => all.Element("serviceTask", "x", attributes).Path("start", "x", "end")));

    [Fact]
    public void Somebody_must_have_the_ball() => Refuses("« Élément x » : personne n’a la main", Around(all => all.Element("userTask", "x").Path("start", "x", "end")));

    [Fact]
    public void A_kind_of_case_or_an_outcome_nobody_knows()
    {
        Refuses("indiquez sur quel dossier elle s’exécute : jalon:case, parmi vacancy, application, path", new Drawing("dossier").Start().End().Path("start", "end"));
        Refuses("cancelledBy ne connaît pas « Perdue »", new Drawing(of: "jalon:cancelledBy=\"Perdue\"").Start().End().Path("start", "end"));
    }

    [Fact]
    public void Two_elements_with_one_id() => Refuses("Deux éléments portent l’identifiant « x ».", Around(all => all.Task("x").Task("x").Path("start", "x", "end")));

    [Fact]
    public void Only_waits_follow_an_event_gateway() =>
        Refuses("seuls un événement d’attente ou une tâche de réception peuvent la suivre, et non la tâche « Élément x »", Around(all => all.Element("eventBasedGateway", "g").Task("x").Catch("c", Drawing.After("P1D"))
            .Path("start", "g", "x", "end").Path("g", "c", "end")));

    [Fact]
    public void A_boundary_event_is_attached_to_a_task() => Refuses("il n’est attaché à aucune tâche", Around(all => all.Task("x").Boundary("b", "absent", Drawing.After("P1D")).Path("start", "x", "end").Path("b", "end")));
}
