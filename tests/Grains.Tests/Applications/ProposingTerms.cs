using Jalon.Grains.Applications;
using Jalon.Grains.Reference;
using Jalon.Grains.Tests.Vacancies;

namespace Jalon.Grains.Tests.Applications;

public sealed class ProposingTerms
{
    private static readonly PayGrid Grid = new(4, new(2026, 1, 1), [new("Développeur", "moins de 5 ans", 44_200, 57_200)]);

    private static readonly DateOnly Start = new(2027, 2, 1);

    private static Story Chosen()
    {
        var story = People.Proposed();
        story.Rules = new Rules(DefaultRules.Parameters, DefaultRules.LegalBases) { PayGrids = [Grid] };
        return story;
    }

    private static SendProposal Contract(int pay, int? variable = null, string level = "Moins de 5 ans") => new(WayIn.OpenEnded, Start, "Télétravail.", Pay: new("developpeur", level, pay, variable));

    private static ProposalSent Sent(Decision decision) => Assert.IsType<ProposalSent>(Assert.IsType<Accepted>(decision).Facts[0]);

    [Theory]
    [InlineData(57_200, null, BudgetVisa.NotNeeded), InlineData(57_201, null, BudgetVisa.Needed), InlineData(50_000, 7_200, BudgetVisa.NotNeeded), InlineData(50_000, 7_201, BudgetVisa.Needed)]
    public void At_the_ceiling_no_visa_is_needed_and_one_euro_above_it_is(int pay, int? variable, BudgetVisa visa)
    {
        var sent = Sent(Chosen().Try(Contract(pay, variable)));
        Assert.Equal((visa, 4), (sent.Visa, sent.GridVersion));
    }

    [Fact]
    public void What_the_grid_does_not_know_is_left_to_compare_and_a_civil_servant_needs_none()
    {
        Assert.Equal(BudgetVisa.ToCompare, Sent(Chosen().Try(Contract(50_000, level: "20 ans"))).Visa);
        Assert.Equal(BudgetVisa.ToCompare, Sent(Chosen().Try(new SendProposal(WayIn.FixedTerm, Start))).Visa);
        Assert.Equal(BudgetVisa.ToCompare, Sent(People.Proposed().Try(Contract(50_000))).Visa);
        Assert.Null(Sent(Chosen().Try(new SendProposal(WayIn.Secondment, Start, Pay: new(IfseGroup: 2)))).Visa);
    }

    [Fact]
    public void Amounts_are_in_the_note_of_the_person_and_in_no_fact()
    {
        var accepted = Assert.IsType<Accepted>(Chosen().Try(Contract(51_234, 4_321)));
        Assert.DoesNotContain("51234", System.Text.Json.JsonSerializer.Serialize<object>(accepted.Facts[0], Json.Options), StringComparison.Ordinal);
        var terms = ProposalTerms.Read(Assert.IsType<NoteRow>(Assert.Single(accepted.Rows)).Text);
        Assert.Equal((51_234, 4_321, "Télétravail."), (terms.Pay!.FixedPay, terms.Pay.VariablePay, terms.Text));
        Assert.Contains("51\u202F234\u00A0€, et jusqu’à 4\u202F321\u00A0€ de part variable", terms.Words(), StringComparison.Ordinal);
    }

    [Theory, InlineData("Rémunération selon la grille.", "Rémunération selon la grille."), InlineData("{ pas du JSON", "{ pas du JSON"), InlineData(null, null)]
    public void Terms_written_as_words_alone_are_those_words(string? note, string? words) => Assert.Equal(words, ProposalTerms.Read(note).Words());

    [Fact]
    public void Each_version_has_its_number_and_a_discussed_one_is_followed_by_the_next()
    {
        var story = Chosen();
        Assert.Equal(1, People.Of(story).Proposal!.Version);
        story.Then(new AnswerProposal(ProposalAnswer.Discuss, "La date est trop proche.")).Then(new SendProposal(WayIn.Transfer, new(2027, 3, 1)));
        Assert.Equal((2, 2), (People.Of(story).Proposal!.Version, Assert.IsType<ProposalSent>(story.Facts[^1]).Version));
    }

    [Fact]
    public void A_proposal_out_of_date_is_discussed_and_no_more_accepted()
    {
        var story = Chosen().Then(new SendProposal(WayIn.Transfer, Start, AnswerBy: new(2026, 12, 10), ValidUntil: new(2026, 12, 10)));
        Assert.Equal("ok", story.Verdict(new AnswerProposal(ProposalAnswer.Accept), People.Read));
        story.Wait(5);
        Assert.Equal("proposal_expired", story.Verdict(new AnswerProposal(ProposalAnswer.Accept), People.Read));
        Assert.Equal("ok", story.Verdict(new AnswerProposal(ProposalAnswer.Discuss, "Toujours possible ?"), People.Read));
    }

    [Fact]
    public void It_does_not_expire_before_the_answer_asked_for_and_its_variable_part_is_a_fifth_at_most()
    {
        Assert.Equal("valid_too_short", Chosen().Verdict(new SendProposal(WayIn.Transfer, Start, ValidUntil: new(2026, 12, 16))));
        Assert.Equal("variable_too_high", Chosen().Verdict(Contract(50_000, 10_001)));
        Assert.Equal("ok", Chosen().Verdict(Contract(50_000, 10_000)));
    }

    [Theory]
    [InlineData(WayIn.OpenEnded, null, null, 2, null, null, "ifseGroup"), InlineData(WayIn.Transfer, 50_000, null, null, null, null, "fixedPay"), InlineData(WayIn.FixedTerm, 0, null, null, null, null, "fixedPay")]
    [InlineData(WayIn.FixedTerm, null, 10, null, null, null, "fixedPay"), InlineData(WayIn.Secondment, null, null, 5, null, null, "ifseGroup"), InlineData(WayIn.Secondment, null, null, 2, 9_000, 8_000, "ifseTo")]
    [InlineData(WayIn.FixedTerm, 2_000_000, null, null, null, null, "fixedPay"), InlineData(WayIn.FixedTerm, 50_000, -1, null, null, null, "variablePay")]
    public void Amounts_that_cannot_be_are_told_by_field(WayIn way, int? part, int? variable, int? group, int? from, int? to, string field) =>
        Assert.Equal([field], new SendProposal(way, Start, Pay: new(null, null, part, variable, group, from, to)).Problems().Select(problem => problem.Field));

    [Fact]
    public void Discussing_and_refusing_say_why() =>
        Assert.Equal([[], ["reason"], ["reason"]], new[] { ProposalAnswer.Accept, ProposalAnswer.Discuss, ProposalAnswer.Refuse }.Select(answer => new AnswerProposal(answer, " ").Problems().Select(problem => problem.Field)));
}
