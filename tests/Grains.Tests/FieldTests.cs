using Jalon.Grains.Candidates;

namespace Jalon.Grains.Tests;

public sealed class ReadingFields
{
    private static IEnumerable<string> Wrong(string? email = null, string? phone = null, string name = "Girard") =>
        new CorrectIdentity("Salomé", name, email, phone).Problems().Select(problem => problem.Field);

    [Theory]
    [InlineData("salome.girard@exemple.fr")]
    [InlineData("s+filtre@sous.domaine.exemple.fr")]
    [InlineData("renée@exemple.fr")]
    [InlineData(null)]
    public void An_address_people_have_is_taken(string? email) => Assert.Empty(Wrong(email: email));

    [Theory]
    [InlineData("")]
    [InlineData("exemple.fr")]
    [InlineData("a@b")]
    [InlineData("a b@exemple.fr")]
    [InlineData("a@exemple..fr")]
    [InlineData("a@exemple.fr\nBcc: b@exemple.fr")]
    [InlineData("a@exemple.fr\n")]
    [InlineData("a@b@exemple.fr")]
    [InlineData("\u202Ea@exemple.fr")]
    public void What_is_no_address_is_not(string email) => Assert.Equal(["email"], Wrong(email: email));

    [Theory]
    [InlineData("01 99 00 12 34", true)]
    [InlineData("+33 1 99 00 12 34", true)]
    [InlineData("0199", false)]
    [InlineData("01 99 00 12 34 poste 5", false)]
    public void A_number_is_digits(string phone, bool right) => Assert.Equal(right, !Wrong(phone: phone).Any());

    [Theory]
    [InlineData("O’Brien-Le Goff", true)]
    [InlineData("李", true)]
    [InlineData("עמית", true)]
    [InlineData("Girard 🦊", true)]
    [InlineData("Gi\u0000rard", false)]
    [InlineData("   ", false)]
    public void A_name_is_what_people_are_called(string name, bool right) => Assert.Equal(right, !Wrong(name: name).Any());
}
