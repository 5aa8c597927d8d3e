using Jalon.Grains.Vacancies;
using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public class ReadingOneCell
{
    private static async Task<ParsedNotice> Notice(params (string, string)[] changes) => Assert.IsType<Notice>(await ExportText.ReadOne(changes)).Value;

    private static async Task<Rejected> Rejected(params (string, string)[] changes) => Assert.IsType<Rejected>(await ExportText.ReadOne(changes));

    [Theory]
    [InlineData("Cuisinier (h/f)", "Cuisinier F/H")]
    [InlineData("Expert technique SIC H/F", "Expert technique SIC F/H")]
    [InlineData("Gestionnaire paie (H/F) ", "Gestionnaire paie F/H")]
    [InlineData("Chauffagiste (F/H)", "Chauffagiste F/H")]
    [InlineData("Employé (H/F) - CDD", "Employé (H/F) - CDD")]
    [InlineData("Agent de propreté", "Agent de propreté")]
    public async Task The_ending_of_a_title_is_normalised(string written, string read) =>
        Assert.Equal(read, (await Notice(("JobDescriptionTranslation_JobTitle_", written))).Title);

    [Theory]
    [InlineData("31/12/9999")]
    [InlineData("01/01/2090")]
    [InlineData("")]
    public async Task A_date_that_never_comes_is_no_date(string written) =>
        Assert.Null((await Notice(("SchedulingData_DefaultPublicationEndDate_", written))).PublishedUntil);

    [Fact]
    public async Task A_day_of_publication_starts_and_ends_in_Paris()
    {
        var notice = await Notice(("SchedulingData_DefaultPublicationBeginDate_", "02/11/2026"), ("SchedulingData_DefaultPublicationEndDate_", "03/12/2026"));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 23, 0, 0, TimeSpan.Zero), notice.PublishedFrom!.Value.Start);
        Assert.Equal(new DateTimeOffset(2026, 12, 3, 23, 0, 0, TimeSpan.Zero), notice.PublishedUntil!.Value.End);
    }

    [Theory]
    [InlineData("31/02/2027")]
    [InlineData("01/01/0001")]
    [InlineData("31/12/1899")]
    [InlineData("2027-03-01")]
    public async Task An_impossible_date_sets_the_line_aside_with_its_column(string written) =>
        Assert.Equal("Origin_BeginningDate_", (await Rejected(("Origin_BeginningDate_", written))).Column);

    [Theory]
    [InlineData("a\0b", "caractère de contrôle")]
    [InlineData("a&#0;b", "caractère de contrôle")]
    [InlineData("a\u202Eb", "sens de lecture")]
    [InlineData("a&#8238;b", "sens de lecture")]
    [InlineData("a\uFFFDb", "illisible")]
    public async Task A_character_that_cannot_be_read_sets_the_line_aside(string written, string why) =>
        Assert.Contains(why, (await Rejected(("JobDescriptionTranslation_Description1_", written))).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Marks_that_show_nothing_are_dropped_and_entities_of_web_forms_are_decoded() =>
        Assert.Equal("• Piloter & suivre", (await Notice(("JobDescriptionTranslation_Description1_", "&#61607; Pi\u200Bloter &amp; suivre\u200E"))).Missions);

    [Fact]
    public async Task A_notice_without_any_organisation_is_set_aside() =>
        Assert.Equal("Origin_Entity_", (await Rejected(("Origin_Entity_With3", ""), ("Origin_Entity_", "Fonction Publique Territoriale"))).Column);

    [Fact]
    public async Task A_bad_byte_among_good_accents_sets_only_its_line_aside()
    {
        var good = ExportText.Record(("JobDescriptionTranslation_Description1_", "Déjà écrit à l’été"));
        var bad = ExportText.Record(("Offer_Reference_", "2026-1002"), ("JobDescriptionTranslation_Description1_", "abc@def"));
        byte[] file = [.. System.Text.Encoding.UTF8.GetBytes(ExportText.File(good, bad)).Select(b => b == (byte)'@' ? (byte)0xE9 : b)];
        var lines = await ExportText.Read(file);
        Assert.IsType<Notice>(lines[0]);
        Assert.Contains("illisible", Assert.IsType<Rejected>(lines[1]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overlong_cell_is_set_aside_and_never_cut()
    {
        Assert.Equal("JobDescriptionTranslation_JobTitle_", (await Rejected(("JobDescriptionTranslation_JobTitle_", new string('a', 251)))).Column);
        Assert.Equal(250, (await Notice(("JobDescriptionTranslation_JobTitle_", new string('a', 250)))).Title.Length);
    }

    [Theory]
    [InlineData("Offer_OfferStatus_", "Suspendue")]
    [InlineData("JobDescription_CustomFields_CustomCodeTableValue1_", "Z")]
    [InlineData("JobDescription_ProfessionalCategory_", "Peut-être")]
    [InlineData("JobDescription_Contract_", "Ouvert le mardi")]
    [InlineData("Offer_Reference_", "")]
    [InlineData("Offer_CoordLat_", "quarante")]
    [InlineData("Offer_CoordLong_", "181,0")]
    [InlineData("SchedulingData_DefaultPublicationEndDate_", "01/11/2026")]
    public async Task What_is_not_understood_is_named(string column, string written) => Assert.Equal(column, (await Rejected((column, written))).Column);

    [Theory]
    [InlineData("Emploi ouvert aux contractuels", Openness.CivilServantsAndContract)]
    [InlineData("Emploi ouvert aux titulaires et/ou aux contractuels", Openness.CivilServantsAndContract)]
    [InlineData("Emploi ouvert uniquement aux contractuels", Openness.ContractOnly)]
    [InlineData("", Openness.CivilServantsOnly)]
    public async Task Openness_excludes_nobody_on_a_guess(string written, Openness read) => Assert.Equal(read, (await Notice(("JobDescription_Contract_", written))).Openness);

    [Theory]
    [InlineData("Susceptible d’être vacant", NeedKind.LikelyVacant)]
    [InlineData("Susceptible d'être vacant", NeedKind.LikelyVacant)]
    [InlineData("Vacant", NeedKind.Vacant)]
    public async Task Both_apostrophes_are_read(string written, NeedKind read) => Assert.Equal(read, (await Notice(("JobDescription_ProfessionalCategory_", written))).NeedKind);

    [Theory]
    [InlineData("Mairie de Sainte-Invention - 4 place du marché - 85190 SAINTE-INVENTION", "Mairie de Sainte-Invention")]
    [InlineData("Agence Bêta", "Agence Bêta")]
    [InlineData("12 rue des Tilleuls 21000 DIJON", "Ministère Alpha")]
    [InlineData("Notre service\nse présente", "Ministère Alpha")]
    [InlineData("", "Ministère Alpha")]
    public async Task An_employer_is_a_name_without_its_address(string written, string leaf) =>
        Assert.Equal(leaf, (await Notice(("Offer_CustomFieldsTranslation_LongText2_", written))).OrganisationPath[^1]);

    [Fact]
    public async Task Decimal_commas_are_read()
    {
        var notice = await Notice(("Offer_CoordLat_", "48,85303"), ("Offer_CoordLong_", "-2,35202"));
        Assert.Equal((48.85303m, -2.35202m), (notice.Latitude, notice.Longitude));
    }
}
