using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Import;
using static Jalon.Web.Tests.Import.FilingText;

namespace Jalon.Web.Tests.Import;

public class ReadingApplications
{
    private static async Task<ImportLine> One(params (string, string)[] changes) => Assert.Single(await ExportText.Read(File(Record(changes))));

    [Fact]
    public async Task A_line_is_a_person_applying_to_a_post()
    {
        var filing = Assert.IsType<Filing>(await One()).Value;
        Assert.Equal(("2026-1", "Salomé", "Girard", "salome.girard@exemple.test"), (filing.VacancyReference, filing.GivenName, filing.FamilyName, filing.Email));
        Assert.Equal((CandidateStatus.CivilServant, Category.A, "Attaché", Channel.CommonSpace), (filing.Status, filing.Category, filing.Corps, filing.Channel));
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 13, 5, 0, TimeSpan.Zero), filing.FiledAt!.Value.Start);
    }

    [Theory]
    [InlineData("Courriel", "pas une adresse")]
    [InlineData("Téléphone", "12")]
    [InlineData("Statut", "Stagiaire")]
    [InlineData("Catégorie", "D")]
    [InlineData("Date de candidature", "31/02/2026")]
    [InlineData("Source", "Pigeon")]
    [InlineData("Nom", "")]
    [InlineData("Prénom", "Salo\0mé")]
    public async Task A_bad_cell_is_named(string column, string cell) => Assert.Equal(column, Assert.IsType<Rejected>(await One((column, cell))).Column);

    [Fact]
    public async Task A_corps_is_for_civil_servants() => Assert.Equal("Corps", Assert.IsType<Rejected>(await One(("Statut", "Contractuelle"))).Column);

    [Fact]
    public async Task A_person_needs_an_identifier_or_an_email()
    {
        Assert.Equal("Identifiant", Assert.IsType<Rejected>(await One(("Courriel", ""))).Column);
        Assert.IsType<Filing>(await One(("Courriel", ""), ("Identifiant", "AGENT-12")));
    }

    [Theory]
    [InlineData("Courriel", "")]
    [InlineData("Jalon", "Jalon")]
    public async Task Every_source_of_the_pages_is_read(string source, string also)
    {
        Assert.IsType<Filing>(await One(("Source", source)));
        Assert.IsType<Filing>(await One(("Source", also)));
        foreach (var channel in Enum.GetValues<Channel>()) Assert.Equal(channel, Assert.IsType<Filing>(await One(("Source", channel.Label()))).Value.Channel);
    }

    [Fact]
    public async Task The_same_line_twice_is_a_repeat_and_another_writing_is_set_aside()
    {
        var lines = await ExportText.Read(File(
            Record(), Record(), Record(("Référence du poste", "2026-2")), Record(("Référence du poste", "2026-3"), ("Nom", "Girarde")), Record(("Date de candidature", "04/11/2026"))));
        Assert.IsType<Filing>(lines[0]);
        Assert.Equal(new Repeated(3, 2, "2026-1"), lines[1]);
        Assert.IsType<Filing>(lines[2]);
        Assert.Equal("Courriel", Assert.IsType<Rejected>(lines[3]).Column);
        Assert.Equal("Référence du poste", Assert.IsType<Rejected>(lines[4]).Column);
    }
}
