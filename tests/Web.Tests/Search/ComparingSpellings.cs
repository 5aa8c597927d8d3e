using Jalon.Web.Search;

namespace Jalon.Web.Tests.Search;

public sealed class ComparingSpellings
{
    [Theory]
    [InlineData("lemoine", "lemoine")]
    [InlineData("lem", "lemoine")]
    [InlineData("li", "lina")]
    public void A_word_or_how_it_begins_answers_exactly(string typed, string word) => Assert.Equal(Likeness.Exact, Spelling.Compare(typed, word));

    [Theory]
    [InlineData("rose", "roze")]
    [InlineData("roe", "rose")]
    [InlineData("roose", "rose")]
    [InlineData("rsoe", "rose")]
    [InlineData("orse", "rose")]
    [InlineData("roes", "rose")]
    [InlineData("lemione", "lemoine")]
    [InlineData("lemoinne", "lemoine")]
    [InlineData("xemoine", "lemoine")]
    [InlineData("lemoni", "lemoine")]
    [InlineData("lmoine", "lemoinet")]
    public void One_letter_or_one_swap_is_forgiven(string typed, string word) => Assert.Equal(Likeness.Near, Spelling.Compare(typed, word));

    [Theory]
    [InlineData("rosa", "ros")]
    [InlineData("luc", "lux")]
    [InlineData("rzze", "rose")]
    [InlineData("lemiope", "lemoine")]
    [InlineData("moine", "lemoine")]
    [InlineData("ros", "crose")]
    [InlineData("zz", "zozo")]
    public void Two_mistakes_or_a_short_name_are_not(string typed, string word) => Assert.Equal(Likeness.No, Spelling.Compare(typed, word));

    [Theory]
    [InlineData("paul lemoine", "lemoine paul", Likeness.Exact)]
    [InlineData("lemoine p", "lemoine paul", Likeness.Exact)]
    [InlineData("lemoine paule", "lemoine paul", Likeness.Near)]
    [InlineData("lemoine x", "lemoine paul", Likeness.No)]
    [InlineData("de la tour", "delatour jean", Likeness.Exact)]
    [InlineData("le", "le goff legoff yann", Likeness.Exact)]
    [InlineData("le", "lemoine paul", Likeness.No)]
    public void Every_word_typed_answers_a_word_of_the_name_in_any_order(string typed, string name, Likeness expected) => Assert.Equal(expected, new SoughtWords(typed).In(name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a")]
    [InlineData("%")]
    [InlineData("__")]
    [InlineData("’'-.")]
    [InlineData("🙂🙂🙂")]
    [InlineData("Paul\0Lemoine")]
    [InlineData("Paul\uD83DLemoine")]
    [InlineData(null)]
    public void What_cannot_be_searched_gets_a_sentence(string? typed)
    {
        var (text, problem) = SearchText.Read(typed);
        Assert.Null(text);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_hundred_characters_get_a_sentence() => Assert.Contains("100", SearchText.Read(new string('a', 300)).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("O’Brien", "O Brien")]
    [InlineData("50 % ou_plus 🙂", "50   ou plus")]
    [InlineData("Ele\u0301onore", "Ele\u0301onore")]
    public void Signs_mean_nothing(string typed, string kept) => Assert.Equal(kept, SearchText.Read(typed).Text!.Kept);
}
