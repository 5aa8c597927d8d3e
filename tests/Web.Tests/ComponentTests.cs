using Jalon.Grains;
using Jalon.Web.Components;
using Jalon.Web.Host;

namespace Jalon.Web.Tests;

/// <summary>How late something is: in words, in colour, and in a bar that tells the same thing.</summary>
public sealed class SayingHowMuchOfATargetIsUsed
{
    [Theory]
    [InlineData(0, Lateness.Fine, "0\u00A0%")]
    [InlineData(0.29, Lateness.Fine, "29\u00A0%")]
    [InlineData(0.7999, Lateness.Fine, "79\u00A0%")]
    [InlineData(0.8, Lateness.Soon, "Bientôt · 80\u00A0%")]
    [InlineData(0.9999, Lateness.Soon, "Bientôt · 99\u00A0%")]
    [InlineData(1, Lateness.Late, "En retard · 100\u00A0%")]
    [InlineData(2.4, Lateness.Late, "En retard · 240\u00A0%")]
    [InlineData(-1, Lateness.Fine, "0\u00A0%")]
    public void The_word_changes_at_80_and_100_and_never_early(double share, Lateness lateness, string value)
    {
        var shown = new ShareOfTarget(share);
        Assert.Equal((lateness, value), (shown.Lateness, shown.Value));
    }

    [Theory]
    [InlineData(0.75, "50%", "0%")]
    [InlineData(1.25, "66.67%", "16.67%")]
    [InlineData(1.5, "66.67%", "33.33%")]
    [InlineData(9, "66.67%", "33.33%")]
    public void The_bar_stops_at_150_percent(double share, string width, string excess)
    {
        var shown = new ShareOfTarget(share);
        Assert.Equal((width, excess), (shown.Width, shown.Excess));
    }

    [Fact]
    public void A_legal_wait_has_no_target_and_so_no_share() => Assert.Equal(Lateness.NoTarget, new ShareOfTarget(null).Lateness);
}

/// <summary>Whose move it is: the filled square is « vous » for everyone.</summary>
public sealed class MarkingWhoHoldsACase
{
    [Theory]
    [InlineData(TimeKind.Administration, true, "you", "À vous")]
    [InlineData(TimeKind.Candidate, true, "you", "À vous")]
    [InlineData(TimeKind.Administration, false, "administration", "Administration")]
    [InlineData(TimeKind.Candidate, false, "candidate", "Candidat ou candidate")]
    [InlineData(TimeKind.ThirdParty, false, "third-party", "Tiers")]
    [InlineData(TimeKind.LegalWait, false, "legal-wait", "Délai légal")]
    [InlineData(TimeKind.LegalWait, true, "legal-wait", "Délai légal")]
    public void A_shape_and_a_word_go_together(TimeKind kind, bool isReader, string shape, string word)
    {
        var mark = HolderMark.Of(kind, isReader);
        Assert.Equal((shape, word), (mark.Shape, mark.Word));
    }
}

/// <summary>The eight stages and the openings, as the pages tell them.</summary>
public sealed class TellingWhereACandidacyStands
{
    [Fact]
    public void What_is_before_is_done_and_what_is_after_is_to_come()
    {
        var spine = Spine.At(Stage.Interview, _ => null);
        Assert.Equal(
            [SpineState.Done, SpineState.Done, SpineState.Done, SpineState.Current, SpineState.ToCome, SpineState.ToCome, SpineState.ToCome, SpineState.ToCome],
            spine.Stages.Select(stage => stage.State));
    }

    [Fact]
    public void A_candidacy_that_ended_stops_where_it_was_with_the_sign_of_its_end()
    {
        var stage = Spine.At(Stage.Interview, _ => null, OutcomeSign.Withdrawn).Stages[3];
        Assert.Equal((SpineState.Stopped, "arrow-left"), (stage.State, stage.Icon));
    }

    [Fact]
    public void In_post_every_stage_is_done() =>
        Assert.All(Spine.At(Stage.InPost, _ => null, OutcomeSign.InPost).Stages, stage => Assert.Equal(SpineState.Done, stage.State));

    [Fact]
    public void Openings_are_said_from_the_taken_to_the_free() =>
        Assert.Equal("1\u00A0pourvue, 1\u00A0proposée, 2\u00A0libres sur\u00A04", new Openings(2, 1, 0, 1).Words);

    [Theory, InlineData("Claire Besnard", "CB"), InlineData("Anaïs de La Tour", "AT"), InlineData("Odile", "O"), InlineData(" ", "")]
    public void Initials_are_those_of_the_first_and_last_words(string name, string initials) => Assert.Equal(initials, Navigation.Initials(name));
}
