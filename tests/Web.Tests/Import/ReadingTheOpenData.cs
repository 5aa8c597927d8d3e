using System.Text;
using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Import;
using static Jalon.Web.Tests.Import.OpenDataText;

namespace Jalon.Web.Tests.Import;

public class ReadingTheOpenData
{
    private static async Task<ParsedNotice> One(params (string, string)[] changes) => Assert.IsType<Notice>(Assert.Single(await ExportText.Read(File(Record(changes))))).Value;

    [Fact]
    public async Task Its_thirty_columns_are_read()
    {
        Assert.Equal(30, Sample.Count);
        var notice = await One();
        Assert.Equal(("2026-2001", "Développeuse ou développeur F/H", Branch.State, Category.A), (notice.Reference, notice.Title, notice.Branch, notice.Category));
        Assert.Equal((NeedKind.LikelyVacant, Openness.CivilServantsAndContract), (notice.NeedKind, notice.Openness));
        Assert.Equal(("23", "Creuse"), (notice.Place.DepartmentCode, notice.Place.Department));
        Assert.Equal(new DateOnly(2026, 11, 1), notice.FirstPublication!.Value.Day);
        Assert.Null(notice.PublishedUntil);
        Assert.Null(notice.Missions);
        Assert.Equal(("Curiosité", "Un curriculum vitæ"), (notice.Profile, notice.Documents));
        Assert.Equal("Télétravail\u00A0: Oui\nManagement\u00A0: Non\nTemps Plein\u00A0: Oui\nNiveau d'études\u00A0: Niveau 7 Master/diplômes équivalents", notice.Conditions);
    }

    [Fact]
    public async Task An_empty_employer_leaves_the_organisation_alone_and_an_address_is_no_name()
    {
        Assert.Equal(["Ministère Alpha"], (await One()).OrganisationPath);
        Assert.Equal(["Ministère Alpha", "Service du numérique"], (await One(("Employeur", "Service du numérique, 12 rue des Lilas, 23000 Guéret"))).OrganisationPath);
        Assert.Equal(["Service du numérique"], (await One(("Organisme de rattachement", ""), ("Employeur", "Service du numérique"))).OrganisationPath);
        var nobody = Assert.IsType<Rejected>(Assert.Single(await ExportText.Read(File(Record(("Organisme de rattachement", ""), ("Employeur", "12 rue des Lilas, 23000 Guéret"))))));
        Assert.Equal("Organisme de rattachement", nobody.Column);
    }

    [Theory]
    [InlineData("12 rue des Lilas, 23000 Guéret", "")]
    [InlineData("", "12 rue des Lilas 23000 GUERET")]
    [InlineData("", "Guéret")]
    public async Task An_address_in_a_cell_gives_its_city(string place, string text) => Assert.Equal("GUÉRET",
        (await One(("Lieu d'affectation", place), ("Lieu d'affectation (sans géolocalisation)", text))).Place.City!.ToUpperInvariant().Replace("GUERET", "GUÉRET"));

    [Fact]
    public async Task Repeats_are_counted_and_variants_set_aside()
    {
        var lines = await ExportText.Read(File(Record(), Record(), Record(("Métier", "Autre chose"))));
        Assert.IsType<Notice>(lines[0]);
        Assert.Equal(new Repeated(3, 2, "2026-2001"), lines[1]);
        Assert.Equal("Référence", Assert.IsType<Rejected>(lines[2]).Column);
    }

    [Fact]
    public async Task A_curved_apostrophe_in_a_header_and_another_order_change_nothing()
    {
        var header = string.Join(';', Sample.Keys.Reverse()).Replace('\'', '’');
        var cells = string.Join(';', Sample.Values.Reverse().Select(ExportText.Quoted));
        var notice = Assert.IsType<Notice>(Assert.Single(await ExportText.Read($"{header}\n{cells}\n"))).Value;
        Assert.Equal((Openness.CivilServantsAndContract, "Niveau 7 Master/diplômes équivalents"), (notice.Openness, notice.EducationLevel));
    }

    [Fact]
    public async Task The_sixteen_posts_of_the_DINUM_go_in_without_the_dates_they_do_not_have()
    {
        var notices = (await ExportText.Read(ExportText.Real("dinum-offres-2023-09-22.csv"))).Select(line => Assert.IsType<Notice>(line).Value).ToList();
        Assert.Equal(16, notices.Count);
        Assert.Equal(16, notices.Select(notice => notice.Reference).Distinct().Count());
        Assert.All(notices, notice => Assert.Equal((Branch.State, "DINUM"), (notice.Branch, notice.OrganisationPath[0])));
        Assert.All(notices, notice => Assert.Null(notice.PublishedFrom));
        Assert.All(notices, notice => Assert.EndsWith("F/H", notice.Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_feed_of_France_Travail_is_told_by_its_name() => Assert.Contains(
        "France Travail", Assert.IsType<ImportFileRefused>(Assert.Single(await ExportText.Read(ExportText.Real("pep-francetravail-feed-2021-04.csv")))).Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task Bad_files_and_bad_cells_get_the_same_answers_as_in_the_other_layout()
    {
        Assert.Contains("Latin-1", Assert.IsType<ImportFileRefused>(Assert.Single(await ExportText.Read(Encoding.Latin1.GetBytes(File(Record()))))).Sentence, StringComparison.Ordinal);
        var nul = Assert.IsType<Rejected>(Assert.Single(await ExportText.Read(File(Record(("Métier", "a\0b"))))));
        Assert.Equal("Métier", nul.Column);
        var huge = Assert.IsType<Rejected>(Assert.Single(await ExportText.Read(File(Record(("Compétences attendues", new string('x', 20_001)))))));
        Assert.Equal("Compétences attendues", huge.Column);
    }
}
