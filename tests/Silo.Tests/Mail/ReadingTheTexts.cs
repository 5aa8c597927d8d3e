using Jalon.Grains;
using Jalon.Silo.Mail;
using Jalon.Workflows.Bpmn;
using Jalon.Workflows.Procedures;

namespace Jalon.Silo.Tests.Mail;

public sealed class ReadingTheTexts
{
    public static TheoryData<Letter> Letters => [.. Enum.GetValues<Letter>()];

    [Theory]
    [MemberData(nameof(Letters))]
    public void Every_letter_has_its_text_its_label_and_the_tone_of_the_house(Letter letter)
    {
        Assert.False(string.IsNullOrWhiteSpace(letter.Label()));
        var text = LetterText.Of(letter, [.. LetterText.Names(letter).Select(name => (name, (string?)$"[{name}]"))]);
        Assert.DoesNotContain('{', text.Subject + text.Body);
        Assert.Empty(text.Problems("objet", "texte"));
        Assert.DoesNotMatch("!|·|succès|oups| [:;?]|« | »", text.Subject + text.Body);
    }

    [Fact]
    public void A_value_left_out_takes_its_own_line_with_it()
    {
        (string, string?)[] values = [("person", "Salomé Girard"), ("post", "Ingénieur DevOps F/H"), ("filed", "lundi"), ("reason", "expérience"), ("explanation", null), ("link", "http://x/"), ("employer", "Alpha")];
        Assert.DoesNotContain("\n\n\n", LetterText.Of(Letter.RejectionWithReason, values).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_the_procedures_ask_to_be_said_is_a_letter_or_a_line_of_the_morning() =>
        Assert.Empty(Library.Default(Rules.Default).All.SelectMany(procedure => procedure.Elements).OfType<SendTask>().Select(send => send.Template).Except(ProcedureLetters.Templates));

    [Fact]
    public void A_forgotten_or_a_stray_value_is_a_mistake()
    {
        Assert.Throws<ArgumentException>(() => LetterText.Of(Letter.SignInLink, ("hour", "9 h")));
        Assert.Throws<ArgumentException>(() => LetterText.Of(Letter.SignInLink, ("hour", "9 h"), ("link", "x"), ("autre", "x")));
    }
}
