using System.Text;
using Jalon.Grains;
using Jalon.Workflows.Bpmn;

namespace Jalon.Workflows.Tests.Bpmn;

public sealed class RefusingDangerousFiles
{
    private const string NoDoctype = "Ce fichier déclare un type de document (DOCTYPE) : retirez-le, un diagramme n’en a pas besoin.";

    private static string Refused(string text) => Assert.Single(Drawing.ReadText(text).Problems).Sentence.Replace(French.Nbsp, " ", StringComparison.Ordinal);

    [Fact]
    public void Entities_that_multiply_are_never_expanded()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(level => $"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">"));
        Assert.Equal(NoDoctype, Refused($"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"ha\">{entities}]><x>&l9;</x>"));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/passwd\">]><x>&file;</x>")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><x/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY % all SYSTEM \"http://127.0.0.1:1/x\">%all;]><x/>")]
    public void Nothing_outside_the_file_is_read(string text) => Assert.Equal(NoDoctype, Refused(text));

    [Fact]
    public void Five_megabytes_are_too_many()
    {
        var padded = new Drawing().Start().End().Path("start", "end").Text.Replace("</bpmn:definitions>", $"<!-- {new string('x', 5_000_000)} --></bpmn:definitions>", StringComparison.Ordinal);
        Assert.Equal("Ce fichier est trop gros : 1000 ko au plus.", Refused(padded));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(60)]
    public void Deep_nesting_is_refused_before_a_tree_is_built(int depth) =>
        Assert.Equal("Ce fichier est trop imbriqué ou contient trop d’éléments pour être un diagramme.", Refused($"{string.Concat(Enumerable.Repeat("<a>", depth))}{string.Concat(Enumerable.Repeat("</a>", depth))}"));

    [Fact]
    public void Too_many_elements_are_refused() =>
        Assert.Equal("Ce fichier est trop imbriqué ou contient trop d’éléments pour être un diagramme.", Refused($"<a>{string.Concat(Enumerable.Repeat("<b/>", 60_000))}</a>"));

    [Theory]
    [InlineData("")]
    [InlineData("bonjour")]
    [InlineData("<bpmn:definitions")]
    [InlineData("<a><b></a>")]
    [InlineData("PK\u0003\u0004")]
    public void What_is_no_xml_is_refused_with_its_place(string text) => Assert.StartsWith("Ce fichier n’est pas du XML lisible (ligne ", Refused(text), StringComparison.Ordinal);

    [Fact]
    public void Bytes_at_random_are_refused_or_read_and_never_more()
    {
        var text = Encoding.UTF8.GetBytes(new Drawing().Start().Task("a").End().Path("start", "a", "end").Text);
        var draw = new Random(20261125);
        for (var turn = 0; turn < 500; turn++)
        {
            var broken = (byte[])text.Clone();
            for (var change = 0; change < 3; change++) broken[draw.Next(broken.Length)] = (byte)draw.Next(256);
            var reading = ProcedureReader.Read(broken, Rules.Default);
            Assert.NotEqual(reading.Procedure is null, reading.Problems.Count == 0);
        }
    }

    [Fact]
    public void Another_kind_of_file_is_named() => Assert.Contains("n’est pas un diagramme BPMN 2.0", Refused("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), StringComparison.Ordinal);
}
