using System.Text;

using Jalon.Grains;
using Jalon.Web.Tracking;

namespace Jalon.Web.Tests.Tracking;

/// <summary>From bytes to cases, without a database.</summary>
public sealed class ReadingATracker
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static readonly Guid Alpha = DerivedId.Of("alpha");

    private static (TrackerTable Table, TrackerReading Reading) Proposed(byte[] content)
    {
        var (table, why) = TrackerFile.Read(content);
        Assert.Null(why);
        return (table!, TrackerReading.Propose(table!) with { Organisation = Alpha });
    }

    [Fact]
    public void A_line_per_candidacy_with_a_column_per_stage()
    {
        var (table, reading) = Proposed(TrackerText.ByStage);
        Assert.Empty(reading.Missing(table));
        Assert.Equal(12, reading.Columns.Count);
        var file = Tracker.Read(table, reading, Today);
        Assert.Equal(["ALPHA-1", "ALPHA-2"], file.Posts.Select(post => post.Reference));
        var salome = file.Cases.Single(one => one.FamilyName == "Girard");
        Assert.Equal([Stage.Received, Stage.Admissible, Stage.Preselected, Stage.Interview, Stage.Selected], salome.Reached.Select(one => one.Stage));
        Assert.Equal(new DateOnly(2026, 7, 1), salome.Reached[3].On);
        Assert.Null(file.Cases.Single(one => one.FamilyName == "Lemoine").Reached[2].On);
        var aside = Assert.Single(file.Aside);
        Assert.Equal(6, aside.Line);
        Assert.Equal("Le 19\u00A0juin 2026 précède l’étape Reçue, le 21\u00A0juin 2026\u00A0: corrigez l’une des deux dates.", aside.Reason);
    }

    [Fact]
    public void A_line_per_event_whose_labels_are_mapped_once()
    {
        var (table, reading) = Proposed(TrackerText.ByEvent);
        Assert.Equal(["Dites le statut des personnes\u00A0: une colonne, ou un statut pour tout le tableau.", "Dites ce que veut dire «\u00A0Perdu de vue\u00A0» dans la colonne de l’étape."], reading.Missing(table));
        var told = reading with { Status = CandidateStatus.External, States = new Dictionary<string, TrackerState>(reading.States) { ["perdu de vue"] = TrackerState.Withdrawn } };
        Assert.Empty(told.Missing(table));
        var file = Tracker.Read(table, told, Today);
        Assert.Empty(file.Aside);
        var marion = file.Cases.Single(one => one.FamilyName == "Lefèvre");
        Assert.Equal([(Stage.Received, new DateOnly(2026, 8, 3)), (Stage.Admissible, new DateOnly(2026, 8, 5)), (Stage.Interview, new DateOnly(2026, 8, 20))], marion.Reached.Select(one => (one.Stage, one.On!.Value)));
        Assert.Equal((TrackerState.Rejected, new DateOnly(2026, 8, 12)), file.Cases.Single(one => one.GivenName == "Ali").End);
        var lost = file.Cases.Single(one => one.GivenName == "Iris");
        Assert.Equal((TrackerState.Withdrawn, (DateOnly?)null, 2), (lost.End!.Value.State, lost.End.Value.On, lost.Undated));
    }

    [Fact]
    public void A_line_per_post_in_a_workbook()
    {
        var (table, reading) = Proposed(TrackerText.ByPost);
        reading = reading with { Status = CandidateStatus.CivilServant };
        Assert.Empty(reading.Missing(table));
        var file = Tracker.Read(table, reading, Today);
        Assert.Equal((3, 2, 0), (file.Posts.Count, file.Cases.Count, file.Aside.Count));
        Assert.Equal(new DateOnly(2026, 2, 2), file.Posts[0].NeededOn);
        var ines = file.Cases[0];
        Assert.Equal([(Stage.Selected, (DateOnly?)new(2026, 5, 11)), (Stage.InPost, new(2026, 7, 1))], ines.Reached.Select(one => (one.Stage, one.On)));
        Assert.Equal((Stage.InPost, 1), (file.Cases[1].Last, file.Cases[1].Undated));
    }

    [Fact]
    public void A_day_nobody_wrote_stays_unknown()
    {
        var (table, reading) = Proposed(TrackerText.ByStage);
        var now = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
        var file = Tracker.Read(table, reading, Today);
        var path = TrackedPath.Of(file.Cases.Single(one => one.FamilyName == "Lemoine"), now);
        // How long the file was admissible, then preselected, nobody knows; how long it took from the application to the interview is known.
        Assert.Equal([true, false, false, true], path.Select(one => one.Timed));
        Assert.Equal(path[3].At, path[2].At);
        Assert.Equal([true, true, true, true, true], TrackedPath.Of(file.Cases.Single(one => one.FamilyName == "Girard"), now).Select(one => one.Timed));
    }

    [Theory]
    [InlineData("2026-03-09", true)]
    [InlineData("9.3.2026", true)]
    [InlineData("9 mars 2026", true)]
    [InlineData("09/03/2026 14:30", true)]
    [InlineData("mars 2026", false)]
    [InlineData("oui", false)]
    public void Days_are_read_as_people_write_them(string cell, bool known)
    {
        var (table, reading) = Proposed(Encoding.UTF8.GetBytes($"Poste;Nom;Prénom;Statut;Reçue le\nDev;Roux;Zoé;Externe;{cell}\n"));
        Assert.Equal(known ? new DateOnly(2026, 3, 9) : null, Assert.Single(Tracker.Read(table, reading, Today).Cases).Reached[0].On);
    }

    [Theory]
    [InlineData("le 9 ou le 10")]
    [InlineData("31/02/2026")]
    [InlineData("01/12/2026")]
    public void A_cell_that_is_no_day_sets_its_line_aside(string cell)
    {
        var (table, reading) = Proposed(Encoding.UTF8.GetBytes($"Poste;Nom;Prénom;Statut;Reçue le\nDev;Roux;Zoé;Externe;{cell}\nDev;Petit;Ali;Externe;02/03/2026\n"));
        var file = Tracker.Read(table, reading, Today);
        Assert.Equal((2, "Reçue le"), (Assert.Single(file.Aside).Line, file.Aside[0].Column));
        Assert.Single(file.Cases);
    }

    [Fact]
    public void What_is_not_a_tracker_is_refused_with_a_sentence()
    {
        Assert.Contains("PDF", TrackerFile.Read("%PDF-1.7"u8.ToArray()).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("ancien format", TrackerFile.Read([0xD0, 0xCF, 0x11, 0xE0, 1, 2]).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("vide", TrackerFile.Read([]).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("n’est pas du texte", TrackerFile.Read([1, 0, 2, 0, 3]).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("page web", TrackerFile.Read("<html><table></table></html>"u8.ToArray()).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("abîmé", TrackerFile.Read("PK\u0003\u0004 truncated"u8.ToArray()).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("10\u00A0Mo", TrackerFile.Read(new byte[TrackerFile.Largest + 1]).WhyRefused, StringComparison.Ordinal);
        Assert.Contains("guillemets", TrackerFile.Read("Poste;Nom\n\"Dev;Roux\n"u8.ToArray()).WhyRefused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_far_larger_than_it_seems_is_refused_before_it_is_opened()
    {
        var bomb = TrackerText.Bomb();
        Assert.True(bomb.Length < 2_000_000, $"{bomb.Length}");
        Assert.Contains("plus gros une fois ouvert", TrackerFile.Read(bomb).WhyRefused, StringComparison.Ordinal);
    }
}
