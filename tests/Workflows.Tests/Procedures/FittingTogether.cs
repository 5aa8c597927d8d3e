using Jalon.Grains;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Procedures;

namespace Jalon.Workflows.Tests.Procedures;

public sealed class FittingTogether
{
    private static Procedure Calls(string id, string called, string attributes = "", string kind = "application") =>
        new Drawing(kind, id: id).Start().End().Element("callActivity", "call", $"calledElement=\"{called}\" {attributes}").Path("start", "call", "end").Procedure;

    private static Procedure Leaf(string id, string of = "", string kind = "application") => new Drawing(kind, of, id).Start().End().Path("start", "end").Procedure;

    private static string Refused(params IReadOnlyList<Procedure> procedures)
    {
        var (library, problems) = Library.Of(procedures);
        Assert.Null(library);
        return string.Join('\n', problems.Select(problem => problem.Sentence.Replace(French.Nbsp, " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Four_levels_of_calls_are_taken_and_no_more()
    {
        Procedure[] four = [Calls("a", "b"), Calls("b", "c"), Calls("c", "d"), Calls("d", "e"), Leaf("e")];
        Assert.NotNull(Library.Of(four).Library);
        Assert.Contains("sur plus de 4 niveaux", Refused([Calls("z", "a"), .. four]), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_in_circles_are_refused() => Assert.Contains("s’appelle elle-même", Refused(Calls("a", "b"), Calls("b", "a")), StringComparison.Ordinal);

    [Fact]
    public void A_call_to_nobody_is_refused() => Assert.Contains("« Élément call » appelle la procédure « b », qui n’existe pas.", Refused(Calls("a", "b")), StringComparison.Ordinal);

    [Fact]
    public void A_call_gives_what_is_asked_and_expects_what_is_given_back()
    {
        Assert.Contains("ne donne pas exactement ce que « Essai » demande : round", Refused(Calls("a", "b"), Leaf("b", "jalon:inputs=\"round:number\"")), StringComparison.Ordinal);
        Assert.Contains("ce n’est pas le même genre de donnée", Refused(Calls("a", "b", "jalon:inputs=\"round=late\""), Leaf("b", "jalon:inputs=\"round:number\"")), StringComparison.Ordinal);
        Assert.Contains("attend « result », que « Essai » ne rend pas", Refused(Calls("a", "b", "jalon:outputs=\"result\""), Leaf("b")), StringComparison.Ordinal);
        Assert.Contains("d’un autre genre de dossier", Refused(Calls("a", "b"), Leaf("b", kind: "path")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_procedures_with_one_id_are_refused() => Assert.Contains("Deux procédures portent l’identifiant « a ».", Refused(Leaf("a"), Leaf("a")), StringComparison.Ordinal);
}
