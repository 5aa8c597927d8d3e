using Jalon.Workflows.Expressions;

namespace Jalon.Workflows.Tests.Expressions;

public sealed class ReadingConditions
{
    private static readonly Dictionary<string, object?> Case = new()
    {
        ["status"] = "CivilServant",
        ["late"] = false,
        ["months"] = 12m,
        ["startDate"] = new DateOnly(2027, 1, 4),
        ["unknown"] = null,
    };

    private static readonly Dictionary<string, Named> Known = new Named[]
    {
        new("status", NameType.Text, ["CivilServant", "External"]), new("late", NameType.Flag), new("months", NameType.Number), new("startDate", NameType.Day), new("unknown", NameType.Number),
    }.ToDictionary(name => name.Name);

    [Theory]
    [InlineData("status = \"CivilServant\"", true)]
    [InlineData("= status = 'External'", false)]
    [InlineData("status != \"External\" and not late", true)]
    [InlineData("late or months >= 12", true)]
    [InlineData("late or months > 12 and true", false)]
    [InlineData("(late or true) and not (months < 6)", true)]
    [InlineData("startDate <= date(\"2027-01-04\")", true)]
    [InlineData("startDate < date('2027-01-04')", false)]
    [InlineData("not not late", false)]
    [InlineData("12.0 = months", true)]
    public void Compare_and_combine_named_facts(string text, bool expected)
    {
        var expression = ExpressionParser.Parse(text).Expression!;
        Assert.Empty(TypeCheck.Problems(expression, Known));
        Assert.Equal(expected, expression.IsTrue(Case.GetValueOrDefault));
    }

    [Theory]
    [InlineData("unknown > 1")]
    [InlineData("unknown < 1")]
    [InlineData("unknown = 1")]
    [InlineData("unknown != 1")]
    public void What_is_not_known_makes_a_comparison_false(string text) => Assert.False(ExpressionParser.Parse(text).Expression!.IsTrue(Case.GetValueOrDefault));

    [Theory]
    [InlineData("", "elle est vide")]
    [InlineData("status =", "il y manque une valeur")]
    [InlineData("(late", "une parenthèse n’est pas fermée")]
    [InlineData("late late", "le mot « late » n’y a pas sa place")]
    [InlineData("status.ToString() = 'x'", "le mot « ( » n’y a pas sa place")]
    [InlineData("late; drop", "le signe « ; » n’y a pas sa place")]
    [InlineData("months + 1 = 2", "le signe « + » n’y a pas sa place")]
    [InlineData("startDate = date(\"demain\")", "une date s’écrit date(\"2026-11-25\")")]
    public void What_cannot_be_read_is_said_where(string text, string problem) => Assert.Equal(problem, ExpressionParser.Parse(text).Problem);

    [Theory]
    [InlineData("age > 50", "le dossier n’a pas de donnée nommée « age »")]
    [InlineData("status", "elle ne dit ni vrai ni faux")]
    [InlineData("months = 'douze'", "elle compare un nombre et un texte")]
    [InlineData("status < 'External'", "le signe « < » ne compare que des nombres ou des dates")]
    [InlineData("status = 'Titulaire'", "« status » ne vaut jamais « Titulaire » ; valeurs possibles : CivilServant, External")]
    [InlineData("late and months", "une de ses parties ne dit ni vrai ni faux")]
    public void What_means_nothing_is_refused(string text, string problem) => Assert.Equal([problem], TypeCheck.Problems(ExpressionParser.Parse(text).Expression!, Known));

    [Fact]
    public void Length_and_nesting_have_a_limit()
    {
        Assert.Equal("elle dépasse 500 caractères", ExpressionParser.Parse(new string('a', 501)).Problem);
        Assert.Equal("elle est trop imbriquée", ExpressionParser.Parse($"{new string('(', 100)}late{new string(')', 100)}").Problem);
        Assert.Equal("elle est trop imbriquée", ExpressionParser.Parse($"{string.Concat(Enumerable.Repeat("not ", 100))}late").Problem);
    }

    [Fact]
    public void A_value_written_in_a_fact_is_read_back()
    {
        foreach (var (value, type) in new (object, NameType)[] { (true, NameType.Flag), (12.5m, NameType.Number), (new DateOnly(2027, 5, 1), NameType.Day), ("x", NameType.Text) })
            Assert.Equal(value, Values.Read(Values.Written(value), type));
        Assert.Null(Values.Read(null, NameType.Text));
    }
}
