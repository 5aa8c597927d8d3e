using System.Text;
using Jalon.Workflows.Invitations;

namespace Jalon.Workflows.Tests.Invitations;

public sealed class WritingInvitations
{
    private static readonly Meeting Interview = new(new("11111111-2222-7333-8444-555555555555"), 0, new(2026, 12, 1, 13, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(45),
        "Entretien\u00A0: Cheffe ou chef de projet numérique, chargée de la mise en place d’une forge; F/H", "12 rue de l’Été, 75012 Paris\n3e étage", new("Claire Besnard", "claire.besnard@alpha.example"),
        [new("Salomé \"Sam\" Girard", "salome@exemple.test"), new("Élise Morel", "elise@alpha.example"), new("Sami Tahar", "sami@alpha.example")], "https://recrutement.example/candidatures/1");

    private static string[] Unfolded(Meeting meeting) => ICalendar.Write(meeting, new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero)).Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");

    [Fact]
    public void Lines_hold_75_octets_at_most_and_are_cut_between_letters()
    {
        var lines = ICalendar.Write(Interview, default).Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', string.Concat(lines));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void What_would_end_a_value_is_escaped()
    {
        var lines = Unfolded(Interview);
        Assert.Contains("SUMMARY:Entretien\u00A0: Cheffe ou chef de projet numérique\\, chargée de la mise en place d’une forge\\; F/H", lines);
        Assert.Contains("LOCATION:12 rue de l’Été\\, 75012 Paris\\n3e étage", lines);
        Assert.Contains(lines, line => line.Contains("CN=\"Salomé Sam Girard\":mailto:salome@exemple.test", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancellation_is_the_same_event_with_a_higher_sequence()
    {
        var (first, last) = (Unfolded(Interview), Unfolded(Interview with { Sequence = 2, Cancelled = true }));
        Assert.Equal(Assert.Single(first, line => line.StartsWith("UID:", StringComparison.Ordinal)), Assert.Single(last, line => line.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.Contains("METHOD:REQUEST", first);
        Assert.Contains("METHOD:CANCEL", last);
        Assert.Contains("SEQUENCE:2", last);
        Assert.Contains("STATUS:CANCELLED", last);
    }

    [Fact]
    public void Times_are_those_of_Paris() => Assert.Contains("DTSTART;TZID=Europe/Paris:20261201T140000", Unfolded(Interview));
}
