namespace Jalon.Workflows.Tests.Bpmn;

/// <summary>Each fork closes in its join, no loop enters or leaves a block: so that soundness is decided when the file is read.</summary>
public sealed class ClosingParallelBranches
{
    private static Drawing Fork() => new Drawing().Start().End().Element("parallelGateway", "fork").Element("parallelGateway", "join").Task("a").Task("b").Path("start", "fork", "a").Path("fork", "b");

    private static void Refuses(string sentence, Drawing drawing) => Assert.Contains(sentence, drawing.Refused(), StringComparison.Ordinal);

    [Fact]
    public void A_block_with_a_block_inside_is_taken() => Assert.NotNull(Fork().Element("parallelGateway", "fork2").Element("parallelGateway", "j2").Task("c").Task("d")
        .Path("a", "fork2", "c", "j2").Path("fork2", "d", "j2", "join").Path("b", "join", "end").Procedure);

    [Fact]
    public void A_loop_inside_one_branch_is_taken() => Assert.NotNull(Fork().Element("exclusiveGateway", "g", "default=\"on\"").Path("a", "g").Flow("g", "a", "late").Flow("g", "join", id: "on").Path("b", "join", "end").Procedure);

    [Fact]
    public void A_branch_that_stops_everything_is_taken() => Assert.NotNull(Fork().End("stop", terminates: true).Element("exclusiveGateway", "g", "default=\"on\"").Path("a", "g").Flow("g", "stop", "late")
        .Flow("g", "join", id: "on").Path("b", "join", "end").Procedure);

    [Fact]
    public void A_branch_that_ends_alone() => Refuses("La fin « Élément end » : elle est entre deux branches ouvertes par la passerelle « Élément fork »", new Drawing().Start().End().Element("parallelGateway", "fork")
        .Task("a").Task("b").Path("start", "fork", "a", "end").Path("fork", "b", "end"));

    [Fact]
    public void Branches_that_meet_without_closing() => Refuses("ses branches ne se referment pas toutes à la même passerelle parallèle", Fork().Task("c").Path("a", "c", "join").Path("b", "c").Flow("fork", "join").Path("join", "end"));

    [Fact]
    public void A_branch_that_goes_back_before_the_fork() => Refuses("une de ses branches y revient", new Drawing().Start().End().Element("exclusiveGateway", "again").Element("parallelGateway", "fork").Element("parallelGateway", "join")
        .Element("exclusiveGateway", "g", "default=\"on\"").Task("a").Task("b").Path("start", "again", "fork", "a", "g").Flow("g", "again", "late").Flow("g", "join", id: "on").Path("fork", "b", "join", "end"));

    [Fact]
    public void A_flow_that_enters_a_branch_from_outside() => Refuses("elle attend plusieurs branches, mais aucune passerelle parallèle ne les a ouvertes", new Drawing().Start().End().Element("exclusiveGateway", "g", "default=\"in\"").Element("parallelGateway", "fork")
        .Element("parallelGateway", "join").Task("a").Task("b").Path("start", "g").Flow("g", "fork", id: "in").Flow("g", "b", "late").Path("fork", "a", "join").Path("fork", "b", "join", "end"));

    [Fact]
    public void A_join_nobody_opened() => Refuses("aucune passerelle parallèle ne les a ouvertes", new Drawing().Start().End().Element("exclusiveGateway", "g", "default=\"on\"").Element("parallelGateway", "join").Task("a")
        .Path("start", "g").Flow("g", "a", "late").Flow("g", "join", id: "on").Path("a", "join", "end"));

    [Fact]
    public void A_choice_that_closes_by_two_flows() => Refuses("arrive à la fermeture par plusieurs flux", Fork().Element("exclusiveGateway", "g", "default=\"on\"").Path("a", "g").Flow("g", "join", "late").Flow("g", "join", id: "on")
        .Path("b", "join", "end"));

    [Fact]
    public void Branches_that_close_at_two_places() => Refuses("ses branches ne se referment pas toutes à la même passerelle parallèle", new Drawing().Start().End().Element("parallelGateway", "fork")
        .Element("parallelGateway", "j1").Element("parallelGateway", "j2").Task("a").Task("b").Task("c").Path("start", "fork", "a", "j1").Path("fork", "b", "j1").Path("fork", "c", "j2").Path("j1", "j2", "end"));

    [Fact]
    public void A_side_path_that_comes_back() => Refuses("plusieurs branches menées de front y passent", new Drawing().Start().End().Task("a").Task("b").Boundary("r", "a", Drawing.After("P1D"), interrupting: false)
        .Path("start", "a", "b", "end").Path("r", "b"));

    [Fact]
    public void A_procedure_is_not_taken_up_inside_a_block() => Refuses("on ne peut pas reprendre la procédure au milieu de branches parallèles", new Drawing().Start().End().Element("parallelGateway", "fork")
        .Element("parallelGateway", "join").Task("a", "jalon:entry=\"Interview\"").Task("b").Path("start", "fork", "a", "join").Path("fork", "b", "join", "end"));
}
